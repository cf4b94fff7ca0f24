using System.Globalization;
using ChainForge.Chains;
using ChainForge.CrashPoints;
using ChainForge.Providers;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using ChainForge.Tests.Runs.Engine;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace ChainForge.Tests.Faults;

/// <summary>Whole lives of chains in worlds made by chance; a failure prints its seed and the smallest world found that shows it.</summary>
[TakesLong(35)]
public sealed class RandomFaultsTests(ITestOutputHelper output) : IDisposable
{
    private const int Cases = 2_000;

    private readonly TempFolder _folder = new();
    private int _cases;
    private int _crashes;
    private int _completed;

    [Fact]
    public async Task Whatever_fails_and_whenever_the_program_dies_nothing_is_paid_twice_or_lost()
    {
        await RandomWorld.Any.SampleAsync(LiveAsync, writeLine: output.WriteLine, iter: Cases);

        CaseCount.Add("random worlds", _cases);
        output.WriteLine($"{_cases} random worlds, {_crashes} crashes in them, {_completed} chains completed");
        _cases.Should().BeGreaterThanOrEqualTo(Cases);
        _crashes.Should().BeGreaterThan(Cases / 2);
        _completed.Should().BeGreaterThan(Cases / 2);
    }

    // Was: each answer of 404 counted as news for a run that was parked already, so it was asked about again at once, for ever.
    [Fact]
    public async Task A_job_that_is_lost_in_a_run_that_waits_for_a_person_is_not_asked_about_without_a_pause() => await LiveAsync(new RandomWorld(
        Segments: [2],
        Handover.Extend,
        Replies: [],
        Fates: ["fails without a price, ends well", "unknown for a while", "unknown for ever", "unknown for a while", RandomFate.Free],
        ListLag: 27,
        Generation: 17,
        LastFrames: true,
        Calls: null,
        ByHand: [5],
        Unreadable: [],
        BadQuestions: [23, 11, 32, 19, 29, 26, 16, 24, 15, 37, 12],
        Crashes: [79, 7],
        Recovers: true,
        Words: ["adopt"]));

    public void Dispose() => _folder.Dispose();

    private async Task LiveAsync(RandomWorld world)
    {
        var number = Interlocked.Increment(ref _cases);
        var time = new FakeTimeProvider(Given.Now);
        var provider = Provider(world, time);
        var calls = new RandomWebhooks(world, provider, time);
        var answer = provider.Answer;
        provider.Answer = job => answer(job) is var said && said is JobAnswer.NotFound or JobAnswer.NoAnswer && calls.AreAllThereIs ? null : said;
        var options = new EngineOptions
        {
            OutputFolder = _folder.Of($"{number}"),
            SettleWindow = TimeSpan.FromMinutes(2),
            BreakerCoolDown = TimeSpan.FromMinutes(1),
            WebhookBase = world.Calls is null ? null : new("https://forge.test/"),
        };
        await using var store = await MemoryStore.OpenAsync();
        await using var ledger = new RunLedger(store, time);
        var ids = new List<string>();
        foreach (var (segments, index) in world.Segments.Select((segments, index) => (segments, index)))
        {
            var start = RunStart.Create($"run-{number}-{index}", Given.Chain(segments, world.Handover, name: $"chain-{index}"), null, 500, Given.Now);
            await ledger.AddAsync(start with { Run = Named(start.Run, index) });
            ids.Add(start.Run.Id);
        }

        var words = new Queue<string>(world.Words);
        for (var life = 0; ; life++)
        {
            var crash = new CrashSwitch(life < world.Crashes.Length ? world.Crashes[life] : null);
            await using var own = new RunLedger(new CrashingStore(store, crash, owned: false), time);
            var engine = new RunEngine(
                own, new CrashingProvider(provider, crash), new CrashingMedia(new ScriptedMedia(), crash), options, $"life {life}", time, NullLoggerFactory.Instance);
            provider.BeforeReply = job => calls.TakenAsync(job, own, engine);
            try
            {
                if (world.Recovers)
                {
                    await engine.RecoverOrphansAsync();
                }

                await DriveAsync(engine, own, provider, calls, time, ids, words);
                break;
            }
            catch (CrashException)
            {
                Interlocked.Increment(ref _crashes);
                time.Advance(TimeSpan.FromSeconds(3));
            }
        }

        Check(world, await ledger.ListAsync(), provider, calls, time.GetUtcNow());
    }

    private static Run Named(Run run, int index) => run with
    {
        Definition = run.Definition with { Segments = [.. run.Definition.Segments.Select(segment => segment with { Prompt = $"{index}: {segment.Prompt}" })] },
    };

    private static ScriptedProvider Provider(RandomWorld world, FakeTimeProvider time)
    {
        var provider = new ScriptedProvider(time)
        {
            ListLag = TimeSpan.FromSeconds(world.ListLag),
            Duration = TimeSpan.FromSeconds(world.Generation),
            HasLastFrame = _ => world.LastFrames,
        };
        for (var post = 0; post < world.Replies.Length; post++)
        {
            // Only a call can tell of what was taken and said to be turned away.
            var reply = world.Replies[post] == RandomWorld.TakenThoughBusy && world.Calls is null ? "busy" : world.Replies[post];
            provider.Replies[post + 1] = RandomWorld.AllReplies[reply];
        }

        provider.Unreadable = job => world.Unreadable.Contains(NumberOf(job.Id));
        provider.Free = jobId => FateOf(world, jobId) == RandomFate.Free;
        provider.BeforeSend = () =>
        {
            if (world.ByHand.Contains(provider.Submits + 1))
            {
                provider.MakeByHand();
            }

            return Task.CompletedTask;
        };

        var questions = 0;
        ProviderFailure? Trouble() => world.BadQuestions.Contains(Interlocked.Increment(ref questions)) ? new ProviderFailure(ProviderFailureKind.Timeout, "no answer in time") : null;
        provider.ListFailure = Trouble;
        provider.UploadFailure = Trouble;
        provider.DownloadFailure = _ => Trouble();
        provider.Answer = job => Trouble() is { } trouble
            ? new JobAnswer.NoAnswer(trouble)
            : RandomFate.Of(FateOf(world, job.Id), job, time.GetUtcNow() - job.CreatedAt, provider.Duration);
        return provider;
    }

    private static int NumberOf(string jobId) => int.Parse(jobId.AsSpan(1), CultureInfo.InvariantCulture);

    private static string? FateOf(RandomWorld world, string jobId) => world.Fates.ElementAtOrDefault(NumberOf(jobId) - 1);

    private static async Task DriveAsync(RunEngine engine, RunLedger ledger, ScriptedProvider provider, RandomWebhooks calls, FakeTimeProvider time, List<string> ids, Queue<string> words)
    {
        var driver = new RunDriver(engine, time);
        for (var pass = 0; pass < 3_000; pass++)
        {
            var (did, wanted) = (await calls.DeliverAsync(ledger, engine), calls.Pending);
            foreach (var id in ids)
            {
                var step = await engine.StepAsync(id);
                did |= step.Did is not null || await driver.DoAsync(step.Run, step.Next) || await SayAsync(engine, provider, (await ledger.FindAsync(id))!, words);
                wanted |= step.Next.Count > 0;
            }

            if (!did && !wanted)
            {
                return;
            }

            if (!did)
            {
                time.Advance(TimeSpan.FromSeconds(10));
            }
        }

        throw new InvalidOperationException("the runs come to no end");
    }

    /// <summary>The person's next word, where one is asked for. What is no answer is refused, and changes nothing.</summary>
    private static async Task<bool> SayAsync(RunEngine engine, ScriptedProvider provider, Run run, Queue<string> words)
    {
        if (run.State is not (RunState.Parked or RunState.Failed) || !words.TryPeek(out var word))
        {
            return false;
        }

        try
        {
            await (word switch
            {
                // He knows what he made himself, but not whose the others are.
                "adopt" => run.Parking?.Candidates.FirstOrDefault(candidate => provider.Bill.Any(job => job.Id == candidate)) is { } first
                    ? engine.AdoptAsync(run.Id, first)
                    : engine.RetryAsync(run.Id),
                "resubmit" => engine.ResubmitAsync(run.Id),
                "abandon" => engine.AbandonAsync(run.Id),
                "cancel" => engine.CancelAsync(run.Id),
                _ => engine.RetryAsync(run.Id),
            });
        }
        catch (Exception e) when (e is IllegalTransitionException or ProviderException)
        {
            // That was no answer to it, or the provider did not answer; the next word may be.
        }

        words.Dequeue();
        return true;
    }

    private void Check(RandomWorld world, List<Run> runs, ScriptedProvider provider, RandomWebhooks calls, DateTimeOffset now)
    {
        var bill = provider.Bill;
        var attempts = runs.SelectMany(run => run.Segments, (run, segment) => (run.DefinitionOf(segment).Prompt, segment.Attempts)).ToList();
        foreach (var (prompt, made) in attempts)
        {
            // What the provider took and said it had not, and does not list for longer than two looks a minute apart, is paid twice; see docs/guarantees.md.
            var denied = bill.Count(job => job.Request.Prompt == prompt && calls.IsDenied(job));
            var paid = bill.Count(job => job.Request.Prompt == prompt) - denied;
            Require(paid <= made.Length, $"{prompt} was paid {paid} times for {made.Length} approved attempts");
        }

        // Over the account: a person may have adopted one chain's job for the other. What the provider denied and nobody found again cannot be counted.
        var owned = attempts.SelectMany(made => made.Attempts).Select(attempt => attempt.JobId).ToHashSet();
        var countable = bill.Where(job => owned.Contains(job.Id) || !calls.IsDenied(job));
        Require(runs.Sum(run => run.Spent + run.Reserved) >= countable.Sum(job => job.Credits), "the bill is larger than what is spent and reserved");
        foreach (var run in runs)
        {
            Require(run.HasEnded || run.State == RunState.Parked, "a run stands still without a word");
            Require(run.Next(now).Count == 0, "something is left to do");
            Require(run.State != RunState.Completed || run.Segments.All(segment => segment.Take is not null), "completed without all clips");
            _completed += run.State == RunState.Completed ? 1 : 0;
        }

        var jobs = attempts.SelectMany(made => made.Attempts).Select(attempt => attempt.JobId).OfType<string>().ToList();
        Require(jobs.Distinct().Count() == jobs.Count, "a job belongs to two attempts");

        void Require(bool holds, string what)
        {
            if (!holds)
            {
                throw new InvalidOperationException($"{what}; {string.Join(" ", bill.Select(job => $"{job.Id}:{job.Request.Prompt}:{job.Credits:0.#}"))}; {string.Join(" ", attempts.SelectMany(made => made.Attempts, (made, attempt) => $"{made.Prompt} {attempt.Id} {attempt.State} {attempt.JobId} spent {attempt.Spent:0.#} held {attempt.HeldCredits:0.#} others {string.Join("+", attempt.OtherJobs.Select(other => $"{other.JobId}{(other.MayBeBilled ? "!" : "")}"))}"))}; {string.Join(", ", runs.Select(run => $"{run.State} {run.Parking?.Message}"))}; {string.Join(", ", provider.Calls)}");
            }
        }
    }
}
