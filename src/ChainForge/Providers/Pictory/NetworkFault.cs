using System.Net.Sockets;
using ChainForge.Providers.Pictory.Transfers;

namespace ChainForge.Providers.Pictory;

/// <summary>Turns what the network threw into a failure with a plain sentence. Exception texts are not quoted: they may hold addresses.</summary>
internal static class NetworkFault
{
    public static bool Is(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException or SocketException;

    /// <param name="exception">What was thrown.</param>
    /// <param name="host">Whom we talked to.</param>
    /// <param name="timeout">The time-out that has passed, or null when none of ours has.</param>
    public static ProviderFailure Read(Exception exception, string host, TimeSpan? timeout)
    {
        var error = (exception as HttpRequestException)?.HttpRequestError ?? (exception as HttpIOException)?.HttpRequestError;
        return exception switch
        {
            _ when Find<UnsafeAddressException>(exception) is { } unsafeAddress => new(ProviderFailureKind.UnsafeAddress, unsafeAddress.Message),
            OperationCanceledException when timeout is { } time => new(ProviderFailureKind.Timeout, $"{host} did not answer within {time.TotalSeconds:0.###} s."),
            // No token of ours: the socket handler's own connect time-out.
            OperationCanceledException => new(ProviderFailureKind.Unreachable, $"{host} could not be reached: connecting took too long."),
            _ => error switch
            {
                HttpRequestError.NameResolutionError => new(ProviderFailureKind.Unreachable, $"{host} could not be reached: its name does not resolve."),
                HttpRequestError.ConnectionError => new(ProviderFailureKind.Unreachable, $"{host} could not be reached: {Reason(exception)}."),
                HttpRequestError.SecureConnectionError => new(ProviderFailureKind.Unreachable, $"{host} could not be reached: no secure connection, its certificate or TLS version is not accepted."),
                HttpRequestError.ProxyTunnelError => new(ProviderFailureKind.Unreachable, $"{host} could not be reached: the proxy refused."),
                HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => new(ProviderFailureKind.Unreadable, $"{host} answered something that is not HTTP."),
                _ => new(ProviderFailureKind.Interrupted, $"{host} broke the connection before its answer was whole."),
            },
        };
    }

    private static string Reason(Exception exception) => Find<SocketException>(exception)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.TimedOut => "connecting took too long",
        { } code => $"the connection failed ({code})",
        null => "the connection failed",
    };

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return exception as T;
    }
}
