using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ChainForge.Tests.Providers.Pictory.Support;

/// <summary>An HTTP/1.1 server on a loopback socket that can misbehave on every level, and keeps what it saw.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawExchange, Task> _handle;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _connectionCount;

    public RawServer(Func<RawExchange, Task> handle, X509Certificate2? certificate = null, int port = 0)
    {
        (_handle, _certificate) = (handle, certificate);
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}");

    public IReadOnlyList<RawRequest> Requests => [.. _requests];

    public int Connections => Volatile.Read(ref _connectionCount);

    /// <summary>Cancelled when the server goes down; what a hanging handler waits for.</summary>
    public CancellationToken Stopped => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();

        // One that is stopped may not be asked for the next connection: between two of them that would throw.
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connectionCount);
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        try
        {
            Stream stream = new NetworkStream(socket);
            if (_certificate is not null)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(_certificate);
                stream = secure;
            }

            while (await RawRequest.ReadAsync(stream, _stop.Token) is { } request)
            {
                _requests.Enqueue(request);
                var exchange = new RawExchange(request, _requests.Count, socket, stream, _stop.Token);
                await _handle(exchange);
                if (exchange.IsClosed)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException
            or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, or the test is over.
        }
    }
}
