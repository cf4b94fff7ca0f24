using System.Security.Cryptography;
using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>The local pictures and videos of one chain file: looks at each once, and adds each to the chain's content hash.</summary>
internal sealed class LocalMedia(string folder, IncrementalHash content)
{
    private readonly Dictionary<(string, MediaKind), (string? Refusal, byte[] Hash)> _seen = [];

    /// <summary>Where a path that is written in the chain file leads: from the file's own folder.</summary>
    public string FullPath(string written) => Path.GetFullPath(written, folder);

    /// <summary>Why the file cannot be used, in words that follow its name; null if it can.</summary>
    public string? Refuse(string written, MediaKind kind)
    {
        var key = (FullPath(written), kind);
        if (!_seen.TryGetValue(key, out var seen))
        {
            _seen[key] = seen = Look(key.Item1, written, kind);
        }

        content.AppendData(seen.Hash);
        return seen.Refusal;
    }

    private static (string? Refusal, byte[] Hash) Look(string path, string written, MediaKind kind)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return (Directory.Exists(path) ? $"is a folder: name a {kind.Name} in it" : $"is not there, seen from the chain file's folder{Near(file, written)}", [0]);
            }

            if (file.Length == 0 || file.Length > kind.MaxBytes)
            {
                // Pipes and devices have no length and would be waited for: they are never opened.
                return (file.Length == 0 ? $"is empty: name {kind.Formats}" : $"has {Megabytes(file.Length)} MB: at most {Megabytes(kind.MaxBytes)} MB, make it smaller", [0]);
            }

            return Read(path, kind);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ("cannot be read: allow this user to read it", [0]);
        }
    }

    private static (string? Refusal, byte[] Hash) Read(string path, MediaKind kind)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[MediaKind.HeaderLength];
        stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return (kind.Begins(header) ? null : $"is not {kind.Formats}: convert it", [1, .. SHA256.HashData(stream)]);
    }

    private static string Near(FileInfo file, string written)
    {
        if (written.Contains('\\'))
        {
            return "; write `/` between folders, on Windows too";
        }

        if (file.Directory is not { Exists: true } directory)
        {
            return ", and neither is its folder";
        }

        var name = Suggestion.Nearest(file.Name, directory.EnumerateFiles().Take(ChainLimits.MaxSegments).Select(other => other.Name));
        return name is null ? "" : $"; did you mean {Shown.Value(written[..^file.Name.Length] + name)}?";
    }

    private static string Megabytes(long bytes) => $"{bytes / (1024.0 * 1024):0.#}";
}
