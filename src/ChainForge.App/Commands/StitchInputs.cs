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
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<StitchInputs> OfAsync(IReadOnlyList<string> named, string output, CancellationToken cancellationToken)
    {
        var (clips, problems) = (new List<string>(), new List<string>());
        if (OutputProblem(output) is { } wrong)
        {
            problems.Add($"{output}: {wrong} Name a file that ends in .mp4 with --to.");
        }

        foreach (var name in named)
        {
            var isFolder = Directory.Exists(name);
            var files = isFolder ? InFolder(name, output) : [name];
            if (isFolder && files.Count == 0)
            {
                problems.Add($"{name}: there is no MP4 in this folder. Name a folder that holds the clips (*.mp4), or the clips themselves.");
            }

            foreach (var file in files)
            {
                if (await ProblemAsync(file, output, cancellationToken) is { } problem)
                {
                    problems.Add($"{file}: {problem}");
                }

                clips.Add(Path.GetFullPath(file));
            }
        }

        return new StitchInputs(clips, problems);
    }

    // The video takes the place of what is there. Whatever is not named like a video, a device say, was not meant to be replaced by one.
    private static string? OutputProblem(string output) =>
        Directory.Exists(output) ? "the video cannot be written there: it is a folder."
        : !IsMp4(output) ? "the video is an MP4, and would replace what is there."
        : null;

    // The video of the last time may lie among the clips: it is none of them.
    private static List<string> InFolder(string folder, string output) =>
        [.. Directory.EnumerateFiles(folder).Where(IsMp4).Where(file => !IsSame(file, output)).OrderBy(file => Path.GetFileName(file), NaturalOrder.Instance)];

    private static async Task<string?> ProblemAsync(string file, string output, CancellationToken cancellationToken) =>
        !File.Exists(file) ? "there is no such file or folder. Check the name; clips are joined in the order in which they are named."
        : IsSame(file, output) ? "the video would be written over this clip. Name another file with --to."
        : await Mp4Signature.WhyNotAsync(file, cancellationToken) is { } instead ? $"this is no MP4: {instead}. Name only MP4 clips, or convert it first."
        : null;

    private static bool IsMp4(string file) => Path.GetExtension(file).Equals(".mp4", StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string one, string other) =>
        string.Equals(Real(one), Real(other), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    // Two names of one file: writing to the one would destroy the other.
    private static string Real(string path) => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path) : Path.GetFullPath(path);
}
