using ChainForge.Media;

namespace ChainForge.Runs;

/// <summary>Where the files of a run lie: <c>output/&lt;chain&gt;/&lt;run-id&gt;/</c>. All names are generated here, from checked parts; that none leads elsewhere is checked once more.</summary>
/// <exception cref="UnsafeRecordException">The run's record names something outside: it is damaged, or was written by somebody else.</exception>
public sealed class RunFolder(string outputFolder, Run run)
{
    /// <summary>The run's own folder, full path.</summary>
    public string Root { get; } = Inside(Path.GetFullPath(outputFolder), Path.Combine(Name(run.Chain), Name(run.Id)));

    /// <summary>Name of the finished video in <see cref="Root"/>.</summary>
    public string VideoFile => $"{run.Chain}.mp4";

    /// <summary>The finished video.</summary>
    public string Video => Path.Combine(Root, VideoFile);

    /// <summary>The newest finished video of the chain, beside all of its runs.</summary>
    public string Newest => Path.GetFullPath(Path.Combine(outputFolder, $"{run.Chain}.mp4"));

    /// <summary>What the run asked for, spent and measured.</summary>
    public string Manifest => Path.Combine(Root, "manifest.json");

    /// <summary>The same for people.</summary>
    public string Report => Path.Combine(Root, "report.html");

    /// <summary>The film strip that the report shows.</summary>
    public string FilmStrip => Path.Combine(Root, SeamPictures.FilmStripFile);

    /// <summary>Every joint with its figures and its grade.</summary>
    public string Seams => Path.Combine(Root, "seams.json");

    /// <summary>An attempt's clip, relative to <see cref="Root"/>.</summary>
    public string ClipFile(Attempt attempt) => $"segments/{Stem(attempt)}.mp4";

    /// <summary>The true last frame of an attempt's clip, relative to <see cref="Root"/>.</summary>
    public string LastFrameFile(Attempt attempt) => $"frames/{Stem(attempt)}-last.png";

    /// <summary>The last frame as the provider offers it, relative to <see cref="Root"/>.</summary>
    public string HandedOverFile(Attempt attempt) => $"frames/{Stem(attempt)}-handover.png";

    /// <summary>Where what was made of a clip for the stitch is kept: its ends and its sound, relative to <see cref="Root"/>. All of it can be made again.</summary>
    public static string PreparedFolder(string clipFile) => $"prepared/{Path.GetFileNameWithoutExtension(clipFile)}";

    /// <summary>Full path of a file relative to <see cref="Root"/>.</summary>
    /// <exception cref="UnsafeRecordException">It is not within <see cref="Root"/>.</exception>
    public string FullPath(string file) => Inside(Root, file);

    private static string Inside(string folder, string file)
    {
        // Path.Combine would take a rooted path for the whole, and ".." is only resolved by GetFullPath; it throws at a NUL.
        var path = file.Contains('\0') ? folder : Path.GetFullPath(Path.Combine(folder, file));
        return path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new UnsafeRecordException("The record of a run names a file outside its folder; it is not touched.");
    }

    // One name, and no path: "a/.." would be within, but another run's.
    private static string Name(string name) =>
        name is not ("" or "." or "..") && name.AsSpan().IndexOfAny("/\\\0") < 0 ? name : throw new UnsafeRecordException("The record of a run has a name that names no folder; it is not touched.");

    // 01-dawn, and 01-dawn-2 for a second attempt: nothing that was paid for is ever written over.
    private string Stem(Attempt attempt)
    {
        var segment = run.SegmentOf(attempt.Id);
        var id = run.DefinitionOf(segment).Id;
        var position = $"{segment.Index + 1:00}";
        var name = id == position ? position : $"{position}-{id}";
        var number = segment.Attempts.IndexOf(attempt) + 1;
        return number == 1 ? name : $"{name}-{number}";
    }
}
