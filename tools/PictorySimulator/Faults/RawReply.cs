using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using PictorySimulator.Wire;

namespace PictorySimulator.Faults;

/// <summary>Writes an answer past Kestrel, which would not let a length lie or a body stop in the middle.</summary>
internal sealed class RawReply(HttpContext http, Reply reply, TimeProvider time)
{
    private const int Chunk = 16 * 1024;

    public async Task SendAsync(Fault fault)
    {
        var socket = SocketOf(http);
        var stop = Math.Min(
            reply.Body.Length,
            fault.StallAt ?? fault.TruncateAt ?? (long)(reply.Body.Length * (fault.CutPercent ?? 100) / 100));
        try
        {
            await socket.SendAsync(Head(fault.ContentLength ?? reply.Body.Length), http.RequestAborted);
            await SendBodyAsync(socket, (int)stop, fault.BytesPerSecond);
            if (fault.StallAt is not null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, time, http.RequestAborted);
            }

            await CloseAsync(http, time);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The client gave up first, which is what such a fault is for.
        }

        http.Abort();
    }

    /// <summary>Says that nothing more will come (FIN) and lets the client read what was sent before it closes.</summary>
    public static async Task CloseAsync(HttpContext http, TimeProvider time)
    {
        SocketOf(http).Shutdown(SocketShutdown.Send);
        await Task.Delay(TimeSpan.FromSeconds(1), time, http.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static Socket SocketOf(HttpContext http) =>
        http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    private byte[] Head(long length)
    {
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} {ReasonPhrases.GetReasonPhrase(reply.Status)}\r\n")
            .Append($"Content-Type: {reply.ContentType}\r\nContent-Length: {length}\r\n");
        foreach (var (name, value) in reply.Headers)
        {
            head.Append($"{name}: {value}\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private async Task SendBodyAsync(Socket socket, int length, long? bytesPerSecond)
    {
        // Ten portions a second are smooth enough for a slow line.
        var portion = bytesPerSecond is { } rate ? (int)Math.Max(1, rate / 10) : Chunk;
        for (var sent = 0; sent < length;)
        {
            var count = Math.Min(portion, length - sent);
            sent += await socket.SendAsync(reply.Body.AsMemory(sent, count), http.RequestAborted);
            if (bytesPerSecond is not null && sent < length)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, http.RequestAborted);
            }
        }
    }
}
