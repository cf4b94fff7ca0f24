using PictorySimulator.Faults;
using PictorySimulator.Wire;

namespace PictorySimulator.Endpoints;

/// <summary>Runs a handler behind the gate, the limiter and the faults that all API endpoints share.</summary>
internal sealed class ApiRoutes(Simulation simulation)
{
    private readonly KeyGate gate = new(simulation.Settings);
    private readonly RequestLimit limit = new(simulation.Settings, simulation.Time);

    /// <param name="target">What a fault calls this request.</param>
    /// <param name="subject">What a fault may pick it by.</param>
    /// <param name="handle">The real answer.</param>
    public RequestDelegate Handle(
        FaultTarget target, Func<HttpContext, Task<FaultSubject>> subject, Func<HttpContext, Fault?, Task<Reply>> handle) =>
        async http =>
        {
            if ((gate.Refuse(http) ?? limit.Refuse()) is { } refusal)
            {
                await simulation.Sender.SendAsync(http, refusal, null);
                return;
            }

            var fault = simulation.Faults.Take(target, await subject(http));
            if (fault is not { After: true })
            {
                await PauseAsync(http, fault);
            }

            var real = fault is { ReplacesAnswer: true, After: false } ? new Reply(200, []) : await handle(http, fault);
            if (fault is { After: true })
            {
                await PauseAsync(http, fault);
            }

            await simulation.Sender.SendAsync(http, fault is null ? real : FaultySender.Replace(real, fault), fault);
        };

    public RequestDelegate Handle(FaultTarget target, Func<HttpContext, Task<Reply>> handle) =>
        Handle(target, http => Task.FromResult(SubjectOf(http)), (http, _) => handle(http));

    private FaultSubject SubjectOf(HttpContext http)
    {
        var id = http.Request.RouteValues["jobId"]?.ToString();
        var job = id is null ? null : simulation.Board.Find(id);
        return new(http.Request.Path, job?.Request.Prompt, job?.Index, id);
    }

    private Task PauseAsync(HttpContext http, Fault? fault) =>
        fault?.Delay is { } delay ? Task.Delay(delay, simulation.Time, http.RequestAborted) : Task.CompletedTask;
}
