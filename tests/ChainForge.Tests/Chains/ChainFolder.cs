using ChainForge.Chains;

namespace ChainForge.Tests.Chains;

/// <summary>A folder of its own for one test, with a few files that chains can name.</summary>
internal sealed class ChainFolder : IDisposable
{
    public static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4, 5];
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 2];
    public static readonly byte[] Webp = [.. "RIFF"u8, 4, 0, 0, 0, .. "WEBPVP8 "u8];
    public static readonly byte[] Mp4 = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0];
    public static readonly byte[] Mov = [0, 0, 0, 24, .. "ftypqt  "u8, 0, 0, 2, 0];
    public static readonly byte[] Heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 2, 0];

    public ChainFolder()
    {
        Write("images/harbour.png", Png);
        Write("images/boat.jpg", Jpeg);
        Write("images/lamp.webp", Webp);
        Write("images/photo.heic", Heic);
        Write("images/empty.png", []);
        Write("images/text.png", "Not a picture at all"u8.ToArray());
        Write("clip.mp4", Mp4);
        Write("film.mov", Mov);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("chains-").FullName;

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public ChainReading Read(string yaml, string name = "test.yaml", ChainLimits? limits = null) =>
        ChainReader.ReadText(yaml, System.IO.Path.Combine(Path, name), limits ?? TestLimits.Pictory);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
