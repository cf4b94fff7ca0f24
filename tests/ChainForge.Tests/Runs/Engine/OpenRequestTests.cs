using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>Questions that nobody has answered hold up neither the account nor the search for other lost answers; those of the last minutes do make it careful.</summary>
public sealed class OpenRequestTests
{
    [Fact]
    public async Task Ten_runs_that_wait_for_a_person_do_not_stop_the_account()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { BreakerCoolDown = TimeSpan.Zero });
        for (var number = 1; number <= bench.Options.MaxJobsInFlight; number++)
        {
            (await LoseAsync(bench, number)).State.Should().Be(RunState.Parked);
        }

        (await bench.StartAndDriveAsync()).State.Should().Be(RunState.Completed);

        (await bench.Ledger.InFlightAsync()).Should().BeEmpty();
        (await bench.Ledger.ListAsync()).Sum(run => run.Reserved).Should().Be(10 * Given.Cost, "what may have been taken stays reserved");
    }

    [Fact]
    public async Task A_question_of_yesterday_is_no_reason_not_to_adopt()
    {
        await using var bench = await RunBench.OpenAsync();
        await LoseAsync(bench, 1);
        bench.Time.Advance(TimeSpan.FromDays(1));
        bench.Provider.Replies[2] = Reply.TakenButLost;

        (await bench.StartAndDriveAsync(Given.Chain(1))).State.Should().Be(RunState.Completed);

        bench.Provider.Bill.Should().ContainSingle();
    }

    // What was given up may be listed late: whoever lost an answer in those minutes must not take it for his own.
    [Fact]
    public async Task A_request_that_was_given_up_a_moment_ago_may_own_the_job_that_is_listed_now()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { SettleWindow = TimeSpan.FromMinutes(2) });
        bench.Provider.ListLag = TimeSpan.FromMinutes(4);
        bench.Provider.Replies[1] = Reply.TakenButLost;
        bench.Provider.Replies[2] = Reply.NotTakenAndLost;
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        run.Parking!.Cause.Should().Be(ParkingCause.OutcomeUnknown, "the list was later than the search");
        await bench.Engine.ResubmitAsync(run.Id);

        run = await bench.DriveAsync(run.Id);

        (run.State, run.Parking?.Cause).Should().Be((RunState.Parked, ParkingCause.Ambiguous));
        run.Parking!.Candidates.Should().Equal("j001");
        bench.Provider.Submits.Should().Be(2);
    }

    private static async Task<Run> LoseAsync(RunBench bench, int number)
    {
        bench.Provider.Replies[number] = Reply.NotTakenAndLost;
        return await bench.StartAndDriveAsync(Given.Chain(1));
    }
}
