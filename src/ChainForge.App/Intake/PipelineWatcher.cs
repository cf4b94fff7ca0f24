using ChainForge.App.Hosting;
using ChainForge.Runs;

namespace ChainForge.App.Intake;

/// <summary>Looks at the pipelines folder once a second. Looking works on every file system, network shares and containers included, where notices of change do not.</summary>
internal sealed partial class PipelineWatcher(ChainForgeSettings settings, ChainIntake intake, TimeProvider time, ILogger<PipelineWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var folder = Path.GetFullPath(settings.Paths.Pipelines);
        Directory.CreateDirectory(folder);
        LogWatching(logger, folder);
        var files = new StableFiles();
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                foreach (var path in files.Look(Stamps(folder)))
                {
                    await intake.TakeInAsync(path, stoppingToken);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or LedgerException)
            {
                LogTrouble(logger, folder, e.Message);
                files = new StableFiles();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>The chain files of a folder as they are now.</summary>
    internal static List<FileStamp> Stamps(string folder) =>
    [
        .. from file in new DirectoryInfo(folder).EnumerateFiles()
           where file.Extension is ".yaml" or ".yml" && !file.Name.StartsWith('.')
           select new FileStamp(file.FullName, file.Length, file.LastWriteTimeUtc),
    ];

    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "Drop chain files into {Folder}")]
    private static partial void LogWatching(ILogger logger, string folder);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Error, Message = "The pipelines folder {Folder} cannot be worked on, trying again: {Reason}")]
    private static partial void LogTrouble(ILogger logger, string folder, string reason);
}
