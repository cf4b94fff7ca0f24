using System.Net.Http.Json;
using ChainForge.Runs;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>Several at once, somebody else on the account, and a jobs list that does not hold still.</summary>
public sealed class Row17To24AccountTests
{
    [Fact]
    public async Task Row17_A_hundred_times_eight_steps_at_once_are_a_hundred_posts()
    {
        await using var bench = await LoopbackBench.OpenAsync(new()
        {
            Simulator = settings => settings with { Render = false },
            Engine = options => options with { MaxJobsInFlight = 1000 },
        });
        var engines = Enumerable.Range(0, 4).Select(number => bench.NewEngine($"server {number}")).ToList();
        for (var round = 1; round <= 100; round++)
        {
            var runId = await bench.StartAsync(LoopbackBench.Chain(name: $"round-{round}"));

            await Parallel.ForAsync(0, 8, async (index, cancellationToken) => await engines[index % 4].StepAsync(runId, cancellationToken));

            (bench.Posts.Count, bench.Bill.Count).Should().Be((round, round));
        }

        await Oracle.HoldsAsync(bench);
    }

    [Fact]
    public async Task Row19_Fifty_runs_at_once_with_credits_for_seven_are_a_bill_of_seven()
    {
        await using var bench = await LoopbackBench.OpenAsync(new()
        {
            Engine = options => options with { MaxCreditsTotal = (7 * LoopbackBench.Cost) + 7.999m, MaxJobsInFlight = 50 },
        });
        var runs = new List<string>();
        for (var number = 0; number < 50; number++)
        {
            runs.Add(await bench.StartAsync(LoopbackBench.Chain(name: $"chain-{number}")));
        }

        await Task.WhenAll(runs.Select(runId => Task.Run(() => bench.Engine.StepAsync(runId))));

        bench.Bill.Should().HaveCount(7);
        bench.Posts.Should().HaveCount(7);
        foreach (var runId in runs)
        {
            await bench.DriveAsync(runId);
        }

        await Oracle.HoldsAsync(bench);
        var states = (await bench.Ledger.ListAsync()).Select(run => (run.State, run.Parking?.Cause)).ToList();
        states.Count(state => state == (RunState.Completed, null)).Should().Be(7);
        states.Count(state => state == (RunState.Parked, ParkingCause.Budget)).Should().Be(43);
    }

    [Theory]
    [InlineData(5.5, RunState.Completed)]
    [InlineData(9.25, RunState.Parked)]
    public async Task Row19_A_job_that_costs_something_else_than_expected_counts_as_what_it_says(double credits, RunState state)
    {
        await using var bench = await LoopbackBench.OpenAsync(new() { Engine = options => options with { MaxCreditsPerRun = (2 * LoopbackBench.Cost) + 1 } });
        bench.Fault(FaultTarget.Submit, new() { Job = new() { Credits = (decimal)credits } }, match: new() { Prompt = "scene 1" });

        var run = await bench.StartAndDriveAsync(LoopbackBench.Chain(2));

        await Oracle.EndsAsync(bench, run, state);
        (bench.Bill[0].Credits, run.Spent).Should().Be(((decimal)credits, (decimal)credits + (state == RunState.Completed ? LoopbackBench.Cost : 0)));
    }

    [Fact]
    public async Task Row22_A_job_that_somebody_made_by_hand_beside_ours_is_a_question_to_a_person()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Connection = ConnectionFault.Close, After = true });
        var runId = await bench.StartAsync();
        await bench.Engine.StepAsync(runId);
        using var person = new HttpClient();
        using var made = await person.PostAsJsonAsync(new Uri(bench.Simulator.AdminUrl + "/jobs"), new { prompt = "harbour, a lighthouse above a calm sea, scene 1", seconds = 5 });
        made.EnsureSuccessStatusCode();

        var run = await bench.DriveAsync(runId);

        await Oracle.EndsAsync(bench, run, RunState.Parked, lost: 1);
        run.Parking!.Cause.Should().Be(ParkingCause.Ambiguous);
        run.Parking.Candidates.Should().BeEquivalentTo(bench.Simulator.State.Bill.Jobs.Select(job => job.JobId));
        await bench.Engine.AdoptAsync(runId, bench.Bill[0].JobId);
        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);
        bench.Posts.Should().ContainSingle();
    }

    [Fact]
    public async Task Row24_A_list_that_fails_within_the_window_is_asked_again_and_the_job_adopted()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Connection = ConnectionFault.Close, After = true });
        bench.Fault(FaultTarget.List, new() { Status = 500 }, times: 40, new() { Nth = 2 });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Posts.Should().ContainSingle();
        bench.Simulator.State.Requests.Count(request => request.Status == 500).Should().Be(40);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Row24_A_list_that_fails_to_the_end_of_the_window_parks(int fromTheNth)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Connection = ConnectionFault.Close, After = true });
        bench.Fault(FaultTarget.List, new() { Status = 500 }, times: 0, new() { Nth = fromTheNth });

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Parked, lost: 1);
        bench.Posts.Should().ContainSingle();
        await bench.Engine.AdoptAsync(run.Id, bench.Bill[0].JobId);
        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
    }

    [Fact]
    public async Task Row24_Jobs_that_move_over_the_border_of_a_page_while_it_is_read_are_seen_and_none_is_taken_wrongly()
    {
        await using var bench = await LoopbackBench.OpenAsync(new()
        {
            Simulator = settings => settings with { PageSize = 2, PageKeysCount = true },

            // Few looks: at each the list grows by as much as is read of it.
            Engine = options => options with { SettleWindow = TimeSpan.FromSeconds(20) },
        });
        for (var number = 0; number < 5; number++)
        {
            bench.Simulator.State.CreateByHand($"older, {number}");
        }

        bench.Fault(FaultTarget.Submit, new() { Connection = ConnectionFault.Close, After = true });
        var runId = await bench.StartAsync();
        await bench.Engine.StepAsync(runId);
        bench.Simulator.State.CreateByHand("newer, on the first page");

        // Whenever a page is asked for, another job is made: the last of the page before stands on it as well, up to the last look.
        bench.Simulator.State.Faults.Struck += rule => bench.Simulator.State.CreateByHand("made while a page was read");
        bench.Fault(FaultTarget.List, new() { Delay = TimeSpan.Zero }, times: 0, new() { Nth = 2 });

        var run = await bench.DriveAsync(runId);

        await Oracle.EndsAsync(bench, run, RunState.Parked, lost: 1);
        run.Parking!.Cause.Should().Be(ParkingCause.Ambiguous);
        run.Parking.Candidates.Should().OnlyHaveUniqueItems().And.Contain(bench.Bill[0].JobId);
        var older = bench.Simulator.State.Bill.Jobs.Where(job => job.Prompt.StartsWith("older", StringComparison.Ordinal)).Select(job => job.JobId);
        run.Parking.Candidates.Should().NotIntersectWith(older, "what was there before the request cannot be it");
    }

    [Fact]
    public async Task Row24_A_job_that_leaves_the_list_between_two_pages_hides_none_and_is_not_taken_for_ours()
    {
        var life = TimeSpan.FromSeconds(5);
        await using var bench = await LoopbackBench.OpenAsync(new() { Simulator = settings => settings with { PageSize = 1, PageKeysCount = true } });
        bench.Simulator.State.CreateByHand("older");
        bench.Fault(FaultTarget.Submit, new() { Connection = ConnectionFault.Close, After = true });
        var runId = await bench.StartAsync();
        await bench.Engine.StepAsync(runId);
        bench.Simulator.State.CreateByHand("newer, on the first page, and gone when the second is read", fault: new() { VanishAfter = life });
        bench.LetTimePassAtEach(FaultTarget.List, life);
        bench.Fault(FaultTarget.List, new() { Delay = TimeSpan.Zero }, match: new() { Nth = 2 });

        var run = await bench.DriveAsync(runId);

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        run.Attempt("01-1").JobId.Should().Be(bench.Bill[0].JobId);
        bench.Posts.Should().ContainSingle();
    }

    [Fact]
    public async Task Row24_A_job_on_a_later_page_is_adopted_where_another_run_of_ours_stands_before_it()
    {
        await using var bench = await LoopbackBench.OpenAsync(new() { Simulator = settings => settings with { PageSize = 1, PageKeysCount = true } });
        bench.Simulator.State.CreateByHand("older");
        var other = await bench.StartAsync(LoopbackBench.Chain(name: "other"));
        bench.Fault(FaultTarget.Submit, new() { Connection = ConnectionFault.Close, After = true }, match: new() { Prompt = "harbour" });
        var lost = await bench.StartAsync();
        await bench.Engine.StepAsync(lost);

        // Another run of ours is taken meanwhile: it stands before the lost one, and is owned.
        await bench.Engine.StepAsync(other);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(lost), RunState.Completed);
        await Oracle.EndsAsync(bench, await bench.DriveAsync(other), RunState.Completed);
        bench.Posts.Should().HaveCount(2);
    }
}
