using System.Text.Json.Nodes;
using PictorySimulator.Faults;
using PictorySimulator.Wire;

namespace PictorySimulator.Jobs;

/// <summary>How a job looks in the poll, in the list and in a webhook.</summary>
internal sealed class JobDocuments(SimulatorSettings settings, MediaUrls urls)
{
    public JsonObject Poll(SimulatedJob job) => new()
    {
        ["job_id"] = job.Id,
        ["success"] = job.Status != JobStatus.Failed,
        ["data"] = Data(job),
    };

    public JsonObject ListItem(SimulatedJob job)
    {
        var data = Data(job);
        data.Insert(0, "jobId", job.Id);
        data["createdDate"] = job.CreatedAt.ToString("O");
        return new() { ["success"] = job.Status != JobStatus.Failed, ["data"] = data };
    }

    public static JsonObject InProgress(SimulatedJob job) => new()
    {
        ["job_id"] = job.Id,
        ["success"] = true,
        ["data"] = new JsonObject { ["status"] = "in-progress" },
    };

    public static Reply Unknown(string jobId, bool answers200) => answers200
        ? Reply.Json(200, new
        {
            job_id = jobId,
            success = false,
            data = new { status = "failed", error_code = "5000", error_message = "JOB_NOT_FOUND" },
        })
        : Reply.NotFound(jobId);

    private JsonObject Data(SimulatedJob job) => job.Status switch
    {
        JobStatus.InProgress => new() { ["status"] = "in-progress" },
        JobStatus.Cleaned => new() { ["status"] = "cleaned" },
        JobStatus.Failed => Failed(job.Error!),
        _ => Completed(job),
    };

    private static JsonObject Failed(JobError error)
    {
        var data = new JsonObject
        {
            ["status"] = "failed",
            ["error_code"] = error.Code,
            ["error_message"] = error.Message,
        };
        if (error.CreditsUsed is { } credits)
        {
            data["aiCreditsUsed"] = credits;
        }

        return data;
    }

    private JsonObject Completed(SimulatedJob job)
    {
        var seconds = settings.ReportRenderedDuration && job.Clip is { } clip ? clip.Seconds : job.Request.Seconds;
        var data = new JsonObject
        {
            ["status"] = job.Fault.StatusName ?? "completed",
            ["url"] = job.Fault.VideoUrl ?? urls.Result(job.Id, "video.mp4"),
            ["duration"] = FormattableString.Invariant($"{seconds:0.###}s"),
            ["width"] = job.Clip?.Width ?? job.Request.Model.Size(job.Request.AspectRatio).Width,
            ["height"] = job.Clip?.Height ?? job.Request.Model.Size(job.Request.AspectRatio).Height,
            ["thumbnailImageUrl"] = urls.Result(job.Id, "thumbnail.jpg"),
        };
        if (!job.Fault.NoLastFrame)
        {
            data["lastFrameImageUrl"] = job.Fault.LastFrameUrl ?? urls.Result(job.Id, "last-frame.png");
        }

        data["previewImageUrl"] = urls.Result(job.Id, "preview.jpg");
        data["aiCreditsUsed"] = job.Credits;
        return data;
    }
}
