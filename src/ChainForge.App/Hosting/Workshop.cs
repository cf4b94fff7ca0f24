using ChainForge.App.Jobs;
using ChainForge.Chains;
using ChainForge.Media;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;

namespace ChainForge.App.Hosting;

/// <summary>Everything that works on runs, put together from the settings; a command takes what it needs.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly DataFolderLock? _lock;

    private Workshop(ChainForgeSettings settings, Parts parts, RunLedger ledger, DataFolderLock? dataFolder, FFmpegTools tools, TimeProvider time, ILoggerFactory loggers)
    {
        Settings = settings;
        Sweep = parts.Sweep;
        Ledger = ledger;
        _lock = dataFolder;
        Provider = parts.Provider(settings, time, loggers);
        Engine = EngineOf(settings, ledger, Provider, time, loggers, parts.Media(tools, time), parts);
    }

    public ChainForgeSettings Settings { get; }

    public SweepOptions Sweep { get; }

    public RunLedger Ledger { get; }

    public RunEngine Engine { get; }

    public IVideoProvider Provider { get; }

    /// <summary>Takes the data folder, opens the ledger, finds FFmpeg.</summary>
    /// <exception cref="LedgerException">Another process owns the folder, or the ledger cannot be opened.</exception>
    /// <exception cref="MediaException">There is no FFmpeg.</exception>
    /// <exception cref="IOException">The output folder cannot be written: what is paid for could not be kept.</exception>
    public static async Task<Workshop> OpenAsync(ChainForgeSettings settings, Parts parts, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var tools = new FFmpegLocator(settings.FFmpeg.Folder).Find();
        TryOutput(settings.Paths.Output);
        var embedded = settings.Storage.Provider == StorageProvider.Embedded;
        var dataFolder = embedded ? DataFolderLock.Take(settings.Paths.Data) : null;
        try
        {
            var ledger = await parts.OpenLedger(settings, time, cancellationToken);

            // Not before the folder and the ledger are ours: a command that is refused touches nothing.
            Leftovers.Remove(settings.Paths.Output);
            var workshop = new Workshop(settings, parts, ledger, dataFolder, tools, time, loggers);
            if (embedded)
            {
                await workshop.Engine.RecoverOrphansAsync(cancellationToken);
            }

            workshop.Engine.Times.Learn(await ledger.ListAsync(limit: 50, cancellationToken));
            return workshop;
        }
        catch
        {
            dataFolder?.Dispose();
            throw;
        }
    }

    /// <summary>An engine that never touches clips: enough to answer a run that is parked.</summary>
    public static RunEngine EngineOf(ChainForgeSettings settings, RunLedger ledger, IVideoProvider provider, TimeProvider time, ILoggerFactory loggers) =>
        EngineOf(settings, ledger, provider, time, loggers, new ClipMedia(new FFmpegTools("ffmpeg", "ffprobe"), time), Parts.Real);

    /// <summary>What chain files are checked against.</summary>
    public static ChainLimits Limits(ChainForgeSettings settings) =>
        Planning.LimitsOf(PictoryCapabilities.Current, allowLoopbackUrls: settings.Pictory.BaseUrl.IsLoopback);

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        (Provider as IDisposable)?.Dispose();
        _lock?.Dispose();
    }

    // Before anything is spent: a clip that cannot be written would be paid for and not kept.
    private static void TryOutput(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".chainforge-probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The output folder {Path.GetFullPath(folder)} cannot be written, so nothing was submitted: {e.Message}", e);
        }
    }

    private static RunEngine EngineOf(
        ChainForgeSettings settings, RunLedger ledger, IVideoProvider provider, TimeProvider time, ILoggerFactory loggers, IClipMedia media, Parts parts) =>
        new(ledger, provider, media, parts.Engine(EngineOptionsOf(settings)), OwnerName(), time, loggers);

    private static EngineOptions EngineOptionsOf(ChainForgeSettings settings) => new()
    {
        OutputFolder = settings.Paths.Output,
        MinFreeBytes = settings.Paths.MinFreeMegabytes << 20,
        MaxJobsInFlight = settings.Pictory.MaxJobsInFlight,
        MaxCreditsPerRun = settings.Budget.MaxCreditsPerRun,
        MaxCreditsTotal = settings.Budget.MaxCreditsTotal,
        AnswerWithin = settings.Pictory.SubmitTimeout * 2,
        SettleWindow = settings.Submit.SettleWindow,
        LookAgainAfter = settings.Submit.LookAgainAfter,
        RetryFailedGenerations = settings.Submit.RetryFailedGenerations,
        BreakerCoolDown = settings.Submit.BreakerCoolDown,
        PollTimeout = settings.Polling.Timeout,
        WebhookBase = settings.Webhooks.PublicUrl,
    };

    private static string OwnerName() => $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
}
