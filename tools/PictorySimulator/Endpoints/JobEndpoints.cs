using System.Text.Json.Nodes;
using PictorySimulator.Faults;
using PictorySimulator.Jobs;
using PictorySimulator.Wire;

namespace PictorySimulator.Endpoints;

/// <summary>Poll, list and clean.</summary>
internal sealed class JobEndpoints(Simulation simulation)
{
    public void Map(IEndpointRouteBuilder routes, ApiRoutes api)
    {
        routes.MapGet("/v1/jobs", api.Handle(FaultTarget.List, http => Task.FromResult(List(http))));
        routes.MapGet("/v1/jobs/{jobId}", api.Handle(FaultTarget.Poll, http => Task.FromResult(Poll(http))));
        routes.MapDelete("/v1/jobs/{jobId}/clean", api.Handle(FaultTarget.Clean, http => Task.FromResult(Clean(http))));
    }

    private Reply Poll(HttpContext http)
    {
        var id = IdOf(http);
        var job = simulation.Board.Find(id);
        var gone = job is null
            || (job.Fault.VanishAfter is { } life && simulation.Time.GetUtcNow() >= job.CreatedAt + life)
            || (job.Status == JobStatus.Cleaned && simulation.Settings.CleanedJobAnswers404);
        return gone
            ? JobDocuments.Unknown(id, simulation.Settings.UnknownJobAnswers200)
            : Reply.Json(200, simulation.Documents.Poll(job!));
    }

    private Reply List(HttpContext http)
    {
        var now = simulation.Time.GetUtcNow();
        var shown = simulation.Board.All.Reverse()
            .Where(j => now >= j.CreatedAt + (j.Fault.ListLag ?? simulation.Settings.ListLag)
                && !(j.Fault.VanishAfter is { } life && now >= j.CreatedAt + life));

        // The page key is the last job shown, so that new jobs do not shift a page that is being read; a count shifts with each of them.
        var key = http.Request.Query["nextPageKey"].ToString();
        var counts = simulation.Settings.PageKeysCount;
        var before = counts && key.Length > 0 ? int.Parse(key) : 0;
        shown = key.Length == 0 ? shown : counts ? shown.Skip(before) : shown.SkipWhile(j => j.Id != key).Skip(1);
        var rest = shown.ToList();
        var page = rest.Take(simulation.Settings.PageSize).ToList();
        return Reply.Json(200, new JsonObject
        {
            ["items"] = new JsonArray([.. page.Select(simulation.Documents.ListItem)]),
            ["nextPageKey"] = rest.Count <= page.Count ? null : counts ? $"{before + page.Count}" : page[^1].Id,
        });
    }

    private Reply Clean(HttpContext http)
    {
        var id = IdOf(http);
        if (simulation.Board.Find(id) is not { } job)
        {
            return Reply.NotFound(id);
        }

        if (job.Status == JobStatus.InProgress)
        {
            return Reply.Json(400, new { code = "JOB_IN_PROGRESS", message = "The job has not finished yet." });
        }

        job.Clean();
        return Reply.Json(200, new { success = true, data = new { jobId = id, status = "cleaned" } });
    }

    private static string IdOf(HttpContext http) => http.Request.RouteValues["jobId"]!.ToString()!;
}
