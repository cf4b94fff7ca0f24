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
                        answers = Answers.Of(run),
                        alarms = AlarmView.Of(run),
                        segments = SegmentView.Of(run),
                        history = await ledger.HistoryAsync(run.Id, cancellationToken),
                    },
                    Json.Options)
                : Results.NotFound());
        app.MapGet("/runs/{id}/video", (string id, bool? download, RunLedger ledger, ChainForgeSettings settings, CancellationToken cancellationToken) =>
            FileAsync(ledger, settings, id, folder => folder.Video, "video/mp4", download == true, cancellationToken));
        app.MapGet("/runs/{id}/film-strip", (string id, RunLedger ledger, ChainForgeSettings settings, CancellationToken cancellationToken) =>
            FileAsync(ledger, settings, id, folder => folder.FilmStrip, "image/png", download: false, cancellationToken));
        app.MapGet("/runs/{id}/segments/{number:int}/last-frame", (string id, int number, RunLedger ledger, ChainForgeSettings settings, CancellationToken cancellationToken) =>
            SegmentFileAsync(ledger, settings, id, number, (folder, attempt) => folder.LastFrameFile(attempt), "image/png", cancellationToken));
        app.MapGet("/runs/{id}/segments/{number:int}/clip", (string id, int number, RunLedger ledger, ChainForgeSettings settings, CancellationToken cancellationToken) =>
            SegmentFileAsync(ledger, settings, id, number, (folder, attempt) => folder.ClipFile(attempt), "video/mp4", cancellationToken));
    }

    // Only names that RunFolder generates are served: nothing of the request becomes a path.
    private static async Task<IResult> FileAsync(
        RunLedger ledger, ChainForgeSettings settings, string id, Func<RunFolder, string> file, string contentType, bool download, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(id, cancellationToken) is not { Video: not null } run)
        {
            return Results.NotFound();
        }

        return FileOf(file(new RunFolder(settings.Paths.Output, run)), contentType, download);
    }

    private static async Task<IResult> SegmentFileAsync(
        RunLedger ledger, ChainForgeSettings settings, string id, int number, Func<RunFolder, Attempt, string> file, string contentType, CancellationToken cancellationToken)
    {
        var run = await ledger.FindAsync(id, cancellationToken);
        if (run?.Segments.ElementAtOrDefault(number - 1) is not { Take: not null, Current: { } attempt })
        {
            return Results.NotFound();
        }

        var folder = new RunFolder(settings.Paths.Output, run);
        return FileOf(folder.FullPath(file(folder, attempt)), contentType, download: false);
    }

    // The time of change lets a browser ask whether it has the file already.
    private static IResult FileOf(string path, string contentType, bool download) => new FileInfo(path) is { Exists: true } file
        ? Results.File(path, contentType, download ? file.Name : null, file.LastWriteTimeUtc, enableRangeProcessing: true)
        : Results.NotFound();
}
