using ChainForge.Benchmarks.Figures;
using ChainForge.Providers.Pictory;
using Hangfire;
using Hangfire.InMemory;

namespace ChainForge.Benchmarks.Watching;

/// <summary>Hangfire alone: each question is a job that asks, and schedules the next.</summary>
internal sealed class HangfireWatcher : IWatcher
{
    private readonly int _count;
    private readonly PictoryProvider _provider;
    private readonly InMemoryStorage _storage = new();

    public HangfireWatcher(int count, TimeSpan interval, Lags lags, StubAccount account)
    {
        _count = count;
        _provider = account.Open();
        PollJob.Setting = new PollSetting(_provider, new BackgroundJobClient(_storage), interval, lags);
    }

    public (double Read, double Place)? StartUp => null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var number = 0; number < _count; number++)
        {
            PollJob.Setting!.Schedule(WaitingRuns.JobOf(number), PollJob.Setting.Interval * Random.Shared.NextDouble());
        }

        // A second is the finest that its scheduler is used with; workers as many as the product has for runs.
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions { WorkerCount = Math.Max(8, Environment.ProcessorCount * 2), SchedulePollingInterval = TimeSpan.FromSeconds(1) }, _storage);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    public ValueTask DisposeAsync()
    {
        _provider.Dispose();
        _storage.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What every job needs; a job itself carries only ids.</summary>
    internal sealed record PollSetting(PictoryProvider Provider, BackgroundJobClient Client, TimeSpan Interval, Lags Lags)
    {
        public void Schedule(string job, TimeSpan wait)
        {
            var due = TimeProvider.System.GetUtcNow() + wait;
            Client.Schedule(() => PollJob.AskAsync(job, due.UtcTicks), wait);
        }
    }

    /// <summary>One question.</summary>
    public static class PollJob
    {
        internal static PollSetting? Setting { get; set; }

        /// <summary>Asks, and schedules the next.</summary>
        public static async Task AskAsync(string job, long due)
        {
            Setting!.Lags.Add(TimeSpan.FromTicks(TimeProvider.System.GetUtcNow().UtcTicks - due));
            await Setting.Provider.GetJobAsync(job, CancellationToken.None);
            Setting.Schedule(job, Setting.Interval * (1 + (Random.Shared.NextDouble() * 0.2)));
        }
    }
}
