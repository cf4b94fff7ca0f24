using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace PictorySimulator.Rendering;

/// <summary>Keeps the clips of identical requests between runs, and foreign pictures within one.</summary>
internal sealed class RenderCache(SimulatorSettings settings)
{
    /// <summary>Part of every key: count up when clips come out differently.</summary>
    private const int Version = 1;
    private const int KeptClips = 300;

    private readonly ConcurrentDictionary<string, byte[]> pictures = new();
    private readonly string root = settings.CacheFolder ?? Path.Combine(Path.GetTempPath(), "pictory-simulator-cache");

    public void KeepPicture(string hash, byte[]? picture)
    {
        if (picture is not null)
        {
            pictures[hash] = picture;
        }
    }

    public byte[]? FindPicture(string hash) => pictures.GetValueOrDefault(hash);

    /// <summary>Where the clip of an order lies or will lie; null without a cache.</summary>
    public string? FolderOf(ClipOrder order, Opening opening)
    {
        if (!settings.Cache)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            Version,
            Build = typeof(RenderCache).Module.ModuleVersionId,
            order.Prompt,
            order.Shape,
            order.Look,
            opening.Before,
        }));
        foreach (var frame in opening.Source.Append(opening.Anchor).OfType<Frame>())
        {
            hash.AppendData(frame.Data);
        }

        return Path.Combine(root, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>An empty folder on the cache's own disk, where a clip can be made and then renamed.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(root, $"{Guid.NewGuid():N}.partial")).FullName;

    /// <summary>Puts a finished folder in its place; another render of the same order may have been faster.</summary>
    public void Store(string finished, string folder)
    {
        Prune();
        try
        {
            Directory.Move(finished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(finished, recursive: true);
        }
    }

    private void Prune()
    {
        foreach (var old in new DirectoryInfo(root).GetDirectories().OrderByDescending(d => d.LastWriteTimeUtc).Skip(KeptClips))
        {
            old.Delete(recursive: true);
        }
    }
}
