using ChainForge.CrashPoints;
using ChainForge.Providers;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using ChainForge.Tests.Runs.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.Tests.Faults;

/// <summary>The provider gives a job up: tried again by itself only where that certainly costs nothing and may help.</summary>
public sealed class Row33FailedGenerationTests
{
    private static readonly ProviderFailure Trouble = new(ProviderFailureKind.GenerationFailed, "internal error", "5000");

    [Fact]
    public async Task Row33_The_providers_own_trouble_that_cost_nothing_is_tried_again_with_a_new_reservation()
    {
        await using var bench = await RunBench.OpenAsync();
        Fail(bench, "j001");

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        run.Segments[0].Attempts.Select(attempt => (attempt.Id, attempt.State, attempt.Spent)).Should().Equal(("01-1", AttemptState.Failed, 0m), ("01-2", AttemptState.Downloaded, 10m));
        (await bench.Ledger.HistoryAsync(run.Id)).Should().ContainSingle(line => line.Text.Contains("internal error (5000); the provider reports 0 credits") && line.Text.Contains("(1 of 2)"));
    }

    [Fact]
    public async Task Row33_After_two_new_attempts_a_person_decides_and_each_word_is_one_attempt()
    {
        await using var bench = await RunBench.OpenAsync();
        Fail(bench, "j001", "j002", "j003", "j004");
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        await Oracle.EndsAsync(bench, run, RunState.Failed);
        (bench.Provider.Submits, run.Reserved).Should().Be((3, 0m));
        run.Reason.Should().Contain("tried again 2 times by itself").And.Contain("chainforge retry");

        await bench.Engine.RetryAsync(run.Id);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Failed);
        bench.Provider.Submits.Should().Be(4);
    }

    [Theory]
    [InlineData("5000", "internal error", null, 10)]
    [InlineData("5000", "internal error", 10.0, 0)]
    [InlineData("5000", "internal error", 0.001, 0)]
    [InlineData("5001", "no reason that anybody knows", 0.0, 0)]
    [InlineData("TEXT_TO_VIDEO_FAILED", "Pictory gave up on the job and did not say why.", 0.0, 0)]
    [InlineData("CONTENT_POLICY_VIOLATION", "temporarily blocked by moderation", 0.0, 0)]
    [InlineData("INTERNAL_ERROR", "the prompt violates our safety rules", 0.0, 0)]
    [InlineData("INVALID_IMAGE", "internal error while the first frame was read", 0.0, 0)]
    [InlineData("INSUFFICIENT_CREDITS", "try again later", 0.0, 0)]
    public async Task Row33_What_may_have_been_billed_or_would_fail_again_is_not_tried_again_by_itself(string code, string message, double? credits, int reserved)
    {
        await using var bench = await RunBench.OpenAsync();
        var kind = code == "INSUFFICIENT_CREDITS" ? ProviderFailureKind.InsufficientCredits : ProviderFailureKind.GenerationFailed;
        bench.Provider.Answer = _ => new JobAnswer.Failed(new(kind, message, code), (decimal?)credits);
        bench.Provider.Free = _ => true;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Failed, alsoReserved: reserved + (decimal)(credits ?? 0));
        (bench.Provider.Submits, run.Spent, run.Reserved).Should().Be((1, (decimal)(credits ?? 0), reserved));
    }

    [Fact]
    public async Task Row33_It_can_be_forbidden()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { RetryFailedGenerations = 0 });
        Fail(bench, "j001");

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(Given.Chain(1)), RunState.Failed);

        bench.Provider.Submits.Should().Be(1);
    }

    [Theory]
    [InlineData(19, 1)]
    [InlineData(20, 2)]
    [InlineData(30, 3)]
    public async Task Row33_Were_every_zero_a_mistake_the_run_would_still_keep_to_its_cap(int maxCredits, int submits)
    {
        await using var bench = await RunBench.OpenAsync();
        Fail(bench, "j001", "j002", "j003");

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(Given.Chain(1, maxCredits: maxCredits)), RunState.Failed);

        bench.Provider.Submits.Should().Be(submits);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(null)]
    public async Task Row33_What_is_shown_as_billed_just_before_the_new_attempt_is_not_tried_again_and_not_overlooked(int? credits)
    {
        await using var bench = await RunBench.OpenAsync();
        Fail(bench, "j001");
        var runId = await FailedOnceAsync(bench);
        bench.Provider.Answer = _ => new JobAnswer.Failed(Trouble, credits);
        bench.Provider.Free = _ => false;

        var run = await bench.DriveAsync(runId);

        await Oracle.EndsAsync(bench, run, RunState.Failed);
        (bench.Provider.Submits, run.Spent, run.Reserved).Should().Be((1, credits ?? 0m, credits is null ? 10m : 0m));
        (await bench.Ledger.HistoryAsync(runId)).Count(line => line.Text.StartsWith("ALARM")).Should().Be(credits is null ? 0 : 1);
    }

    [Fact]
    public async Task Row33_A_call_after_the_new_attempt_that_shows_the_failed_job_as_billed_is_not_overlooked()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { WebhookBase = new("https://forge.test/") });
        Fail(bench, "j001");
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        bench.Provider.Answer = job => job.Id == "j001" ? new JobAnswer.Failed(Trouble, 10) : null;
        bench.Provider.Free = _ => false;

        await bench.Engine.HintAsync(run.Id, "01-1", "j001");
        await bench.Engine.HintAsync(run.Id, "01-1", "j001");

        await Oracle.EndsAsync(bench, await bench.FindAsync(run.Id), RunState.Completed);
        (await bench.FindAsync(run.Id)).Spent.Should().Be(20);
        (await bench.Ledger.HistoryAsync(run.Id)).Should().ContainSingle(line => line.Text.StartsWith("ALARM"));
    }

    [Fact]
    public async Task Row33_A_call_that_brings_the_figure_settles_what_was_reserved_for_want_of_one()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = _ => new JobAnswer.Failed(Trouble, null);
        bench.Provider.Free = _ => true;
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        await Oracle.EndsAsync(bench, run, RunState.Failed, alsoReserved: 10);
        bench.Provider.Answer = _ => new JobAnswer.Failed(Trouble, 0);

        await bench.Engine.HintAsync(run.Id, "01-1", "j001");

        await Oracle.EndsAsync(bench, await bench.FindAsync(run.Id), RunState.Failed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row33_A_job_that_has_ended_well_after_all_is_used_and_nothing_is_paid_anew()
    {
        await using var bench = await RunBench.OpenAsync();
        Fail(bench, "j001");
        var runId = await FailedOnceAsync(bench);
        bench.Provider.Answer = _ => null;
        bench.Provider.Free = _ => false;

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);

        bench.Provider.Submits.Should().Be(1);
    }

    // Was: what had been reserved for want of a figure stayed reserved beside what was spent.
    [Fact]
    public async Task Row33_A_job_that_failed_without_a_price_and_ends_well_after_all_is_counted_once()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = _ => new JobAnswer.Failed(Trouble, null);
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        await Oracle.EndsAsync(bench, run, RunState.Failed);
        bench.Provider.Answer = _ => null;

        await bench.Engine.HintAsync(run.Id, "01-1", "j001");

        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Failed);
        (await bench.FindAsync(run.Id)).Should().BeEquivalentTo(new { Spent = Given.Cost, Reserved = 0m, Done = 1 });
    }

    [Fact]
    public async Task Row33_While_the_provider_is_silent_nothing_is_tried_again()
    {
        await using var bench = await RunBench.OpenAsync();
        Fail(bench, "j001");
        var runId = await FailedOnceAsync(bench);
        bench.Provider.Answer = _ => new JobAnswer.NoAnswer(new(ProviderFailureKind.ServerError, "the server is ill"));
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Engine.StepAsync(runId);
        bench.Provider.Submits.Should().Be(1);
        Fail(bench, "j001");

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);

        bench.Provider.Submits.Should().Be(2);
    }

    [Fact]
    public async Task Row33_A_cancel_before_the_new_attempt_sends_nothing()
    {
        await using var bench = await RunBench.OpenAsync();
        Fail(bench, "j001");
        var runId = await FailedOnceAsync(bench);

        await bench.Engine.CancelAsync(runId);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Cancelled);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row33_A_crash_at_any_point_between_the_failure_and_the_end_pays_nothing_twice()
    {
        var (points, parked) = (0, 0);
        for (var happened = true; happened; points++)
        {
            await using var bench = await RunBench.OpenAsync();
            Fail(bench, "j001");
            var runId = await FailedOnceAsync(bench);
            var crash = new CrashSwitch(points + 1);
            var dying = new RunEngine(
                bench.Ledger, new CrashingProvider(bench.Provider, crash), new CrashingMedia(bench.Media, crash), bench.Options, "dying", bench.Time, NullLoggerFactory.Instance);
            try
            {
                await bench.DriveAsync(runId, dying);
                happened = false;
            }
            catch (CrashException)
            {
                bench.Time.Advance(TimeSpan.FromSeconds(3));
            }

            var run = await bench.DriveAsync(runId, bench.NewEngine("second"));
            parked += run.State == RunState.Parked ? 1 : 0;
            await Oracle.EndsAsync(bench, run, run.State == RunState.Parked ? RunState.Parked : RunState.Completed, alsoReserved: run.State == RunState.Parked ? Given.Cost : 0);
            bench.Provider.Submits.Should().BeLessThanOrEqualTo(2, "one failed, one new");
        }

        points.Should().BeGreaterThan(10);
        parked.Should().Be(1, "only where the intent was written and nothing had left");
    }

    private static void Fail(RunBench bench, params string[] jobIds)
    {
        bench.Provider.Answer = job => jobIds.Contains(job.Id) ? new JobAnswer.Failed(Trouble, 0) : null;
        bench.Provider.Free = jobIds.Contains;
    }

    /// <returns>A run that waits to try again.</returns>
    private static async Task<string> FailedOnceAsync(RunBench bench)
    {
        var runId = await bench.StartAsync(Given.Chain(1));
        var run = (await bench.Engine.StepAsync(runId)).Run;
        await bench.Engine.AskAsync(WatchedJob.Of(run, "01-1")!);
        (await bench.FindAsync(runId)).Should().BeEquivalentTo(new { State = RunState.Running, Reserved = 0m, Spent = 0m });
        return runId;
    }
}
