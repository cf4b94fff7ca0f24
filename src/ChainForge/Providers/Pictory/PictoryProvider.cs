using System.Text.Json;
using ChainForge.Providers.Pictory.Transfers;
using ChainForge.Providers.Pictory.Wire;
using Microsoft.Extensions.Logging;

namespace ChainForge.Providers.Pictory;

/// <summary>Pictory's AI Studio. One instance serves an account: it owns the connections, the request limit and the circuit breaker. Safe to use from many threads.</summary>
public sealed class PictoryProvider : IVideoProvider, IDisposable
{
    private readonly AccountKey _key;
    private readonly PictoryProxy _proxy;
    private readonly PictoryQueries _queries;
    private readonly MediaClient _media;
    private readonly MediaAddress _rule;
    private readonly MediaDownloader _downloader;
    private readonly MediaUploader _uploader;
    private readonly Redactor _redactor;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    private PictoryProvider(PictoryOptions options, TimeProvider clock, ILogger logger, SafeConnect connect)
    {
        (_clock, _logger) = (clock, logger);
        _key = new AccountKey(options, clock);
        _redactor = new Redactor(() => _key.Known);
        _rule = new MediaAddress(connect.AllowLoopback);
        _proxy = new PictoryProxy(
            ApiClients.ForSubmits(options), ApiClients.ForQueries(options), new AccountGate(options.RequestsPerMinute, clock), _key, options, clock);
        _queries = new PictoryQueries(_proxy, options, _redactor, clock, logger);
        _media = new MediaClient(connect, _rule, options.UserAgent, clock);
        _downloader = new MediaDownloader(_media, options, clock, logger);
        _uploader = new MediaUploader(_queries, _media, _rule, options, clock, logger);
    }

    /// <inheritdoc/>
    public ProviderCapabilities Capabilities => PictoryCapabilities.Current;

    /// <inheritdoc/>
    public ProviderFailure? HeldBack => _key.Refusal;

    /// <summary>A client for these options.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static PictoryProvider Create(PictoryOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Create(options, clock, loggers, new SafeConnect(options.BaseUrl?.IsAbsoluteUri == true && options.BaseUrl.IsLoopback));
    }

    internal static PictoryProvider Create(PictoryOptions options, TimeProvider clock, ILoggerFactory loggers, SafeConnect connect)
    {
        if (PictoryOptionsValidator.Validate(options) is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        }

        return new PictoryProvider(options, clock, loggers.CreateLogger<PictoryProvider>(), connect);
    }

    /// <inheritdoc/>
    public async Task<SubmitOutcome> SubmitAsync(GenerationRequest request, Uri? webhook, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((request.FirstFrame is null ? 0 : 1) + (request.Extend is null ? 0 : 1) + (request.References.Count == 0 ? 0 : 1) > 1)
        {
            return new SubmitOutcome.Refused(new ProviderFailure(
                ProviderFailureKind.InvalidRequest, "A request has at most one of first frame, video to extend and references; it was not sent."));
        }

        PictoryLog.Submitting(_logger, request.Seconds, request.Model, request.AspectRatio);
        PictoryLog.Prompt(_logger, request.Prompt);
        var body = new OnceContent(
            JsonSerializer.SerializeToUtf8Bytes(SubmitBody.From(request, webhook), PictoryJson.Default.SubmitBody),
            () => ObjectionAsync(request));
        var outcome = await PostAsync(body, cancellationToken);
        Log(outcome);
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<JobAnswer> GetJobAsync(string jobId, CancellationToken cancellationToken)
    {
        if (!JobId.IsSafe(jobId))
        {
            return new JobAnswer.NotFound(new ProviderFailure(ProviderFailureKind.NotFound, "That cannot be a job's id: letters, digits, '-' and '_', 128 at most."));
        }

        var (reply, failure) = await _queries.AskAsync(HttpMethod.Get, $"/v1/jobs/{jobId}", null, cancellationToken);
        return reply is null ? new JobAnswer.NoAnswer(failure!) : JobReading.Read(jobId, reply, _rule, _redactor);
    }

    /// <inheritdoc/>
    public Task<JobPage> ListJobsAsync(string? pageKey, CancellationToken cancellationToken) => _queries.ListJobsAsync(pageKey, cancellationToken);

    /// <inheritdoc/>
    public Task<Quota> GetQuotaAsync(CancellationToken cancellationToken) => _queries.GetQuotaAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<Uri> UploadAsync(string path, CancellationToken cancellationToken) => _uploader.UploadAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task<DownloadedFile> DownloadAsync(Uri source, string path, MediaKind kind, CancellationToken cancellationToken) =>
        _downloader.DownloadAsync(source, path, kind, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _proxy.Dispose();
        _media.Dispose();
    }

    // The clock last: asking may take its time.
    private async Task<string?> ObjectionAsync(GenerationRequest request) =>
        request.Objection is { } objection && await objection() is { } why ? why
        : _clock.GetUtcNow() > request.NotAfter ? "Its deadline passed before it could be sent; nothing was sent."
        : null;

    private async Task<SubmitOutcome> PostAsync(OnceContent body, CancellationToken cancellationToken)
    {
        try
        {
            var exchange = await _proxy.SubmitAsync("/v1/aistudio/videos", body, cancellationToken);
            return body is { KeptBack: { } why, Started: false }
                ? new SubmitOutcome.NotSent(new ProviderFailure(ProviderFailureKind.Timeout, why))
                : SubmitReading.Read(exchange, body.Started, _redactor);
        }
        catch (OperationCanceledException) when (!body.Started)
        {
            return new SubmitOutcome.NotSent(new ProviderFailure(ProviderFailureKind.Interrupted, "Cancelled before anything was sent."));
        }
        catch (Exception exception) when (body.Started)
        {
            // Whatever this is, money may have been spent: that must not be lost in a stack trace.
            PictoryLog.SubmitSurprise(_logger, exception.GetType().Name, exception.TargetSite?.Name ?? "?");
            return new SubmitOutcome.Unknown(new ProviderFailure(ProviderFailureKind.Interrupted, $"An unexpected {exception.GetType().Name} after the request was sent."));
        }
    }

    private void Log(SubmitOutcome outcome)
    {
        if (outcome is SubmitOutcome.Accepted accepted)
        {
            PictoryLog.Accepted(_logger, accepted.JobId);
            return;
        }

        var failure = outcome switch
        {
            SubmitOutcome.Refused refused => refused.Failure,
            SubmitOutcome.NotSent notSent => notSent.Failure,
            SubmitOutcome.Unknown unknown => unknown.Failure,
            _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
        };
        PictoryLog.NotAccepted(_logger, outcome.GetType().Name, failure.Kind, failure.Code);
        PictoryLog.ProviderWords(_logger, failure.Message);
    }
}
