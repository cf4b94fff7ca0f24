using System.Buffers;

namespace ChainForge.Media;

/// <summary>Copies samples; what lies side by side in the source is read at once.</summary>
internal sealed class SampleCopier(Stream target) : IAsyncDisposable
{
    // The few files that take turns: a clip, its tail, the sound.
    private const int MostOpen = 8;
    private const int MostBuffered = 4 * 1024 * 1024;

    private readonly Dictionary<string, FileStream> _open = [];

    // Rented: a stitch writes a file for each clip, and fresh megabytes cost more than what is copied through them.
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(MostBuffered);
    private (string Path, long From, long To)? _pending;

    public async ValueTask CopyAsync(MovieSample sample, CancellationToken cancellationToken)
    {
        if (_pending is { } pending && pending.Path == sample.Path && pending.To == sample.Offset && sample.Offset + sample.Size - pending.From <= MostBuffered)
        {
            _pending = pending with { To = sample.Offset + sample.Size };
            return;
        }

        await FlushAsync(cancellationToken);
        _pending = (sample.Path, sample.Offset, sample.Offset + sample.Size);
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync(CancellationToken.None);
        ArrayPool<byte>.Shared.Return(_buffer);
        foreach (var file in _open.Values)
        {
            await file.DisposeAsync();
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_pending is not { } pending)
        {
            return;
        }

        _pending = null;
        var source = await OpenAsync(pending.Path);
        source.Position = pending.From;
        for (var left = pending.To - pending.From; left > 0;)
        {
            var part = _buffer.AsMemory(0, (int)Math.Min(left, MostBuffered));
            await source.ReadExactlyAsync(part, cancellationToken);
            await target.WriteAsync(part, cancellationToken);
            left -= part.Length;
        }
    }

    private async ValueTask<FileStream> OpenAsync(string path)
    {
        if (_open.TryGetValue(path, out var known))
        {
            return known;
        }

        if (_open.Count == MostOpen)
        {
            foreach (var file in _open.Values)
            {
                await file.DisposeAsync();
            }

            _open.Clear();
        }

        return _open[path] = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
    }
}
