using System.Net;
using System.Net.Http.Headers;

namespace ChainForge.Providers.Pictory;

/// <summary>A JSON body that knows whether it has begun to leave, and that cannot leave twice: the last lock against paying twice.</summary>
/// <remarks>Over HTTP/1.1 a request whose body was never begun was never whole at the server, so it cannot have been taken.</remarks>
internal sealed class OnceContent : HttpContent
{
    private readonly byte[] _body;
    private readonly Func<bool>? _isOverdue;
    private int _started;

    /// <param name="body">The JSON.</param>
    /// <param name="isOverdue">Asked at the very first byte: whether it is too late to send. Null: never.</param>
    public OnceContent(byte[] body, Func<bool>? isOverdue = null)
    {
        (_body, _isOverdue) = (body, isOverdue);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Whether a byte of the body may be on the wire.</summary>
    public bool Started => Volatile.Read(ref _started) != 0;

    /// <summary>Whether it was too late when it was about to leave; then nothing left.</summary>
    public bool WasOverdue { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // After the wait at the gate and after connecting, which a frozen process may have spent hours in.
        if (_isOverdue?.Invoke() == true)
        {
            WasOverdue = true;
            throw new IOException("The deadline of the request has passed.");
        }

        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("A paid request is sent once. Something tried to send it again.");
        }

        await stream.WriteAsync(_body, cancellationToken);
    }

    // Known, so that the request carries Content-Length: a body in chunks, or none, is another matter for the socket handler's own retries.
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
