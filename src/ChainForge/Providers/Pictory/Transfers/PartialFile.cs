using System.Security.Cryptography;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>A file on its way in, as <c>name.partial</c> beside its place, hashed as it is written. It gets its name when it is whole, or goes away.</summary>
internal sealed class PartialFile : IDisposable
{
    /// <summary>Ending of the name while it is not whole. What is left after a crash can be deleted.</summary>
    public const string Extension = ".partial";

    private readonly string _path;
    private readonly Action<string> _flushFolder;
    private readonly byte[] _head = new byte[MediaSignature.Length];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream _stream;
    private bool _committed;

    private PartialFile(string path, Action<string> flushFolder)
    {
        (_path, _flushFolder) = (path, flushFolder);
        // Nobody else: two downloads of one clip must not write into each other.
        _stream = new FileStream(path + Extension, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
    }

    public long Length { get; private set; }

    public ReadOnlySpan<byte> Head => _head.AsSpan(0, (int)Math.Min(Length, _head.Length));

    public static PartialFile Create(string path) => Create(path, FolderOnDisk.Flush);

    /// <param name="path">Where it will lie.</param>
    /// <param name="flushFolder">Brings a folder's entries to the disk.</param>
    internal static PartialFile Create(string path, Action<string> flushFolder)
    {
        Directory.CreateDirectory(FolderOf(path));
        return new PartialFile(path, flushFolder);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken);
        _hash.AppendData(bytes.Span);
        if (Length < _head.Length)
        {
            bytes.Span[..(int)Math.Min(bytes.Length, _head.Length - Length)].CopyTo(_head.AsSpan((int)Length));
        }

        Length += bytes.Length;
    }

    /// <summary>Forgets what came so far.</summary>
    public void Restart()
    {
        _stream.SetLength(0);
        _stream.Position = 0;
        _hash.GetHashAndReset();
        Length = 0;
    }

    /// <summary>Gives it its name. Its content is on the disk before that and its name after it, so that a power cut leaves the whole file or none, and what is told to be here stays here.</summary>
    public DownloadedFile Commit()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_path + Extension, _path, overwrite: true);
        _committed = true;
        _flushFolder(FolderOf(_path));
        return new DownloadedFile(_path, Length, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
        if (!_committed)
        {
            File.Delete(_path + Extension);
        }
    }
}
