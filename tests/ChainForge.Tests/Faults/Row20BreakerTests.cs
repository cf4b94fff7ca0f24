using ChainForge.Runs;
using ChainForge.Tests.Runs;

namespace ChainForge.Tests.Faults;

/// <summary>Three unknown outcomes in five minutes: nothing new is submitted, everything else goes on.</summary>
public sealed class Row20BreakerTests
{
    public static TheoryData<double[], double, bool> Times => new()
    {
        { [0, 1], 1, false },
        { [0, 1, 5], 5, true },
        { [0, 1, 5.01], 5.01, false },
        { [0, 1, 5], 14.99, true },
        { [0, 1, 5], 15, false },
        { [0, 4, 8, 9], 9, true },
        { [0, 1, 2, 11.5], 11.9, true },
        { [0, 1, 2, 11.5], 12, false },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Row20_It_opens_for_three_within_five_minutes_and_closes_ten_after_the_last_of_them(double[] minutes, double now, bool open) =>
        (SubmitBreaker.OpenUntil([.. minutes.Select(m => Given.Now.AddMinutes(m))], TimeSpan.FromMinutes(10), Given.Now.AddMinutes(now)) is not null).Should().Be(open);

    [Fact]
    public async Task Row20_An_open_breaker_holds_submits_back_while_polls_and_downloads_go_on_and_closes_by_itself()
    {
        await using var bench = await RunBench.OpenAsync();
        var going = await bench.StartAsync(Given.Chain(2));
        await bench.Engine.StepAsync(going);
        var lost = await LoseThreeAsync(bench);
        (await bench.Engine.Breaker.LookAsync()).OpenUntil.Should().Be(Given.Now.AddMinutes(10));

        // Another server after a restart holds itself to it too.
        var second = bench.NewEngine("second");
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await second.AskAsync(WatchedJob.Of(await bench.FindAsync(going), "01-1")!);
        (await second.DownloadAsync(going, "01-1")).Should().NotBeNull();
        var held = await second.StepAsync(going);
        held.Next.Should().Equal(new Step.Wait(Given.Now.AddMinutes(10)));
        (await bench.Ledger.HistoryAsync(going))[^1].Text.Should().Contain("segment 2 (02) waits until 09:10:00 UTC");
        bench.Provider.Submits.Should().Be(4);

        var run = await bench.DriveAsync(going, second);

        run.State.Should().Be(RunState.Completed);
        bench.Provider.Submits.Should().Be(5);
        (await bench.Engine.Breaker.LookAsync()).OpenUntil.Should().BeNull();
        await ParkAllAsync(bench, lost);
        await Oracle.HoldsAsync(bench, alsoReserved: 3 * Given.Cost);
    }

    [Fact]
    public async Task Row20_A_persons_word_closes_it_at_once()
    {
        await using var bench = await RunBench.OpenAsync();
        var lost = await LoseThreeAsync(bench);
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        bench.Provider.Submits.Should().Be(3);
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        await bench.Engine.Breaker.CloseAsync();

        (await bench.Engine.Breaker.LookAsync()).OpenUntil.Should().BeNull();
        (await bench.Engine.StepAsync(runId)).Run.Attempt("01-1").State.Should().Be(AttemptState.Accepted);
        bench.Time.GetUtcNow().Should().Be(Given.Now.AddSeconds(1));
        await bench.DriveAsync(runId);
        await ParkAllAsync(bench, lost);
        await Oracle.HoldsAsync(bench, alsoReserved: 3 * Given.Cost);
    }

    [Fact]
    public async Task Row20_Two_of_them_hold_nothing_back()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = bench.Provider.Replies[2] = Reply.NotTakenAndLost;
        var lost = new List<string> { await bench.StartAsync(Given.Chain(1)), await bench.StartAsync(Given.Chain(1)) };
        await bench.Engine.StepAsync(lost[0]);
        await bench.Engine.StepAsync(lost[1]);

        (await bench.StartAndDriveAsync(Given.Chain(1))).State.Should().Be(RunState.Completed);

        await ParkAllAsync(bench, lost);
        await Oracle.HoldsAsync(bench, alsoReserved: 2 * Given.Cost);
    }

    private static async Task<List<string>> LoseThreeAsync(RunBench bench)
    {
        var lost = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            bench.Provider.Replies[bench.Provider.Submits + 1] = Reply.NotTakenAndLost;
            lost.Add(await bench.StartAsync(Given.Chain(1, name: $"lost-{number}")));
            (await bench.Engine.StepAsync(lost[^1])).Run.Attempt("01-1").State.Should().Be(AttemptState.Unknown);
        }

        return lost;
    }

    private static async Task ParkAllAsync(RunBench bench, List<string> lost)
    {
        foreach (var runId in lost)
        {
            (await bench.DriveAsync(runId)).State.Should().Be(RunState.Parked);
        }
    }
}
