using System.Text;
using PictorySimulator.Wire;

namespace PictorySimulator.Faults;

/// <summary>Sends an answer, bent by a fault if there is one.</summary>
internal sealed class FaultySender(TimeProvider time)
{
    public static Reply Replace(Reply real, Fault fault)
    {
        if (fault.Status is null && fault.Body is null && fault.BodySize is null)
        {
            return real with { Headers = fault.Headers ?? real.Headers };
        }

        var status = fault.Status ?? 200;
        var body = fault.Body ?? $$"""{"message":"Scripted {{status}}"}""";
        if (fault.BodySize is { } size)
        {
            body = body.PadRight((int)size);
        }

        var type = fault.ContentType ?? (body.StartsWith('<') ? "text/html" : "application/json");
        return new(status, Encoding.UTF8.GetBytes(body), type) { Headers = fault.Headers ?? new Dictionary<string, string>() };
    }

    public async Task SendAsync(HttpContext http, Reply reply, Fault? fault)
    {
        if (fault?.Connection is { } connection)
        {
            await EndAsync(http, connection);
        }
        else if (fault is { NeedsRawSocket: true })
        {
            http.Response.StatusCode = reply.Status;
            await new RawReply(http, reply, time).SendAsync(fault);
        }
        else
        {
            foreach (var (name, value) in reply.Headers)
            {
                http.Response.Headers[name] = value;
            }

            http.Response.StatusCode = reply.Status;
            http.Response.ContentType = reply.ContentType;
            http.Response.ContentLength = reply.Body.Length;
            if (!HttpMethods.IsHead(http.Request.Method))
            {
                await http.Response.Body.WriteAsync(reply.Body, http.RequestAborted);
            }
        }
    }

    private async Task EndAsync(HttpContext http, ConnectionFault connection)
    {
        http.Items[Endpoints.RequestRecorder.NoAnswer] = true;
        if (connection == ConnectionFault.Close)
        {
            await RawReply.CloseAsync(http, time);
        }
        else if (connection == ConnectionFault.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, http.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        http.Abort();
    }
}
