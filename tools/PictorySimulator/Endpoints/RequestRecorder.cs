using PictorySimulator.Admin;
using PictorySimulator.Jobs;

namespace PictorySimulator.Endpoints;

/// <summary>Writes every request of the client down once it was answered, or was left without an answer.</summary>
internal sealed class RequestRecorder(Simulation simulation)
{
    /// <summary>Where a submit's body lies in <see cref="HttpContext.Items"/>.</summary>
    public const string Body = "simulator.body";

    /// <summary>Set in <see cref="HttpContext.Items"/> when the connection ends without an answer.</summary>
    public const string NoAnswer = "simulator.no-answer";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var at = simulation.Time.GetUtcNow();
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Items[NoAnswer] = true;
        }
        finally
        {
            Record(http, at);
        }
    }

    private void Record(HttpContext http, DateTimeOffset at)
    {
        var request = http.Request;
        var agent = request.Headers.UserAgent.ToString();
        if (agent == SourceFetcher.UserAgent || request.Path.StartsWithSegments("/admin"))
        {
            return;
        }

        simulation.Requests.Add(new(
            at, request.Method, request.Path.Value ?? "", http.Connection.LocalPort,
            request.Headers.Authorization.Count > 0, agent.Length == 0 ? null : agent,
            request.Headers.Range.Count == 0 ? null : request.Headers.Range.ToString(),
            http.Items[Body] as string, http.Items.ContainsKey(NoAnswer) ? 0 : http.Response.StatusCode));
    }
}
