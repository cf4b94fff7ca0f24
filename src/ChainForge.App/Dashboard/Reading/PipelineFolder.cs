using System.Collections.Concurrent;
using ChainForge.App.Hosting;
using ChainForge.App.Intake;
using ChainForge.Chains;
using ChainForge.Runs;

namespace ChainForge.App.Dashboard.Reading;

/// <summary>Says what became of each file in the pipelines folder. A file that was put right or removed is no longer reported, whatever the ledger remembers.</summary>
internal sealed class PipelineFolder(ChainForgeSettings settings, ChainLimits limits, RunLedger ledger)
{
    // A good file is read again only when it has changed: pages are drawn every two seconds. A refused one may become good without being touched.
    private readonly ConcurrentDictionary<FileStamp, Reading> _readings = new();

    public string Path { get; } = System.IO.Path.GetFullPath(settings.Paths.Pipelines);

    public async Task<IReadOnlyList<PipelineFile>> LookAsync(CancellationToken cancellationToken)
    {
        var stamps = Stamps();
        foreach (var gone in _readings.Keys.Except(stamps))
        {
            _readings.TryRemove(gone, out _);
        }

        if (stamps.Count == 0)
        {
            return [];
        }

        var taken = (await ledger.IntakeAsync(cancellationToken)).Where(record => record.RunId is not null).ToDictionary(record => record.Content, record => record.RunId);
        return
        [
            .. from stamp in stamps
               let reading = Known(stamp)
               let run = taken.GetValueOrDefault(reading.Content)
               select new PipelineFile(reading.Name, run is not null && reading.Fate == FileFate.New ? FileFate.Made : reading.Fate, reading.Problems, run),
        ];
    }

    private Reading Known(FileStamp stamp)
    {
        if (!_readings.TryGetValue(stamp, out var reading))
        {
            reading = Read(stamp);
            if (reading.Fate != FileFate.Refused)
            {
                _readings[stamp] = reading;
            }
        }

        return reading;
    }

    private Reading Read(FileStamp stamp)
    {
        var name = System.IO.Path.GetFileName(stamp.Path);
        try
        {
            var reading = ChainReader.Read(stamp.Path, limits);
            var fate = ShippedExamples.Contains(stamp.Path) ? FileFate.Example : reading.IsValid ? FileFate.New : FileFate.Refused;
            return new Reading(name, fate, [.. reading.Problems.Select(problem => $"{problem with { File = name }}")], reading.ContentHash);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Reading(name, FileFate.Refused, [$"{name}:1:1: the file cannot be read"], "");
        }
    }

    private List<FileStamp> Stamps()
    {
        try
        {
            return [.. PipelineWatcher.Stamps(Path).OrderBy(stamp => stamp.Path, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The intake says so in the log, and goes on trying.
            return [];
        }
    }

    private sealed record Reading(string Name, FileFate Fate, IReadOnlyList<string> Problems, string Content);
}
