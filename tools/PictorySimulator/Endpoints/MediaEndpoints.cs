using PictorySimulator.Faults;
using PictorySimulator.Jobs;
using PictorySimulator.Wire;

namespace PictorySimulator.Endpoints;

/// <summary>Results, and uploads both ways.</summary>
internal sealed class MediaEndpoints(Simulation simulation)
{
    private static readonly string[] Reads = ["GET", "HEAD"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/media/{jobId}/{file}", Reads, (RequestDelegate)ResultAsync);
        routes.MapMethods("/uploads/{id:guid}/{file}", Reads, (RequestDelegate)UploadedAsync);
        routes.MapPut("/uploads/{id:guid}/{file}", (RequestDelegate)UploadAsync);
    }

    private Task ResultAsync(HttpContext http)
    {
        var job = simulation.Board.Find(http.Request.RouteValues["jobId"]!.ToString()!);
        var file = http.Request.RouteValues["file"]!.ToString()!;
        var settings = simulation.Settings;
        var dead = (settings.SignedMedia && !simulation.Urls.IsSigned(http.Request.Path, http.Request.Query["sig"]))
            || (file == "last-frame.png" && job?.Fault.DeadLastFrame == true)
            || simulation.Time.GetUtcNow() - job?.EndedAt > settings.UrlLifetime;
        var path = job?.Clip is { } clip ? Path.Combine(clip.Folder, Path.GetFileName(file)) : null;
        return dead ? SendAsync(http, Denied, job)
            : path is null || !File.Exists(path) ? SendAsync(http, Missing, job)
            : SendFileAsync(http, path, TypeOf(file), job);
    }

    private Task UploadedAsync(HttpContext http)
    {
        var key = KeyOf(http);
        var path = UploadedFile.DataPath(simulation, key);
        return File.Exists(path)
            ? SendFileAsync(http, path, File.ReadAllText(UploadedFile.TypePath(simulation, key)), null)
            : SendAsync(http, Missing, null);
    }

    private async Task UploadAsync(HttpContext http)
    {
        var fault = simulation.Faults.Take(FaultTarget.Upload, new(http.Request.Path));
        var key = KeyOf(http);
        var promised = UploadedFile.TypePath(simulation, key);
        var reply = new Reply(200, []);
        if (!simulation.Urls.IsSigned(http.Request.Path, http.Request.Query["sig"])
            || !File.Exists(promised) || await File.ReadAllTextAsync(promised) != http.Request.ContentType)
        {
            reply = Denied;
        }
        else if (fault is not { ReplacesAnswer: true, After: false })
        {
            await using var file = File.Create(UploadedFile.DataPath(simulation, key));
            await http.Request.Body.CopyToAsync(file, http.RequestAborted);
        }

        await FinishAsync(http, reply, fault);
    }

    private async Task SendFileAsync(HttpContext http, string path, string type, SimulatedJob? job)
    {
        if (TakeFault(http, job) is { } fault)
        {
            await FinishAsync(http, Part(http, await File.ReadAllBytesAsync(path), type), fault);
            return;
        }

        var info = new FileInfo(path);
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{info.Length:x}-{info.LastWriteTimeUtc.Ticks:x}\"");
        await Results.File(path, type, lastModified: info.LastWriteTimeUtc, entityTag: tag, enableRangeProcessing: true)
            .ExecuteAsync(http);
    }

    /// <summary>What is left of a file for a client that goes on with <c>Range: bytes=n-</c>; else all of it.</summary>
    private static Reply Part(HttpContext http, byte[] body, string type) =>
        http.Request.GetTypedHeaders().Range is { Ranges.Count: 1 } range && range.Ranges.Single().From is { } from && from < body.Length
            ? new(206, body[(int)from..], type)
            {
                Headers = new Dictionary<string, string> { ["Content-Range"] = $"bytes {from}-{body.Length - 1}/{body.Length}" },
            }
            : new(200, body, type);

    private Task SendAsync(HttpContext http, Reply reply, SimulatedJob? job) => FinishAsync(http, reply, TakeFault(http, job));

    /// <summary>The simulator's own fetches are spared.</summary>
    private Fault? TakeFault(HttpContext http, SimulatedJob? job) =>
        http.Request.Headers.UserAgent.ToString() == SourceFetcher.UserAgent
            ? null
            : simulation.Faults.Take(FaultTarget.Download, new(http.Request.Path, job?.Request.Prompt, job?.Index, job?.Id));

    private async Task FinishAsync(HttpContext http, Reply reply, Fault? fault)
    {
        if (fault?.Delay is { } delay)
        {
            await Task.Delay(delay, simulation.Time, http.RequestAborted);
        }

        await simulation.Sender.SendAsync(http, fault is null ? reply : FaultySender.Replace(reply, fault), fault);
    }

    private static Reply Denied { get; } = new(403, "<Error><Code>AccessDenied</Code></Error>"u8.ToArray(), "application/xml");

    private static Reply Missing { get; } = new(404, "<Error><Code>NoSuchKey</Code></Error>"u8.ToArray(), "application/xml");

    private static string KeyOf(HttpContext http) => $"{http.Request.RouteValues["id"]}/";

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".mp4" => "video/mp4",
        ".png" => "image/png",
        _ => "image/jpeg",
    };
}
