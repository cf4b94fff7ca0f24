using System.Text.RegularExpressions;

namespace ChainForge.Media;

/// <summary>Finds FFmpeg: in the folder that was named, else on the <c>PATH</c>.</summary>
/// <param name="folder">A folder that holds <c>ffmpeg</c> and <c>ffprobe</c>; unset: the <c>PATH</c> is searched.</param>
/// <param name="searchPath">Stands in for the <c>PATH</c> variable; unset: the variable.</param>
public sealed partial class FFmpegLocator(string? folder = null, string? searchPath = null)
{
    private const string Remedy = "Install FFmpeg 5.1 or newer (Debian and Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg) or name its folder";

    /// <summary>Both programs.</summary>
    /// <exception cref="MediaException">One of them is missing; the message says how to get it.</exception>
    public FFmpegTools Find() => new(Find("ffmpeg"), Find("ffprobe"));

    /// <summary>What <c>ffmpeg -version</c> calls itself, for example <c>5.1.9-0+deb12u1</c>.</summary>
    /// <exception cref="MediaException">It doesn't run.</exception>
    public static async Task<string> GetVersionAsync(FFmpegTools tools, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var command = new FFmpegCommand(tools.FFmpeg, ["-hide_banner", "-version"], "ask for FFmpeg's version");
        var text = await FFmpegProcess.ReadTextAsync(command, TimeSpan.FromSeconds(15), TimeProvider.System, cancellationToken);
        var match = VersionLine().Match(text);
        return match.Success ? match.Groups[1].Value : throw new MediaException($"{tools.FFmpeg} does not say its version. {Remedy}.");
    }

    private string Find(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var folders = folder is not null
            ? [folder]
            : (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = folders.Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);
        return found is not null
            ? Path.GetFullPath(found)
            : throw new MediaException($"{program} was not found {(folder is null ? "on the PATH" : $"in {folder}")}. {Remedy}.");
    }

    [GeneratedRegex(@"^ffmpeg version (\S+)")]
    private static partial Regex VersionLine();
}
