using ChainForge.Providers.Pictory.Transfers;
using ChainForge.Providers.Pictory.Wire;

namespace ChainForge.Providers.Pictory;

/// <summary>Reads how a job stands.</summary>
internal static class JobReading
{
    public static JobAnswer Read(string jobId, ApiExchange.Replied reply, MediaAddress media, Redactor redactor)
    {
        var body = reply.BodyFailure is null ? PictoryJson.Read(reply.Body, PictoryJson.Default.PictoryReply) : null;
        if (reply.Status is 404 or 410 || (body is not null && FailureReading.IsJobNotFound(body)))
        {
            var failure = reply.IsSuccess ? FailureReading.OfJob(body!, redactor) : FailureReading.Of(reply, redactor);
            return new JobAnswer.NotFound(failure with { Kind = ProviderFailureKind.NotFound });
        }

        if (!reply.IsSuccess || body?.Data?.Status is not { } status)
        {
            return new JobAnswer.NoAnswer(FailureReading.Of(reply, redactor));
        }

        if (body.AnyJobId is { } answered && !string.Equals(answered, jobId, StringComparison.OrdinalIgnoreCase))
        {
            return Unreadable("Pictory answered with another job than the one that was asked for.");
        }

        // Only these words are documented; "in_progress" is read because neighbouring endpoints mix the spellings.
        return status.Trim().Replace('_', '-').ToLowerInvariant() switch
        {
            "in-progress" => new JobAnswer.InProgress(),
            "completed" => Completed(body.Data, media),
            "failed" => new JobAnswer.Failed(FailureReading.OfJob(body, redactor), Credits(body.Data)),
            "cleaned" => new JobAnswer.Cleaned(),
            _ => new JobAnswer.UnknownStatus(Shortened(redactor.Clean(status))),
        };
    }

    // Without a video it was paid for all the same: not failed, to be asked again.
    // With an address that must not be opened it is completed as well: fetching it refuses, and a person hears of it at once instead of after the longest wait.
    private static JobAnswer Completed(JobData data, MediaAddress media) => MediaAddress.ReadAny(data.Url) is not { } video
        ? Unreadable("Pictory says the job is completed, but gives no address of a video that can be read.")
        : new JobAnswer.Completed(new GenerationResult
        {
            Video = video,
            LastFrame = media.Read(data.LastFrameImageUrl),
            Seconds = data.Duration is > 0 ? data.Duration : null,
            Width = Pixels(data.Width),
            Height = Pixels(data.Height),
            CreditsUsed = Credits(data),
        });

    private static int? Pixels(decimal? value) => value is > 0 and < 100_000 ? (int)value : null;

    private static decimal? Credits(JobData data) => data.AiCreditsUsed is >= 0 ? data.AiCreditsUsed : null;

    private static JobAnswer.NoAnswer Unreadable(string message) => new(new ProviderFailure(ProviderFailureKind.Unreadable, message));

    private static string Shortened(string status) => status.Length <= 60 ? status : status[..60] + "…";
}
