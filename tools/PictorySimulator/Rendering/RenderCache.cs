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

    /// <summary>The name under which the clip of an order is kept; null without a cache.</summary>
    public string? NameOf(ClipOrder order, Opening opening)
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

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Copies a kept clip into a folder of the caller's own: other simulators may prune the cache at any moment.</summary>
    /// <param name="files">What a clip must have to be whole.</param>
    public bool TryCopyTo(string folder, string name, IReadOnlyList<string> files)
    {
        try
        {
            foreach (var file in files)
            {
                File.Copy(Path.Combine(root, name, file), Path.Combine(folder, file), overwrite: true);
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Keeps a copy for the next one. Losing it costs time only, so that trouble with the cache is nobody's trouble.</summary>
    public void Keep(string folder, string name, IReadOnlyList<string> files)
    {
        try
        {
            var copy = Directory.CreateDirectory(Path.Combine(root, $"{Guid.NewGuid():N}.partial")).FullName;
            foreach (var file in files)
            {
                File.Copy(Path.Combine(folder, file), Path.Combine(copy, file));
            }

            var place = Path.Combine(root, name);
            if (Directory.Exists(place))
            {
                Directory.Delete(copy, recursive: true);
            }
            else
            {
                Directory.Move(copy, place);
            }

            foreach (var old in new DirectoryInfo(root).GetDirectories().OrderByDescending(kept => kept.LastWriteTimeUtc).Skip(KeptClips))
            {
                old.Delete(recursive: true);
            }
        }
        catch (IOException)
        {
            // Another simulator was faster with the same clip, or is tidying up.
        }
    }
}
