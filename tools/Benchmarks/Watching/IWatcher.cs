namespace ChainForge.Benchmarks.Watching;

/// <summary>A way to ask about many jobs again and again.</summary>
internal interface IWatcher : IAsyncDisposable
{
    /// <summary>Seconds to read and to place all runs; null where that means nothing.</summary>
    (double Read, double Place)? StartUp { get; }

    /// <summary>Watches until cancelled.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
