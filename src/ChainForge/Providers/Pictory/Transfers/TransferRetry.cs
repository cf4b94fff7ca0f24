using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>Tries a transfer again, three times at most, while its failure is of a kind that passes.</summary>
internal sealed class TransferRetry(PictoryOptions options, TimeProvider clock, ILogger logger)
{
    private static readonly ResiliencePropertyKey<MediaKind> Kind = new("media");

    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is ProviderException { Failure: { IsRetryable: true } failure }
                && (failure.RetryAfter ?? TimeSpan.Zero) <= QueryPipeline.MostWaitInPlace),
            DelayGenerator = arguments => ValueTask.FromResult(FailureOf(arguments.Outcome).RetryAfter),
            OnRetry = arguments =>
            {
                PictoryLog.TransferRetried(
                    logger, arguments.Context.Properties.GetValue(Kind, default), FailureOf(arguments.Outcome).Kind,
                    arguments.AttemptNumber + 1, arguments.RetryDelay.TotalMilliseconds);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    public async Task RunAsync(MediaKind kind, Func<CancellationToken, Task> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Kind, kind);
        try
        {
            await _pipeline.ExecuteAsync(async held => await attempt(held.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ProviderFailure FailureOf(Outcome<object> outcome) => ((ProviderException)outcome.Exception!).Failure;
}
