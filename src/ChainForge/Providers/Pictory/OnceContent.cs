using System.Net;
using System.Net.Http.Headers;

namespace ChainForge.Providers.Pictory;

/// <summary>A JSON body that knows whether it has begun to leave, and that cannot leave twice: the last lock against paying twice.</summary>
/// <remarks>Over HTTP/1.1 a request whose body was never begun was never whole at the server, so it cannot have been taken.</remarks>
internal sealed class OnceContent : HttpContent
{
    private readonly byte[] _body;
    private readonly Func<Task<string?>>? _objection;
    private int _started;

    /// <param name="body">The JSON.</param>
    /// <param name="objection">Asked at the very first byte: why it must not leave any more, null when it may. Null: nobody objects.</param>
    public OnceContent(byte[] body, Func<Task<string?>>? objection = null)
    {
        (_body, _objection) = (body, objection);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Whether a byte of the body may be on the wire.</summary>
    public bool Started => Volatile.Read(ref _started) != 0;

    /// <summary>Why it was kept back when it was about to leave; null when it was not. Nothing has left then, unless <see cref="Started"/> says so.</summary>
    public string? KeptBack { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // First of all: whatever the objection says, what has left has left.
        if (Started)
        {
            throw SentTwice();
        }

        // After the wait at the gate and after connecting, which a frozen process may have spent hours in.
        if (_objection is not null && await _objection() is { } why)
        {
            KeptBack = why;
            throw new IOException("The request was kept back.");
        }

        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw SentTwice();
        }

        await stream.WriteAsync(_body, cancellationToken);
    }

    private static InvalidOperationException SentTwice() => new("A paid request is sent once. Something tried to send it again.");

    // Known, so that the request carries Content-Length: a body in chunks, or none, is another matter for the socket handler's own retries.
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
