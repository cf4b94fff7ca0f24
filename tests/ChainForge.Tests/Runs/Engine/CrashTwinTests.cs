using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>A scheduler that takes a living process for dead starts its work a second time, in another process.</summary>
public sealed class CrashTwinTests
{
    [Fact]
    public async Task A_second_stitch_of_a_run_leaves_it_to_the_first()
    {
        await using var bench = await RunBench.OpenAsync();
        string? second = "not asked";
        var joins = 0;
        bench.Media.BeforeJoin = async () =>
        {
            if (joins++ == 0)
            {
                second = await bench.NewEngine("second").StitchAsync((await bench.Ledger.ListAsync()).Single().Id);
            }
        };

        var run = await bench.StartAndDriveAsync();

        second.Should().BeNull("somebody else is at it");
        run.State.Should().Be(RunState.Completed);
        bench.Media.Joins.Should().Be(1);
    }

    [Fact]
    public async Task A_second_download_of_a_clip_leaves_it_to_the_first()
    {
        await using var bench = await RunBench.OpenAsync();
        var id = await bench.StartAsync(Given.Chain(1));
        string? second = "not asked";
        bench.Media.BeforeInspect = () => second = bench.NewEngine("second").DownloadAsync(id, "01-1").GetAwaiter().GetResult();

        var run = await bench.DriveAsync(id);

        second.Should().BeNull("somebody else is at it");
        run.State.Should().Be(RunState.Completed);
        run.Segments[0].Current!.DownloadFailures.Should().Be(0);
        bench.Provider.Calls.Count(call => call.StartsWith("video", StringComparison.Ordinal)).Should().Be(1);
    }
}
