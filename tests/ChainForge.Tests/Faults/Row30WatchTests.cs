using ChainForge.App.Jobs;
using ChainForge.Providers;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.Tests.Faults;

/// <summary>The watch itself, when nobody answers and when the key is refused: how often it asks.</summary>
public sealed class Row30WatchTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    private static readonly ProviderFailure Silence = new(ProviderFailureKind.ServerError, "internal error", "500");

    [Fact]
    public async Task Row30_Without_an_answer_the_questions_come_ever_more_seldom_up_to_one_a_minute_and_as_often_as_before_afterwards()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var watch = new Watching(bench, Interval);
        await watch.AcceptAsync("a");
        var since = bench.Time.GetUtcNow();
        bench.Provider.Answer = _ => bench.Time.GetUtcNow() - since < TimeSpan.FromMinutes(10) ? new JobAnswer.NoAnswer(Silence) : new JobAnswer.InProgress();

        var waits = new List<TimeSpan>();
        while (bench.Time.GetUtcNow() - since < TimeSpan.FromMinutes(10))
        {
            waits.Add(await watch.NextAsync());
        }

        // The first wait is the one before any question.
        waits = waits[1..];
        waits[0].Should().BeGreaterThanOrEqualTo(Interval).And.BeLessThanOrEqualTo(Interval * 1.2);
        waits[1].Should().BeGreaterThanOrEqualTo(Interval * 2).And.BeLessThanOrEqualTo(Interval * 2.4);
        waits[2..].Should().NotBeEmpty().And.OnlyContain(wait => wait == Most);
        (await watch.NextAsync()).Should().BeLessThanOrEqualTo(Interval * 1.2, "it has answered");
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row30_An_answer_that_names_a_time_is_asked_again_then()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var watch = new Watching(bench, Interval);
        await watch.AcceptAsync("a");
        bench.Provider.Answer = _ => new JobAnswer.NoAnswer(Silence with { RetryAfter = TimeSpan.FromSeconds(7) });
        await watch.NextAsync();

        (await watch.NextAsync()).Should().Be(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Row45_One_refusal_of_the_key_holds_back_the_questions_about_all_jobs()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var watch = new Watching(bench, Interval);
        await watch.AcceptAsync("a");
        await watch.AcceptAsync("b");
        bench.Provider.Answer = _ => new JobAnswer.NoAnswer(new(ProviderFailureKind.Unauthorized, "Unauthorized", "401"));
        await watch.NextAsync();
        var asked = watch.Questions;

        await watch.LetPassAsync(Interval * 1.9);

        (asked, watch.Questions).Should().Be((1, 1), "the other one would only be refused too");
        bench.Provider.Answer = _ => new JobAnswer.InProgress();
        await watch.LetPassAsync(Interval * 3);
        watch.Questions.Should().BeGreaterThanOrEqualTo(3);
    }

    /// <summary>A running watch over a bench's clock.</summary>
    private sealed class Watching : IAsyncDisposable
    {
        // The list wakes up in steps of this.
        private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(10);

        private readonly RunBench _bench;
        private readonly WatchList _list;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;
        private int _jobs;

        public Watching(RunBench bench, TimeSpan interval)
        {
            (_bench, _list) = (bench, new WatchList(bench.Time));
            var options = new WatchOptions(interval) { Workers = 1 };
            var jobs = new JobEnqueuer(new BackgroundJobClient(new InMemoryStorage()), bench.Ledger, new JobLabels(), new SweepOptions(), bench.Time, NullLogger<JobEnqueuer>.Instance);
            var dispatcher = new RunDispatcher(bench.Engine, bench.Ledger, jobs, _list, options, RunScope.All, bench.Time);
            _running = new GenerationWatch(_list, bench.Engine, dispatcher, options, bench.Time, NullLogger<GenerationWatch>.Instance).RunAsync(_stop.Token);
        }

        /// <summary>How often a job was asked for.</summary>
        public int Questions => _bench.Provider.Calls.Count(call => call.StartsWith("get ", StringComparison.Ordinal));

        /// <summary>Has the provider take a job, and waits for it.</summary>
        public async Task AcceptAsync(string name)
        {
            var step = await _bench.Engine.StepAsync(await _bench.StartAsync(Given.Chain(1, name: name)));
            _list.Add(new Watched.Ask(WatchedJob.Of(step.Run, "01-1")!), _bench.Time.GetUtcNow() + (Interval * ++_jobs / 10));
        }

        /// <summary>Lets time go on to the next question.</summary>
        /// <returns>How long that was.</returns>
        public async Task<TimeSpan> NextAsync()
        {
            var questions = Questions;
            var wait = _list.DueTimes().Min() - _bench.Time.GetUtcNow();
            _bench.Time.Advance(wait + Grain);
            await SettledAsync(() => Questions > questions);
            return wait;
        }

        /// <summary>Lets so much time pass, and everything due in it happen.</summary>
        public async Task LetPassAsync(TimeSpan time)
        {
            for (var end = _bench.Time.GetUtcNow() + time; _bench.Time.GetUtcNow() < end;)
            {
                _bench.Time.Advance(time / 20);
                await SettledAsync(() => true);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _list.Dispose();
            _stop.Dispose();
        }

        // All is as it should be when every job has its place again, and none of them is due.
        private async Task SettledAsync(Func<bool> also)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (!IsSettled(_list.DueTimes()) || !also())
            {
                deadline.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        // One look at the list: between two the watch may take a job from it.
        private bool IsSettled(IReadOnlyList<DateTimeOffset> due) => due.Count >= _jobs && due.Min() + Grain > _bench.Time.GetUtcNow();
    }
}
