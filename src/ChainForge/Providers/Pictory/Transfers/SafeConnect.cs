using System.Net;
using System.Net.Sockets;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>Resolves a host, judges every address it has, and connects to one that was judged: a name that changes its mind in between gains nothing.</summary>
/// <param name="allowLoopback">Loopback passes as well.</param>
/// <param name="resolve">Looks a name up; DNS unless a test says otherwise.</param>
/// <param name="dial">Opens the connection; TCP unless a test says otherwise.</param>
internal sealed class SafeConnect(
    bool allowLoopback,
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPEndPoint, CancellationToken, ValueTask<Stream>> dial)
{
    public SafeConnect(bool allowLoopback)
        : this(allowLoopback, Dns.GetHostAddressesAsync, DialAsync)
    {
    }

    /// <summary>Whether loopback passes as well.</summary>
    public bool AllowLoopback => allowLoopback;

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        // One bad address condemns the name: which one is dialled is the host's choice, not ours.
        if (!addresses.All(address => PublicAddress.Is(address) || (allowLoopback && IPAddress.IsLoopback(address))))
        {
            throw new UnsafeAddressException(host);
        }

        for (var index = 0; ; index++)
        {
            try
            {
                return await dial(new IPEndPoint(addresses[index], context.DnsEndPoint.Port), cancellationToken);
            }
            catch (SocketException) when (index + 1 < addresses.Length)
            {
                // The next one may answer.
            }
        }
    }

    private static async ValueTask<Stream> DialAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host leads to an address that is not public.</summary>
internal sealed class UnsafeAddressException(string host)
    : Exception($"The media host {host} leads to an address that is not public; nothing was sent to it.");
