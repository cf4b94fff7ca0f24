using ChainForge.App.Hosting;

namespace ChainForge.App.Intake;

/// <summary>Looks at the pipelines folder once a second. Looking works on every file system, network shares and containers included, where notices of change do not.</summary>
internal sealed partial class PipelineWatcher(ChainForgeSettings settings, ChainIntake intake, TimeProvider time, ILogger<PipelineWatcher> logger) : BackgroundService
{
    // A refused file is read again this often: the picture that it names may have arrived after it.
    private const int LooksBetweenSecondThoughts = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var folder = Path.GetFullPath(settings.Paths.Pipelines);
        Directory.CreateDirectory(folder);
        LogWatching(logger, folder);
        var files = new StableFiles();
        var refused = new HashSet<string>();
        var looks = 0;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                if (++looks % LooksBetweenSecondThoughts == 0)
                {
                    foreach (var path in refused)
                    {
                        files.Forget(path);
                    }
                }

                foreach (var path in files.Look(Stamps(folder)))
                {
                    if (await intake.TakeInAsync(path, stoppingToken))
                    {
                        refused.Remove(path);
                    }
                    else
                    {
                        refused.Add(path);
                    }
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
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
