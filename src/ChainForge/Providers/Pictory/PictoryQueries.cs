using System.Text.Json;
using ChainForge.Providers.Pictory.Wire;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace ChainForge.Providers.Pictory;

/// <summary>Every API call that costs nothing.</summary>
internal sealed class PictoryQueries(PictoryProxy proxy, PictoryOptions options, Redactor redactor, TimeProvider clock, ILogger logger)
{
    private readonly ResiliencePipeline<ApiExchange> _pipeline = QueryPipeline.Create(
        options, clock,
        (attempt, delay) => PictoryLog.QueryRetried(logger, attempt, delay.TotalMilliseconds),
        time => PictoryLog.CircuitOpened(logger, time.TotalSeconds));

    /// <summary>The reply, or why there is none.</summary>
    public async Task<(ApiExchange.Replied? Reply, ProviderFailure? Failure)> AskAsync(
        HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        async ValueTask<ApiExchange> Ask(CancellationToken token)
        {
            var exchange = await proxy.AskAsync(method, path, body, token);
            if (exchange is ApiExchange.Broken or ApiExchange.Replied { BodyFailure: not null })
            {
                // A caller who leaves says nothing about the provider: neither a retry nor the circuit breaker's business.
                token.ThrowIfCancellationRequested();
            }

            return exchange;
        }

        try
        {
            return await _pipeline.ExecuteAsync(Ask, cancellationToken) switch
            {
                ApiExchange.Replied reply => (reply, null),
                ApiExchange.HeldBack held => (null, held.Failure),
                ApiExchange.Broken broken => (null, broken.Failure),
                var exchange => throw new InvalidOperationException($"Unknown exchange {exchange.GetType().Name}."),
            };
        }
        catch (BrokenCircuitException exception)
        {
            return (null, new ProviderFailure(
                ProviderFailureKind.ServerError, "Pictory has failed again and again; it is given a short rest before it is asked again.",
                RetryAfter: exception.RetryAfter ?? RetryAfterHeader.Least));
        }
    }

    /// <summary>The reply, when it is a whole success.</summary>
    /// <exception cref="ProviderException">It is none.</exception>
    public async Task<ApiExchange.Replied> RequireAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        var (reply, failure) = await AskAsync(method, path, body, cancellationToken);
        return reply is { IsSuccess: true, BodyFailure: null }
            ? reply
            : throw new ProviderException(failure ?? FailureReading.Of(reply!, redactor));
    }

    public async Task<JobPage> ListJobsAsync(string? pageKey, CancellationToken cancellationToken)
    {
        var path = pageKey is null ? "/v1/jobs" : $"/v1/jobs?nextPageKey={Uri.EscapeDataString(pageKey)}";
        var reply = await RequireAsync(HttpMethod.Get, path, null, cancellationToken);
        if (PictoryJson.Read(reply.Body, PictoryJson.Default.JobListReply) is not { Items: { } items } page)
        {
            throw new ProviderException(FailureReading.Of(reply, redactor));
        }

        // What cannot be read keeps its place: left out it would look as if no such job were there, and something be paid again for that.
        var jobs = items
            .Select(item => new ListedJob(JobId.IsSafe(item?.AnyJobId) ? item!.AnyJobId : null, item?.Data?.Status is { } status ? redactor.Clean(status) : null))
            .ToList();
        if (jobs.Count(job => job.JobId is null) is > 0 and var unreadable)
        {
            PictoryLog.UnreadableJobs(logger, unreadable);
        }

        return new JobPage(jobs, string.IsNullOrEmpty(page.NextPageKey) ? null : page.NextPageKey);
    }

    public async Task<Quota> GetQuotaAsync(CancellationToken cancellationToken)
    {
        var reply = await RequireAsync(HttpMethod.Get, "/v1/quota", null, cancellationToken);
        var quota = PictoryJson.Read(reply.Body, PictoryJson.Default.QuotaReply);
        return (quota?.AiCredits ?? quota?.Data?.AiCredits) is { Used: { } used, Limit: { } limit }
            ? new Quota(used, limit)
            : throw new ProviderException(FailureReading.Of(reply, redactor));
    }

    /// <summary>A place to upload to.</summary>
    public async Task<UploadSlotData> GetUploadSlotAsync(string fileName, string contentType, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new UploadSlotBody { FileName = fileName, ContentType = contentType }, PictoryJson.Default.UploadSlotBody);
        var reply = await RequireAsync(HttpMethod.Post, "/v1/media/generateurl", body, cancellationToken);
        return PictoryJson.Read(reply.Body, PictoryJson.Default.UploadSlotReply)?.Data is { SignedUrl: not null, Url: not null } slot
            ? slot
            : throw new ProviderException(FailureReading.Of(reply, redactor) with { Message = "Pictory gave no address to upload to." });
    }
}
