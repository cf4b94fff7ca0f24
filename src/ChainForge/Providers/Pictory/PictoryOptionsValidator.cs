using System.Net.Http.Headers;

namespace ChainForge.Providers.Pictory;

/// <summary>Says everything that is wrong with the options at once: the setting, its value (never the key's) and the remedy.</summary>
public static class PictoryOptionsValidator
{
    /// <summary>The problems, each a sentence; empty when all is well.</summary>
    public static IReadOnlyList<string> Validate(PictoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. KeyProblems(options.ApiKey), .. UrlProblems(options.BaseUrl), .. NumberProblems(options), .. AgentProblems(options.UserAgent)];
    }

    /// <summary>A value as a message may repeat it: keys are pasted into the wrong place.</summary>
    public static string Shown(string? value) =>
        value?.Contains("pictai_", StringComparison.OrdinalIgnoreCase) == true ? "[something with a key in it, which is not shown]" : value ?? "";

    private static IEnumerable<string> KeyProblems(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            yield return "ApiKey is not set: put the key from your Pictory account into the environment variable PICTORY_API_KEY.";
        }
        else if (key.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            yield return "ApiKey starts with 'Bearer': Pictory wants the raw key (pictai_…), so leave that word out.";
        }
        else if (key.Any(character => character is <= ' ' or > '~'))
        {
            yield return "ApiKey contains a blank, a line break or a character outside ASCII: copy it again, without quotes or blanks around it.";
        }
    }

    private static IEnumerable<string> UrlProblems(Uri? url)
    {
        if (url is null || !url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            yield return "BaseUrl is no address (what it is instead is not shown: it may be the key): it must be an absolute https address such as https://api.pictory.ai/pictoryapis.";
            yield break;
        }

        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
        {
            yield return $"BaseUrl goes to '{url.Host}' over http: the key would travel in clear, so use https (http is for loopback only).";
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            yield return $"BaseUrl for '{url.Host}' has a user, a query or a fragment: leave only scheme, host and path.";
        }
    }

    private static IEnumerable<string> NumberProblems(PictoryOptions options)
    {
        if (options.RequestsPerMinute is < 1 or > 600_000)
        {
            yield return $"RequestsPerMinute is {options.RequestsPerMinute}: use 1 to 600000 (120 by default).";
        }

        if (options.MaxJobsInFlight is < 1 or > 10_000)
        {
            yield return $"MaxJobsInFlight is {options.MaxJobsInFlight}: use 1 to 10000 (10 by default).";
        }

        (string Name, TimeSpan Value)[] times =
        [
            (nameof(options.SubmitTimeout), options.SubmitTimeout), (nameof(options.QueryTimeout), options.QueryTimeout),
            (nameof(options.RetryDelay), options.RetryDelay), (nameof(options.DownloadHeaderTimeout), options.DownloadHeaderTimeout),
            (nameof(options.DownloadIdleTimeout), options.DownloadIdleTimeout), (nameof(options.DownloadTimeout), options.DownloadTimeout),
        ];
        foreach (var (name, value) in times.Where(time => time.Value <= TimeSpan.Zero || time.Value > TimeSpan.FromDays(1)))
        {
            yield return $"{name} is {value}: use more than zero and at most a day, written as hours:minutes:seconds such as 00:00:30.";
        }

        foreach (var (name, value) in new[] { (nameof(options.MaxVideoBytes), options.MaxVideoBytes), (nameof(options.MaxPictureBytes), options.MaxPictureBytes) }
            .Where(size => size.Item2 <= 0))
        {
            yield return $"{name} is {value}: use a number of bytes above zero.";
        }
    }

    private static IEnumerable<string> AgentProblems(string? agent)
    {
        using var probe = new HttpRequestMessage();
        if (string.IsNullOrWhiteSpace(agent) || !probe.Headers.UserAgent.TryParseAdd(agent))
        {
            yield return $"UserAgent is '{Shown(agent)}': use a product name and version such as ChainForge/1.0 (Pictory's edge refuses clients without one).";
        }
    }
}
