using ChainForge.Chains;

namespace ChainForge.App.Dashboard.Markup;

/// <summary>Times, credits and sources as a person reads them.</summary>
internal static class Words
{
    /// <summary><c>just now</c>, <c>40 s ago</c>, <c>3 min ago</c>, <c>2 h ago</c>, <c>5 days ago</c>.</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 5 } => "just now",
        { TotalSeconds: < 60 } => $"{(int)age.TotalSeconds} s ago",
        { TotalMinutes: < 60 } => $"{(int)age.TotalMinutes} min ago",
        { TotalHours: < 48 } => $"{(int)age.TotalHours} h ago",
        _ => $"{(int)age.TotalDays} days ago",
    };

    /// <summary><c>42 s</c>, <c>3 min 20 s</c>, <c>1 h 5 min</c>.</summary>
    public static string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)length.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{(int)length.TotalMinutes} min {length.Seconds} s",
        _ => $"{(int)length.TotalHours} h {length.Minutes} min",
    };

    public static string Moment(DateTimeOffset moment) => $"{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    /// <summary>A file by its name, an address by host and path: its query may be a signature.</summary>
    public static string Source(MediaSource source) =>
        source.Url is { } url ? $"{url.Host}{url.AbsolutePath}" : Path.GetFileName(source.Path) ?? "";

    /// <summary>What the first segment starts from, or null when it is the prompt alone.</summary>
    public static string? Start(ChainStart start) => start switch
    {
        { FirstFrame: { } picture } => $"starts on {Source(picture)}",
        { Extend: { } video } => $"goes on from {Source(video)}",
        { References: { Count: > 0 } references } => $"guided by {string.Join(", ", references.Select(Source))}",
        _ => null,
    };
}
