using Microsoft.Extensions.Logging;

namespace ChainForge.Providers.Pictory;

/// <summary>Every log line of the client; event ids are stable. None takes a key or an address; prompts and the provider's own words (they may quote the prompt) are Debug only.</summary>
internal static partial class PictoryLog
{
    [LoggerMessage(2100, LogLevel.Information, "Submitting {Seconds} s of {Model} at {AspectRatio}")]
    public static partial void Submitting(ILogger logger, int seconds, string model, string aspectRatio);

    [LoggerMessage(2101, LogLevel.Debug, "Prompt: {Prompt}")]
    public static partial void Prompt(ILogger logger, string prompt);

    [LoggerMessage(2102, LogLevel.Information, "Accepted as job {JobId}")]
    public static partial void Accepted(ILogger logger, string jobId);

    [LoggerMessage(2103, LogLevel.Warning, "Not accepted: {Outcome}, {Kind} {Code}")]
    public static partial void NotAccepted(ILogger logger, string outcome, ProviderFailureKind kind, string? code);

    [LoggerMessage(2104, LogLevel.Debug, "The provider's words: {Message}")]
    public static partial void ProviderWords(ILogger logger, string message);

    [LoggerMessage(2105, LogLevel.Error, "An unexpected {Exception} while submitting: {Where}")]
    public static partial void SubmitSurprise(ILogger logger, string exception, string where);

    [LoggerMessage(2110, LogLevel.Debug, "Asking again, retry {Attempt} in {Delay} ms")]
    public static partial void QueryRetried(ILogger logger, int attempt, double delay);

    [LoggerMessage(2111, LogLevel.Warning, "The provider keeps failing: no questions for {Seconds} s")]
    public static partial void CircuitOpened(ILogger logger, double seconds);

    [LoggerMessage(2112, LogLevel.Warning, "{Count} entries of the jobs list have no id that can be read; while they are among the newest, a lost answer is not matched by itself")]
    public static partial void UnreadableJobs(ILogger logger, int count);

    [LoggerMessage(2120, LogLevel.Information, "Fetched {Kind} of {Bytes} bytes")]
    public static partial void Downloaded(ILogger logger, MediaKind kind, long bytes);

    [LoggerMessage(2121, LogLevel.Warning, "{Kind} could not be transferred, {FailureKind}; retry {Attempt} in {Delay} ms")]
    public static partial void TransferRetried(ILogger logger, MediaKind kind, ProviderFailureKind failureKind, int attempt, double delay);

    [LoggerMessage(2122, LogLevel.Debug, "Resuming at byte {Offset}")]
    public static partial void Resuming(ILogger logger, long offset);

    [LoggerMessage(2123, LogLevel.Information, "Uploaded {Kind} of {Bytes} bytes")]
    public static partial void Uploaded(ILogger logger, MediaKind kind, long bytes);
}
