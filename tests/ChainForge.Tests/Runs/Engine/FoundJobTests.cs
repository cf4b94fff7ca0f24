using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>A job made by hand in the very seconds of a lost answer.</summary>
public sealed class FoundJobTests
{
    [Theory]
    [InlineData(8, 1280, 720, "8 s long")]
    [InlineData(5, 720, 1280, "720x1280")]
    public async Task What_does_not_look_like_it_is_not_used_and_a_person_is_asked(int seconds, int width, int height, string why)
    {
        await using var bench = await RunBench.OpenAsync();
        var run = await LoseAsync(bench, seconds, width, height);

        (run.State, run.Parking!.Cause).Should().Be((RunState.Parked, ParkingCause.Ambiguous));
        run.Parking.Message.Should().Contain(why);
        run.Parking.Candidates.Should().Equal("j001");
        bench.Provider.Calls.Should().NotContain(call => call.StartsWith("video", StringComparison.Ordinal), "nothing is made of somebody else's job");
        run.Reserved.Should().Be(Given.Cost);

        await bench.Engine.ResubmitAsync(run.Id);
        run = await bench.DriveAsync(run.Id);

        (run.State, run.Attempt("01-2").JobId, bench.Provider.Bill.Count).Should().Be((RunState.Completed, "j002", 1));
    }

    [Fact]
    public async Task A_persons_word_takes_it_all_the_same()
    {
        await using var bench = await RunBench.OpenAsync();
        var run = await LoseAsync(bench, 8, 1280, 720);

        await bench.Engine.AdoptAsync(run.Id, "j001");

        (await bench.DriveAsync(run.Id)).State.Should().Be(RunState.Completed);
    }

    [Fact]
    public async Task What_looks_like_it_is_used()
    {
        await using var bench = await RunBench.OpenAsync();

        (await LoseAsync(bench, 5, 1280, 720)).State.Should().Be(RunState.Completed);
    }

    private static async Task<Run> LoseAsync(RunBench bench, int seconds, int width, int height)
    {
        bench.Provider.Replies[1] = Reply.NotTakenAndLost;
        bench.Provider.Answer = job => job is { ByHand: true } && bench.Provider.Finished(job) is JobAnswer.Completed { Result: var result }
            ? new JobAnswer.Completed(result with { Seconds = seconds, Width = width, Height = height })
            : null;
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        bench.Provider.MakeByHand();
        return await bench.DriveAsync(runId);
    }
}
