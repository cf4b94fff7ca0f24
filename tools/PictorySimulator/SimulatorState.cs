using PictorySimulator.Admin;
using PictorySimulator.Faults;
using PictorySimulator.Jobs;
using PictorySimulator.Wire;

namespace PictorySimulator;

/// <summary>What the simulator was asked and what it billed, for tests in the same process. All of it is thread safe.</summary>
public sealed class SimulatorState
{
    private readonly Simulation simulation;

    internal SimulatorState(Simulation simulation) => this.simulation = simulation;

    /// <summary>Called for every accepted job before its submit is answered: the place to kill a client.</summary>
    public event Action<BillEntry>? Accepted;

    /// <summary>Every request so far, oldest first, without the simulator's own fetches and admin calls.</summary>
    public IReadOnlyList<SeenRequest> Requests => simulation.Requests.All;

    /// <summary>Every accepted job.</summary>
    public Bill Bill => Bill.Of(simulation.Board.All);

    /// <summary>Faults still to strike; add to it.</summary>
    public FaultScript Faults => simulation.Faults;

    /// <summary>Ends when so many jobs were accepted since the start.</summary>
    public Task WhenAcceptedAsync(int count, CancellationToken cancel = default) =>
        simulation.Board.WhenAcceptedAsync(count).WaitAsync(cancel);

    /// <summary>Ends when nothing is being rendered: every job has ended, or only waits for its time. A test with a clock of its own lets that clock go on then.</summary>
    public Task WhenSettledAsync() => simulation.Runner.WhenSettledAsync();

    /// <summary>Makes a job that the client under test did not submit, as a person would on the same account.</summary>
    public BillEntry CreateByHand(string prompt, string model = "pixverse5.5", int? seconds = null, Uri? firstFrame = null, JobFault? fault = null)
    {
        var card = Catalogue.Find(model) ?? throw new ArgumentException($"There is no model {model}.", nameof(model));
        var request = new SubmitRequest(prompt, card, card.AspectRatios[0], seconds ?? card.Seconds[0]) { FirstFrame = firstFrame };
        var job = simulation.Board.Accept(request, fault ?? new JobFault(), byHand: true);
        simulation.Runner.Start(job);
        return BillEntry.Of(job);
    }

    /// <summary>Forgets requests, jobs and faults.</summary>
    public void Reset()
    {
        simulation.Requests.Clear();
        simulation.Board.Clear();
        simulation.Faults.Clear();
    }

    internal void Announce(SimulatedJob job) => Accepted?.Invoke(BillEntry.Of(job));
}
