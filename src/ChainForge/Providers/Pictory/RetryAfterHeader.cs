using System.Globalization;
using System.Net.Http.Headers;

namespace ChainForge.Providers.Pictory;

/// <summary>Reads <c>Retry-After</c>: max(1 s, min(what it says, 5 min)). Nobody keeps us waiting ten years, and "-5" is no leave to hammer.</summary>
internal static class RetryAfterHeader
{
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    /// <summary>The bounded wait; null when there is no such header or it cannot be read.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.NonValidated.TryGetValues("Retry-After", out var values)
            // The reply's own Date, when it has one: the two clocks need not agree.
            ? Read(values.ToString(), headers.Date ?? now)
            : null;

    internal static TimeSpan? Read(string text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && !double.IsNaN(seconds))
        {
            return Bound(TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Most.TotalSeconds)));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Bound(date - now)
            : null;
    }

    private static TimeSpan Bound(TimeSpan wait) => wait < Least ? Least : wait > Most ? Most : wait;
}
