using ChainForge.App.Jobs;
using ChainForge.Runs;
using ChainForge.Tests.App.Hosting;
using ChainForge.Tests.Runs;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Faults;

/// <summary>Somebody sets the machine's clock while chains are under way.</summary>
public sealed class Row44ClockTests
{
    private Machine? _machine;

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Row44_A_job_that_is_waited_for_is_neither_given_up_early_nor_waited_for_an_hour_longer(int hours)
    {
        await using var bench = await OpenAsync();
        bench.Provider.Duration = TimeSpan.FromDays(1);
        var runId = await bench.StartAsync();
        await bench.Engine.StepAsync(runId);
        var job = WatchedJob.Of(await bench.FindAsync(runId), "01-1")!;

        _machine!.SetClock(TimeSpan.FromHours(hours));

        (await bench.Engine.AskAsync(job)).Changed.Should().BeFalse();
        bench.Time.Advance(bench.Options.PollTimeout);
        (await bench.Engine.AskAsync(job)).Changed.Should().BeFalse("that is the very end of the longest wait");
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        (await bench.Engine.AskAsync(job)).Changed.Should().BeTrue();
        await Oracle.EndsAsync(bench, await bench.FindAsync(runId), RunState.Parked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Row44_A_lost_answer_is_looked_for_as_long_as_ever(int hours)
    {
        await using var bench = await OpenAsync();
        bench.Provider.Replies[1] = Reply.TakenButLost;
        bench.Provider.ListLag = TimeSpan.FromSeconds(400);
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);

        _machine!.SetClock(TimeSpan.FromHours(hours));

        (await bench.Engine.LookForAsync(runId, "01-1")).Should().BeFalse("the window is still open");
        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);
        bench.Provider.Bill.Should().ContainSingle();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Row44_A_hundred_questions_keep_their_moments(int hours)
    {
        var time = new FakeTimeProvider(Given.Now);
        var machine = new Machine(time);
        var clock = machine.Clock();
        using var list = new WatchList(clock);
        for (var i = 0; i < 100; i++)
        {
            list.Add(new Watched.Wake($"{i}"), clock.GetUtcNow() + TimeSpan.FromSeconds(15));
        }

        machine.SetClock(TimeSpan.FromHours(hours));
        time.Advance(TimeSpan.FromSeconds(14));
        var first = list.TakeAsync(CancellationToken.None);
        first.IsCompleted.Should().BeFalse("none is due before its time");
        time.Advance(TimeSpan.FromSeconds(1));

        await first;
        for (var i = 1; i < 100; i++)
        {
            await list.TakeAsync(CancellationToken.None);
        }

        list.Count.Should().Be(0);
    }

    private Task<RunBench> OpenAsync() => RunBench.OpenAsync(clock: time => (_machine = new Machine(time)).Clock());
}
