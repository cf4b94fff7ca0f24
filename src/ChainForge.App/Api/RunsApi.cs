using ChainForge.App.Hosting;
using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary>Runs over HTTP, to read: <c>/api/runs</c>, <c>/api/runs/{id}</c>, and the files of a run.</summary>
internal static class RunsApi
{
    public static void MapRunsApi(this WebApplication app)
    {
        app.MapGet("/api/runs", async (RunLedger ledger, ChainForgeSettings settings, CancellationToken cancellationToken) =>
            Results.Json((await ledger.ListAsync(cancellationToken: cancellationToken)).Select(run => RunSummary.Of(run, settings.Paths.Output)), Json.Options));
        app.MapGet("/api/runs/{id}", async (string id, RunLedger ledger, ChainForgeSettings settings, CancellationToken cancellationToken) =>
            await ledger.FindAsync(id, cancellationToken) is { } run
                ? Results.Json(
                    new
                    {
                        run = RunSummary.Of(run, settings.Paths.Output),
                        answers = run.Parking?.Answers,
                        segments = SegmentView.Of(run),
                        history = await ledger.HistoryAsync(run.Id, cancellationToken),
                    },
                    Json.Options)
                : Results.NotFound());
        app.MapGet("/runs/{id}/video", (string id, bool? download, RunLedger ledger, ChainForgeSettings settings, CancellationToken cancellationToken) =>
            FileAsync(ledger, settings, id, folder => folder.Video, "video/mp4", download == true, cancellationToken));
        app.MapGet("/runs/{id}/film-strip", (string id, RunLedger ledger, ChainForgeSettings settings, CancellationToken cancellationToken) =>
            FileAsync(ledger, settings, id, folder => folder.FilmStrip, "image/png", download: false, cancellationToken));
    }

    // Only names that RunFolder generates are served: nothing of the request becomes a path.
    private static async Task<IResult> FileAsync(
        RunLedger ledger, ChainForgeSettings settings, string id, Func<RunFolder, string> file, string contentType, bool download, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(id, cancellationToken) is not { Video: not null } run)
        {
            return Results.NotFound();
        }

        var path = file(new RunFolder(settings.Paths.Output, run));
        return File.Exists(path)
            ? Results.File(path, contentType, download ? Path.GetFileName(path) : null, enableRangeProcessing: true)
            : Results.NotFound();
    }
}
