using ChainForge.Providers.Pictory;

namespace ChainForge.App.Hosting;

/// <summary>Finds everything that is wrong with the settings, each with its key, the value and the remedy.</summary>
internal static class SettingsValidator
{
    private static readonly TimeSpan ShortestPublicInterval = TimeSpan.FromSeconds(10);

    /// <param name="settings">What was configured.</param>
    /// <param name="needsKey">Whether the command is going to call the provider.</param>
    public static IReadOnlyList<string> Validate(ChainForgeSettings settings, bool needsKey)
    {
        var problems = new List<string>();
        if (needsKey && settings.Pictory.ApiKey.Length == 0)
        {
            problems.Add("There is no API key. Set PICTORY_API_KEY to the key from your Pictory account (it starts with pictai_).");
        }
        else if (needsKey)
        {
            problems.AddRange(PictoryOptionsValidator.Validate(settings.Pictory));
        }

        // Whatever is asked, all commands ask whether it is this machine.
        Check(settings.Pictory.BaseUrl is { IsAbsoluteUri: true }, "ChainForge:Pictory:BaseUrl is no address (what it is instead is not shown: it may be a secret); it must be an absolute https address such as https://api.pictory.ai/pictoryapis.");
        var loopback = settings.Pictory.BaseUrl is { IsAbsoluteUri: true, IsLoopback: true };
        Check(settings.Polling.Interval > TimeSpan.Zero, $"ChainForge:Polling:Interval is {settings.Polling.Interval}; it must be longer than nothing, for example 00:00:15.");
        Check(
            loopback || settings.Polling.Interval >= ShortestPublicInterval,
            $"ChainForge:Polling:Interval is {settings.Polling.Interval}; the provider asks for 10 to 30 s. Use 00:00:10 or more.");
        Check(settings.Polling.Timeout > settings.Polling.Interval, $"ChainForge:Polling:Timeout is {settings.Polling.Timeout}; it must be longer than the interval, for example 00:30:00.");
        Check(settings.Submit.SettleWindow > TimeSpan.Zero, $"ChainForge:Submit:SettleWindow is {settings.Submit.SettleWindow}; use for example 00:10:00.");
        Check(settings.Submit.LookAgainAfter > TimeSpan.Zero, $"ChainForge:Submit:LookAgainAfter is {settings.Submit.LookAgainAfter}; use for example 00:01:00.");
        Check(settings.Submit.RetryFailedGenerations is >= 0 and <= 5, $"ChainForge:Submit:RetryFailedGenerations is {settings.Submit.RetryFailedGenerations}; use 0 (never) to 5, for example 2.");
        Check(settings.Submit.BreakerCoolDown > TimeSpan.Zero, $"ChainForge:Submit:BreakerCoolDown is {settings.Submit.BreakerCoolDown}; it must be longer than nothing, for example 00:10:00.");
        Check(settings.Budget.MaxCreditsPerRun > 0, $"ChainForge:Budget:MaxCreditsPerRun is {settings.Budget.MaxCreditsPerRun}; it must be more than 0.");
        Check(settings.Budget.MaxCreditsTotal is null or > 0, $"ChainForge:Budget:MaxCreditsTotal is {settings.Budget.MaxCreditsTotal}; it must be more than 0, or unset for no cap.");
        Check(settings.Pictory.MaxJobsInFlight > 0, $"ChainForge:Pictory:MaxJobsInFlight is {settings.Pictory.MaxJobsInFlight}; it must be at least 1.");
        Check(
            settings.Webhooks.PublicUrl is null or { IsAbsoluteUri: true, Scheme: "https" } || settings.Webhooks.PublicUrl is { IsAbsoluteUri: true, IsLoopback: true },
            "ChainForge:Webhooks:PublicUrl must be an https address, for example https://chainforge.example.com.");
        Check(
            settings.Storage.Provider == StorageProvider.Embedded || !string.IsNullOrWhiteSpace(settings.Storage.ConnectionString),
            "ChainForge:Storage:Provider is PostgreSql, but ChainForge:Storage:ConnectionString is not set.");
        Check(
            string.IsNullOrEmpty(settings.Dashboard.User) == string.IsNullOrEmpty(settings.Dashboard.Password),
            "ChainForge:Dashboard:User and ChainForge:Dashboard:Password must be set both, or neither (then only this machine may look).");
        Check(settings.Paths.MinFreeMegabytes is >= 0 and < 1L << 30, $"ChainForge:Paths:MinFreeMegabytes is {settings.Paths.MinFreeMegabytes}; use a number of megabytes, 0 for no check.");
        foreach (var (name, path) in new[] { ("Pipelines", settings.Paths.Pipelines), ("Output", settings.Paths.Output), ("Data", settings.Paths.Data) })
        {
            Check(!string.IsNullOrWhiteSpace(path), $"ChainForge:Paths:{name} is empty; name a folder.");
        }

        Check(!File.Exists(settings.Paths.Pipelines), $"ChainForge:Paths:Pipelines is {settings.Paths.Pipelines}, which is a file; name a folder, into which chain files are dropped.");
        return problems;

        void Check(bool good, string problem)
        {
            if (!good)
            {
                problems.Add(problem);
            }
        }
    }
}
