using ChainForge.App.Api;
using ChainForge.App.Hosting;
using ChainForge.App.Jobs;
using ChainForge.Runs;

namespace ChainForge.App.Dashboard.Reading;

/// <summary>Reads what the pages show, before they are drawn: drawing itself cannot wait.</summary>
internal sealed class PageReader(RunLedger ledger, ChainForgeSettings settings, StitchProgress stitches, PipelineFolder folder, RunEngine engine, TimeProvider time)
{
    /// <summary>How many of the newest runs the Chains page shows unasked.</summary>
    public const int ShownUnasked = 30;

    // Older runs are there in `chainforge runs`; a page of them helps nobody.
    private const int Most = 1000;

    // Several viewers and the menu of every page share one look at the ledger.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private volatile Look? _last;

    public async Task<RunCounts> CountsAsync(CancellationToken cancellationToken)
    {
        var runs = await NewestAsync(cancellationToken);
        return new RunCounts(runs.Count(run => run.State == RunState.Running), runs.Count(run => run.State == RunState.Parked));
    }

    /// <param name="shown">How many of the newest runs; those that are not at their end come in addition.</param>
    /// <param name="links">Where things are.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<ChainsView> ChainsAsync(int shown, Links links, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(cancellationToken);
        var runs = newest.Where((run, index) => index < shown || run.State is RunState.Running or RunState.Parked).ToList();
        return new ChainsView(
            runs.ConvertAll(run => ViewOf(run, links)), newest.Count - runs.Count, shown, await folder.LookAsync(cancellationToken), folder.Path,
            await engine.Breaker.LookAsync(cancellationToken), links);
    }

    /// <returns>Null when there is no such run.</returns>
    public async Task<RunPageView?> RunAsync(string runId, Links links, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(runId, cancellationToken) is not { } run)
        {
            return null;
        }

        return new RunPageView(
            ViewOf(run, links),
            await ledger.HistoryAsync(run.Id, cancellationToken),
            run.Video is null ? null : await SeamFigures.ReadAsync(new RunFolder(settings.Paths.Output, run).Manifest, cancellationToken));
    }

    private RunView ViewOf(Run run, Links links) =>
        new(run, RunSummary.Of(run, settings.Paths.Output), stitches.Of(run.Id), time.GetUtcNow(), links);

    private async Task<List<Run>> NewestAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_last is { } last && now - last.At < Fresh)
        {
            return last.Runs;
        }

        var runs = await ledger.ListAsync(Most, cancellationToken);
        _last = new Look(now, runs);
        return runs;
    }

    private sealed record Look(DateTimeOffset At, List<Run> Runs);
}
