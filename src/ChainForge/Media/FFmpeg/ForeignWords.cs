using System.Text.RegularExpressions;

namespace ChainForge.Media;

/// <summary>
/// Makes what FFmpeg says fit for reports and terminals. Part of it comes out of the file it reads, which is a stranger's: no control
/// characters, no key, of an address only the host; and of paths only the name, because a page may be seen from elsewhere.
/// </summary>
/// <param name="arguments">Those of the command, whose paths it repeats.</param>
internal sealed partial class ForeignWords(IEnumerable<string> arguments)
{
    private readonly string[] _paths = [.. arguments.Where(argument => argument.StartsWith(FFmpegCommand.FileProtocol, StringComparison.Ordinal)).Select(argument => argument[FFmpegCommand.FileProtocol.Length..])];

    /// <summary>A line of its words, without blanks around it.</summary>
    public string Clean(string line)
    {
        foreach (var path in _paths)
        {
            line = line.Replace(FFmpegCommand.FileProtocol + path, Path.GetFileName(path), StringComparison.Ordinal).Replace(path, Path.GetFileName(path), StringComparison.Ordinal);
        }

        line = Key().Replace(line, "[key]");
        line = Address().Replace(line, "$1$2/…");
        line = Folder().Replace(line, "");
        line = Place().Replace(line, "$1");
        return Blank().Replace(line, " ").Trim();
    }

    [GeneratedRegex(@"pictai_[\w\-]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex("""([a-z][a-z0-9+.\-]*://)(?:[^\s/@]*@)?([^\s/?#"'<>]+)[^\s"'<>]*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // Whatever else begins at a root: the folders go, the name stays.
    [GeneratedRegex("""(?<=^|[\s"'=(\[])(?:file:)?(?:[a-z]:)?[/\\](?:[^/\\\s"']+[/\\])+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Folder();

    // Where a part of it lies in memory.
    [GeneratedRegex(@"(?<=\[)([\w#:/]+) @ 0x[0-9a-f]+(?=\])", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}]+")]
    private static partial Regex Blank();
}
