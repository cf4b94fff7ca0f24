using System.Globalization;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Faults;

/// <summary>The provider's calls in a random world, and what it said of each job when it took it.</summary>
internal sealed class RandomWebhooks(RandomWorld world, ScriptedProvider provider, FakeTimeProvider time)
{
    // The list is looked at for the last time a minute after the first look, and just before it is sent again.
    private static readonly TimeSpan LastLook = TimeSpan.FromMinutes(1) - TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, string> _said = [];
    private readonly HashSet<string> _reported = [];

    /// <summary>Whether a call is still to come.</summary>
    public bool Pending => Due.Any();

    private IEnumerable<ScriptedJob> Due => world.Calls is null ? [] : provider.Jobs.Where(job => job.Webhook is not null && !_reported.Contains(job.Id) && !IsLost(job));

    /// <summary>Whether the provider said that it had not taken the job, and nobody could know better before it was sent again.</summary>
    public bool IsDenied(ScriptedJob job) => _said.GetValueOrDefault(job.Id) is var said
        && (said == RandomWorld.TakenThoughBusy || (said == RandomWorld.TakenWithServerError && provider.ListLag > LastLook));

    /// <summary>Whether the provider denied a job that it had taken: then its calls are all there is, and what they say is not denied again.</summary>
    public bool AreAllThereIs => _said.ContainsValue(RandomWorld.TakenThoughBusy);

    /// <summary>A job was taken, and its answer is not given yet.</summary>
    public async Task TakenAsync(ScriptedJob job, RunLedger ledger, RunEngine engine)
    {
        _said[job.Id] = world.Replies.ElementAtOrDefault(provider.Submits - 1) ?? "accept";
        if (world.Calls?.Early.Contains(NumberOf(job)) == true)
        {
            await CallAsync(job, ledger, engine);
        }
    }

    /// <returns>Whether a call came.</returns>
    public async Task<bool> DeliverAsync(RunLedger ledger, RunEngine engine)
    {
        var came = false;
        foreach (var job in Due.Where(job => time.GetUtcNow() - job.CreatedAt >= provider.Duration).ToList())
        {
            for (var call = 0; call < (world.Calls!.Twice ? 2 : 1); call++)
            {
                await CallAsync(job, ledger, engine);
            }

            // A call that nobody took, because the program died, comes again.
            _reported.Add(job.Id);
            came = true;
        }

        return came;
    }

    private bool IsLost(ScriptedJob job) => world.Calls!.Lost.Contains(NumberOf(job)) && !AreAllThereIs;

    private static int NumberOf(ScriptedJob job) => int.Parse(job.Id.AsSpan(1), CultureInfo.InvariantCulture);

    private static async Task CallAsync(ScriptedJob job, RunLedger ledger, RunEngine engine)
    {
        if (await ledger.FindTokenAsync(WebhookToken.HashOf(job.Webhook!.Segments[^1])) is var (runId, attemptId))
        {
            await engine.HintAsync(runId, attemptId, job.Id);
        }
    }
}
