using ChainForge.App.Jobs;
using ChainForge.Media;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;

namespace ChainForge.App.Hosting;

/// <summary>What the program is put together from. The crash tests start the very same command line with parts that they have put something around.</summary>
internal sealed record Parts
{
    /// <summary>What the program is made of.</summary>
    public static readonly Parts Real = new();

    /// <summary>Opens the ledger that the settings name.</summary>
    public Func<ChainForgeSettings, TimeProvider, CancellationToken, Task<RunLedger>> OpenLedger { get; init; } = (settings, time, cancellationToken) =>
        settings.Storage.Provider == StorageProvider.Embedded
            ? RunLedger.OpenEmbeddedAsync(settings.Paths.Data, time, cancellationToken)
            : RunLedger.OpenPostgreSqlAsync(settings.Storage.ConnectionString!, time, cancellationToken);

    /// <summary>The client of the account; it is disposed of with the workshop if it can be.</summary>
    public Func<ChainForgeSettings, TimeProvider, ILoggerFactory, IVideoProvider> Provider { get; init; } = (settings, time, loggers) =>
        PictoryProvider.Create(settings.Pictory, time, loggers);

    /// <summary>What is done with clips.</summary>
    public Func<FFmpegTools, TimeProvider, IClipMedia> Media { get; init; } = (tools, time) => new ClipMedia(tools, time);

    /// <summary>How runs are looked over.</summary>
    public SweepOptions Sweep { get; init; } = new();

    /// <summary>The last word on the engine's options.</summary>
    public Func<EngineOptions, EngineOptions> Engine { get; init; } = options => options;
}
