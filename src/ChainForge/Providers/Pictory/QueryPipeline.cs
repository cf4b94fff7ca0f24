using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace ChainForge.Providers.Pictory;

/// <summary>What happens around a question, which may be asked again freely: three retries with back-off and jitter, inside a circuit breaker's watch.</summary>
internal static class QueryPipeline
{
    /// <summary>A longer <c>Retry-After</c> is passed on to the caller rather than slept through in a worker.</summary>
    public static readonly TimeSpan MostWaitInPlace = TimeSpan.FromSeconds(5);

    public static ResiliencePipeline<ApiExchange> Create(PictoryOptions options, TimeProvider clock, Action<int, TimeSpan> retrying, Action<TimeSpan> opened) =>
        new ResiliencePipelineBuilder<ApiExchange> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<ApiExchange>
            {
                MaxRetryAttempts = 3,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = MostWaitInPlace,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } exchange && IsTransient(exchange) && IsShort(WaitOf(exchange))),
                DelayGenerator = arguments => ValueTask.FromResult(WaitOf(arguments.Outcome.Result!)),
                OnRetry = arguments =>
                {
                    retrying(arguments.AttemptNumber + 1, arguments.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            // Inside the retries: every try counts. 429 is the gate's business, it says nothing of the provider's health.
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ApiExchange>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result is { } exchange && IsTransient(exchange) && exchange is not ApiExchange.Replied { Status: 429 }),
                OnOpened = arguments =>
                {
                    opened(arguments.BreakDuration);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    /// <summary>Whether asking again soon may help. Held back at our own gate is not among them: it has waited already.</summary>
    public static bool IsTransient(ApiExchange exchange) => exchange switch
    {
        ApiExchange.Broken broken => broken.Failure.IsRetryable,
        ApiExchange.Replied { IsSuccess: true, BodyFailure: { } failure } => failure.IsRetryable,
        ApiExchange.Replied reply => reply.Status is 408 or 429 or >= 500,
        _ => false,
    };

    private static TimeSpan? WaitOf(ApiExchange exchange) => (exchange as ApiExchange.Replied)?.RetryAfter;

    private static bool IsShort(TimeSpan? wait) => wait is null || wait <= MostWaitInPlace;
}
