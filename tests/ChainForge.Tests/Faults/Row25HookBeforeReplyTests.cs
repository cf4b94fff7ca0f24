using ChainForge.Providers;
using ChainForge.Runs;
using ChainForge.Tests.Runs;

namespace ChainForge.Tests.Faults;

/// <summary>A webhook that arrives before the answer of the POST is stored: the same job is stored once, another job is an alarm.</summary>
public sealed class Row25HookBeforeReplyTests
{
    private static Task<RunBench> WithWebhooksAsync() => RunBench.OpenAsync(options => options with { WebhookBase = new("https://forge.test/") });

    [Fact]
    public async Task Row25_The_same_job_is_stored_once()
    {
        await using var bench = await WithWebhooksAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        bench.Provider.BeforeReply = job => bench.Engine.HintAsync(runId, "01-1", job.Id);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);

        (await bench.Ledger.HistoryAsync(runId)).Where(line => line.Text.Contains("accepted")).Should().ContainSingle();
    }

    [Fact]
    public async Task Row25_An_answer_with_another_job_is_an_alarm_and_both_are_kept_and_reserved_for()
    {
        await using var bench = await WithWebhooksAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        var byHand = bench.Provider.MakeByHand();
        bench.Provider.BeforeReply = _ => bench.Engine.HintAsync(runId, "01-1", byHand.Id);

        var run = await bench.DriveAsync(runId);

        // Both may be on the bill: the job that the call named was spent, the one of the answer stays reserved.
        (run.State, run.Spent, run.Reserved, run.Attempt("01-1").JobId).Should().Be((RunState.Completed, 10m, 10m, byHand.Id));
        run.Attempt("01-1").OtherJobs.Should().Equal(new OtherJob("j002", MayBeBilled: true));
        (await bench.Ledger.HistoryAsync(runId)).Where(line => line.Text.StartsWith("ALARM", StringComparison.Ordinal))
            .Should().ContainSingle().Which.Text.Should().Contain("job j002").And.Contain("job j001");
        (await bench.Ledger.FindJobAsync("j002")).Should().Be(runId, "nobody may adopt it as his own");
    }

    [Fact]
    public async Task Row25_A_call_that_names_another_job_is_told_once_and_only_when_it_exists()
    {
        await using var bench = await WithWebhooksAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        var other = bench.Provider.MakeByHand();
        for (var call = 0; call < 3; call++)
        {
            await bench.Engine.HintAsync(runId, "01-1", other.Id);
            await bench.Engine.HintAsync(runId, "01-1", "j999");
        }

        var run = await bench.DriveAsync(runId);

        (run.State, run.Attempt("01-1").JobId, run.Spent, run.Reserved).Should().Be((RunState.Completed, "j001", 10m, 10m));
        (await bench.Ledger.HistoryAsync(runId)).Count(line => line.Text.StartsWith("ALARM", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Row25_A_call_that_names_another_runs_job_reserves_nothing_and_takes_nothing_from_it()
    {
        await using var bench = await WithWebhooksAsync();
        var first = await bench.StartAndDriveAsync(Given.Chain(1));
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);

        await bench.Engine.HintAsync(runId, "01-1", "j001");

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);
        (await bench.Ledger.FindJobAsync("j001")).Should().Be(first.Id);
        (await bench.FindAsync(runId)).Attempt("01-1").OtherJobs.Should().Equal(new OtherJob("j001", MayBeBilled: false));
    }

    // Was: the answer of a sender that had been given up was only logged, and a job that was paid for stood nowhere.
    [Fact]
    public async Task Row25_The_late_answer_of_an_attempt_that_was_given_up_is_kept()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.ListLag = TimeSpan.FromDays(1);
        var runId = await bench.StartAsync(Given.Chain(1));
        bench.Provider.BeforeReply = async _ =>
        {
            bench.Provider.BeforeReply = _ => Task.CompletedTask;
            bench.Time.Advance(TimeSpan.FromMinutes(2));
            var second = bench.NewEngine("second");
            (await bench.DriveAsync(runId, second)).State.Should().Be(RunState.Parked);
            await second.ResubmitAsync(runId);
            (await bench.DriveAsync(runId, second)).State.Should().Be(RunState.Completed);
        };

        await bench.Engine.StepAsync(runId);

        var run = await bench.FindAsync(runId);
        run.Attempt("01-1").OtherJobs.Should().Equal(new OtherJob("j001", MayBeBilled: true));
        (run.Spent + run.Reserved).Should().Be(bench.Provider.Bill.Sum(job => job.Credits));
        (await bench.Ledger.FindJobAsync("j001")).Should().Be(runId);
    }

    // Was: noted as an alarm, sent again all the same, and then even the alarm was forgotten: two jobs paid, one of them written down.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row25_A_call_that_names_a_job_for_what_was_taken_for_turned_away_is_believed(bool dearer)
    {
        await using var bench = await WithWebhooksAsync();
        bench.Provider.Replies[1] = new Reply(true, Reply.Busy(dearer ? 700 : 7).Outcome);
        var runId = await bench.StartAsync(Given.Chain(1, maxCredits: 15));
        await bench.Engine.StepAsync(runId);

        await bench.Engine.HintAsync(runId, "01-1", "j001");

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);
        (bench.Provider.Submits, bench.Provider.Bill.Count).Should().Be((1, 1));
        (await bench.FindAsync(runId)).WaitingSince.Should().BeNull();
    }

    // Was: the credits that were held for the doubt, and those of the job that ended it, were both held.
    [Fact]
    public async Task Row25_A_call_for_what_was_given_up_in_doubt_holds_its_credits_once()
    {
        await using var bench = await WithWebhooksAsync();
        bench.Provider.ListFailure = () => new(ProviderFailureKind.ServerError, "500");
        bench.Provider.Replies[1] = Reply.TakenButLost;
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        (await bench.Engine.AbandonAsync(run.Id)).Reserved.Should().Be(Given.Cost);

        await bench.Engine.HintAsync(run.Id, "01-1", "j001");

        (await bench.FindAsync(run.Id)).Reserved.Should().Be(Given.Cost);
    }
}
