using System.Security.Cryptography;
using System.Text;
using ChainForge.Chains.Problems;
using ChainForge.Chains.Reading;
using ChainForge.Chains.Yaml;

namespace ChainForge.Chains;

/// <summary>Reads chain files. A mistake in one is never an exception, and never alone: all problems are found at once.</summary>
public static class ChainReader
{
    /// <summary>Reads a chain file.</summary>
    /// <param name="path">The file, as problems shall name it. Pictures that the chain names are looked for from its folder.</param>
    /// <param name="limits">What the chain is checked against.</param>
    public static ChainReading Read(string path, ChainLimits limits)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length == 0)
            {
                // A pipe has no length either, and opening it would wait for a writer for ever.
                return ReadBytes([], path, limits);
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Min(file.Length, ChainLimits.MaxFileBytes) + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return ReadBytes(bytes.AsSpan(0, length), path, limits);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new ChainReading(null, [new ChainProblem(path, 1, 1, Unreadable(error, path))], Hex(SHA256.HashData([])));
        }
    }

    /// <summary>Reads a chain from text that stands, or could stand, in that file.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="path">The file; need not exist. Its name is the chain's default, its folder the one of the pictures.</param>
    /// <param name="limits">What the chain is checked against.</param>
    public static ChainReading ReadText(string yaml, string path, ChainLimits limits)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(limits);

        // No more than what shows that it is too long: a character has at least one byte.
        return ReadBytes(Encoding.UTF8.GetBytes(yaml[..Math.Min(yaml.Length, ChainLimits.MaxFileBytes + 1)]), path, limits);
    }

    private static ChainReading ReadBytes(ReadOnlySpan<byte> bytes, string path, ChainLimits limits)
    {
        var problems = new ProblemList(path);
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        content.AppendData(bytes);
        var definition = ReadDefinition(bytes, path, limits, problems, content);
        var hash = Hex(content.GetHashAndReset());
        return new ChainReading(problems.IsEmpty ? definition : null, problems.Sorted(), hash);
    }

    private static ChainDefinition? ReadDefinition(
        ReadOnlySpan<byte> bytes, string path, ChainLimits limits, ProblemList problems, IncrementalHash content)
    {
        if (bytes.Length > ChainLimits.MaxFileBytes)
        {
            problems.Add(Place.Start, $"The file has more than {ChainLimits.MaxFileBytes / 1024} KB: shorten its prompts or split it into several chains");
            return null;
        }

        if (SourceText.Decode(bytes, problems) is not { } text || YamlTree.Parse(text, problems) is not { } root)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        return DefinitionReader.Read(root, path, new ReadingContext(limits, problems, new LocalMedia(folder, content)));
    }

    // The system's own messages name full paths.
    private static string Unreadable(Exception error, string path) => error switch
    {
        _ when path.Length == 0 => "It has no name: name a chain file",
        FileNotFoundException or DirectoryNotFoundException => "There is no such file: check the path",
        _ when Directory.Exists(path) => "This is a folder: name a chain file in it",
        UnauthorizedAccessException => "The file cannot be read: allow this user to read it",
        _ => $"The file cannot be read ({error.GetType().Name}): check the path and its rights",
    };

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
