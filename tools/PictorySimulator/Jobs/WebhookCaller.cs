using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PictorySimulator.Faults;

namespace PictorySimulator.Jobs;

/// <summary>Calls a job's webhook: once and without a second try, unless the settings or a fault say otherwise.</summary>
internal sealed class WebhookCaller(
    SimulatorSettings settings, TimeProvider time, JobDocuments documents, FaultScript faults) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>After the job's end.</summary>
    public async Task CallAsync(SimulatedJob job, CancellationToken cancel)
    {
        if (!Wanted(job) || (job.Status == JobStatus.Failed && !settings.WebhookOnFailure))
        {
            return;
        }

        var fault = faults.Take(FaultTarget.Webhook, new(job.Request.Webhook!.AbsolutePath, job.Request.Prompt, job.Index, job.Id));
        await Task.Delay(fault?.Delay ?? settings.WebhookDelay, time, cancel);
        if (fault?.Connection is not null)
        {
            return;
        }

        for (var copy = 0; copy < settings.WebhookCopies; copy++)
        {
            await SendAsync(job, fault?.Body ?? Shape(job, documents.Poll(job)), cancel);
        }

        if (settings.WebhookOutOfOrder)
        {
            await SendAsync(job, Shape(job, JobDocuments.InProgress(job)), cancel);
        }
    }

    /// <summary>While the submit still waits for its answer.</summary>
    public Task CallBeforeReplyAsync(SimulatedJob job, CancellationToken cancel) =>
        settings.WebhookBeforeReply && Wanted(job)
            ? SendAsync(job, Shape(job, JobDocuments.InProgress(job)), cancel)
            : Task.CompletedTask;

    public void Dispose() => http.Dispose();

    private bool Wanted(SimulatedJob job) => settings.Webhooks && job.Request.Webhook is not null;

    private string Shape(SimulatedJob job, JsonObject poll) => (settings.WebhookBody switch
    {
        WebhookBody.Wrapped => new JsonObject { ["event"] = $"job.{poll["data"]!["status"]}", ["payload"] = poll },
        WebhookBody.IdOnly => new JsonObject { ["jobId"] = job.Id },
        _ => poll,
    }).ToJsonString(Wire.Reply.Compact);

    private async Task SendAsync(SimulatedJob job, string body, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await http.PostAsync(job.Request.Webhook, content, cancel);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            // Nobody listens: the real service would not tell us either.
        }
    }
}
