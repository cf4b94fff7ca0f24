using PictorySimulator.Faults;
using PictorySimulator.Wire;

namespace PictorySimulator.Jobs;

/// <summary>All jobs, in the order they were accepted.</summary>
internal sealed class JobBoard(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<SimulatedJob> jobs = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> waiters = [];

    public IReadOnlyList<SimulatedJob> All
    {
        get
        {
            lock (gate)
            {
                return [.. jobs];
            }
        }
    }

    public decimal CreditsUsed => All.Sum(j => j.Credits);

    public int NextIndex
    {
        get
        {
            lock (gate)
            {
                return jobs.Count + 1;
            }
        }
    }

    public SimulatedJob? Find(string id) => All.FirstOrDefault(j => j.Id == id);

    public SimulatedJob Accept(SubmitRequest request, JobFault fault, bool byHand = false)
    {
        lock (gate)
        {
            var job = new SimulatedJob(Guid.NewGuid().ToString(), jobs.Count + 1, request, fault, time.GetUtcNow(), byHand);
            jobs.Add(job);
            foreach (var (_, reached) in waiters.Where(w => w.Count <= jobs.Count))
            {
                reached.TrySetResult();
            }

            return job;
        }
    }

    /// <summary>Ends when so many jobs were accepted.</summary>
    public Task WhenAcceptedAsync(int count)
    {
        lock (gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (jobs.Count >= count)
            {
                reached.SetResult();
            }

            waiters.Add((count, reached));
            return reached.Task;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            jobs.Clear();
        }
    }
}
