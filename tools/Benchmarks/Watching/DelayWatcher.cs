using ChainForge.Benchmarks.Figures;

namespace ChainForge.Benchmarks.Watching;

/// <summary>The simplest way: a task for each run that sleeps and asks.</summary>
internal sealed class DelayWatcher(int count, TimeSpan interval, Lags lags, Func<string, CancellationToken, Task> ask, IDisposable client) : IWatcher
{
    public (double Read, double Place)? StartUp => null;

    public static DelayWatcher WithOurClient(int count, TimeSpan interval, Lags lags, StubAccount account)
    {
        var provider = account.Open();
        return new DelayWatcher(count, interval, lags, provider.GetJobAsync, provider);
    }

    /// <summary>As a script would: no request limit, no retries, no circuit breaker, no reading of the answer.</summary>
    public static DelayWatcher WithBareClient(int count, TimeSpan interval, Lags lags, Uri server)
    {
        var client = new HttpClient();
        return new DelayWatcher(count, interval, lags, (job, token) => client.GetStringAsync(new Uri($"{server}/v1/jobs/{job}"), token), client);
    }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => AskOnAsync(WaitingRuns.JobOf(number), cancellationToken)));

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AskOnAsync(string job, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var wait = interval * Random.Shared.NextDouble();
        try
        {
            while (true)
            {
                var due = time.GetUtcNow() + wait;
                await Task.Delay(wait, time, cancellationToken);
                lags.Add(time.GetUtcNow() - due);
                await ask(job, cancellationToken);
                wait = interval * (1 + (Random.Shared.NextDouble() * 0.2));
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
