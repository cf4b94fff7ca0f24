using ChainForge.Media;

namespace ChainForge.App.Commands;

/// <summary>Which clips a stitch was asked for, or why it can't be.</summary>
/// <param name="Clips">Full paths, in order.</param>
/// <param name="Problems">Each names the file and the remedy; none: all is well.</param>
internal sealed record StitchInputs(IReadOnlyList<string> Clips, IReadOnlyList<string> Problems)
{
    /// <summary>Takes files as they are named, and of a folder its MP4s in natural order.</summary>
    /// <param name="named">Files and folders.</param>
    /// <param name="output">The video to write.</param>
    /// <param name="music">The music; null: none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<StitchInputs> OfAsync(IReadOnlyList<string> named, string output, string? music, CancellationToken cancellationToken)
    {
        var (clips, problems) = (new List<string>(), new List<string>());
        if (OutputProblem(output) is { } wrong)
        {
            problems.Add($"{output}: {wrong} Name a file that ends in .mp4 with --to.");
        }

        if (music is not null && MusicProblem(music, output) is { } unheard)
        {
            problems.Add($"{music}: {unheard}");
        }

        foreach (var name in named)
        {
            var isFolder = Directory.Exists(name);
            var files = isFolder ? InFolder(name, output) : [name];
            if (files is null)
            {
                problems.Add($"{name}: this folder cannot be read. Check its rights.");
            }
            else if (files.Count == 0)
            {
                problems.Add($"{name}: there is no MP4 in this folder. Name a folder that holds the clips (*.mp4), or the clips themselves.");
            }

            foreach (var file in files ?? [])
            {
                if (await ProblemAsync(file, output, cancellationToken) is { } problem)
                {
                    problems.Add($"{(file.Length == 0 ? "''" : file)}: {problem}");
                }
                else
                {
                    clips.Add(Path.GetFullPath(file));
                }
            }
        }

        return new StitchInputs(clips, problems);
    }

    // The video takes the place of what is there. Whatever is not named like a video, a device say, was not meant to be replaced by one.
    private static string? OutputProblem(string output) =>
        Directory.Exists(output) ? "the video cannot be written there: it is a folder."
        : !IsMp4(output) ? "the video is an MP4, and would replace what is there."
        : null;

    private static string? MusicProblem(string music, string output) =>
        Directory.Exists(music) ? "this is a folder. Name a sound file with --music."
        : !File.Exists(music) ? "there is no such file. Check the name of the music."
        : new FileInfo(music).Length == 0 ? "this is empty, or a pipe and no file. Name a sound file with --music."
        : IsSame(music, output) ? "the video would be written over this music. Name another file with --to."
        : null;

    // The video of the last time may lie among the clips: it is none of them. Nor is what its owner hid. Null: it cannot be read.
    private static List<string>? InFolder(string folder, string output)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(file => IsMp4(file) && !Path.GetFileName(file).StartsWith('.') && !IsSame(file, output)).OrderBy(file => Path.GetFileName(file), NaturalOrder.Instance)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<string?> ProblemAsync(string file, string output, CancellationToken cancellationToken)
    {
        try
        {
            return !File.Exists(file) ? Missing(file)
                : IsSame(file, output) ? "the video would be written over this clip. Name another file with --to."
                : await Mp4Signature.WhyNotAsync(file, cancellationToken) is { } instead ? $"this is no MP4: {instead}. Name only MP4 clips, or convert it first."
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is FileNotFoundException ? Missing(file) : $"it cannot be read: {SystemWords.Of(e)}. Check its rights and where it leads.";
        }
    }

    // The command line takes an option that it does not know for a clip.
    private static string Missing(string file) => file.StartsWith('-')
        ? "there is no such option, and no such file. `chainforge stitch --help` lists the options."
        : "there is no such file or folder. Check the name; clips are joined in the order in which they are named.";

    private static bool IsMp4(string file) => Path.GetExtension(file).Equals(".mp4", StringComparison.OrdinalIgnoreCase);

    // Two names of one file: writing to the one would destroy the other.
    private static bool IsSame(string one, string other) =>
        string.Equals(RealPath.Of(one), RealPath.Of(other), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
