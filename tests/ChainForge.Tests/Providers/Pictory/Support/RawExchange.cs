using System.Net.Sockets;
using System.Text;

namespace ChainForge.Tests.Providers.Pictory.Support;

/// <summary>One request, and the means to answer it well or badly.</summary>
internal sealed class RawExchange(RawRequest request, int number, Socket socket, Stream stream, CancellationToken stopped)
{
    public RawRequest Request => request;

    /// <summary>1 for the server's first request.</summary>
    public int Number => number;

    public bool IsClosed { get; private set; }

    public Task ReplyAsync(int status, string body = "", params string[] headers) => ReplyAsync(status, Encoding.UTF8.GetBytes(body), headers);

    public Task JsonAsync(string json) => ReplyAsync(200, json, "Content-Type: application/json");

    public async Task ReplyAsync(int status, byte[] body, params string[] headers)
    {
        await HeadAsync(status, [$"Content-Length: {body.Length}", .. headers]);
        await WriteAsync(body);
    }

    public Task HeadAsync(int status, params string[] headers) =>
        WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status} Said\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"));

    public async Task WriteAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stopped);
        await stream.FlushAsync(stopped);
    }

    public void Close()
    {
        IsClosed = true;
        socket.Shutdown(SocketShutdown.Both);
        socket.Close();
    }

    public void Reset()
    {
        IsClosed = true;
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Says nothing more until the test is over.</summary>
    public Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopped);
}
