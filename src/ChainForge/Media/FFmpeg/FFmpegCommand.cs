namespace ChainForge.Media;

/// <summary>One launch of FFmpeg.</summary>
/// <param name="Program">Full path of the program.</param>
/// <param name="Arguments">A list, never one string: no quoting, so no file name can smuggle an option in.</param>
/// <param name="Purpose">What it is for, in words that complete "FFmpeg could not …".</param>
/// <param name="FeedsInput">Whether we write to its standard input.</param>
internal sealed record FFmpegCommand(string Program, IReadOnlyList<string> Arguments, string Purpose, bool FeedsInput = false)
{
    /// <summary>How long it may be waited for altogether, however lively it is; null: as long as it shows signs of life.</summary>
    public TimeSpan? MostTime { get; init; }

    /// <summary>What a person can do where FFmpeg ends by itself and complains; null: nothing is known that would help.</summary>
    public string? Remedy { get; init; }

    /// <summary>What stands before a path in the arguments.</summary>
    public const string FileProtocol = "file:";

    private static readonly string[] Quiet = ["-nostdin", "-hide_banner", "-loglevel", "error"];

    /// <summary>An <c>ffmpeg</c> that keeps to itself.</summary>
    public static FFmpegCommand FFmpeg(FFmpegTools tools, string purpose, IEnumerable<string> arguments) =>
        new(tools.FFmpeg, [.. Quiet, .. arguments], purpose);

    /// <summary>An <c>ffmpeg</c> that is fed through its standard input. Twice a second it tells on its output that it lives: what it makes goes to a file, perhaps at the very end.</summary>
    public static FFmpegCommand Fed(FFmpegTools tools, string purpose, IEnumerable<string> arguments) =>
        new(tools.FFmpeg, [.. Quiet, "-progress", "pipe:1", .. arguments], purpose, FeedsInput: true);

    /// <summary>
    /// Options before a clip that came from the network: whatever it says it is, it is read as MP4 and can open nothing else
    /// (a text playlist named <c>.mp4</c> would be followed otherwise).
    /// </summary>
    public static IReadOnlyList<string> Untrusted(string path) =>
        ["-protocol_whitelist", "file,pipe", "-f", "mp4", "-i", Local(path)];

    /// <summary>The same for a clip whose index is known to tell all: FFmpeg does not decode its beginning first to find out more, which takes longer than opening it.</summary>
    public static IReadOnlyList<string> UntrustedAsTold(string path) => ["-nofind_stream_info", .. Untrusted(path)];

    /// <summary>A path that FFmpeg can take neither for an option nor for a protocol.</summary>
    public static string Local(string path) => FileProtocol + Path.GetFullPath(path);

    /// <summary>The same inside a filter graph, where an option's value ends at a colon and a filter at a comma: quoted for the one, then for the other.</summary>
    public static string InFilter(string path) => Escape(Escape(Local(path), @"\':"), @"\',;[]");

    private static string Escape(string text, string special) => string.Concat(text.Select(c => special.Contains(c, StringComparison.Ordinal) ? $@"\{c}" : $"{c}"));
}
