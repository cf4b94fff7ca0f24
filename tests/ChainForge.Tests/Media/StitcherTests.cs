using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class StitcherTests : MediaFolder
{
    [Fact]
    public async Task Cancelling_leaves_nothing_behind_and_keeps_the_older_video()
    {
        var plan = await PlanAsync();
        await File.WriteAllTextAsync(PathOf("out.mp4"), "the one before");
        using var cancel = new CancellationTokenSource();
        var progress = new Reports(value => { if (value > 0.3) { cancel.Cancel(); } });

        var stitch = () => new Stitcher(Tools).StitchAsync(plan, PathOf("out.mp4"), progress, cancel.Token);

        await stitch.Should().ThrowAsync<OperationCanceledException>();
        Files().Should().Equal("a.mp4", "out.mp4");
        (await File.ReadAllTextAsync(PathOf("out.mp4"))).Should().Be("the one before");
    }

    [Fact]
    public async Task Cancelling_while_it_is_put_together_is_a_cancellation()
    {
        var plan = await PlanAsync();
        using var cancel = new CancellationTokenSource();
        // The encode is over at nine tenths; what follows is the mux and the check.
        var progress = new Reports(value => { if (value >= 0.9 - 1e-9) { cancel.Cancel(); } });

        var stitch = () => new Stitcher(Tools).StitchAsync(plan, PathOf("out.mp4"), progress, cancel.Token);

        await stitch.Should().ThrowAsync<OperationCanceledException>();
        Files().Should().Equal("a.mp4");
    }

    [Fact]
    public async Task A_cancelled_mux_is_a_cancellation()
    {
        var plan = await PlanAsync();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        var mux = () => Muxer.JoinAsync(Tools, PathOf("a.mp4"), null, plan.Target, PathOf("b.mp4"), TimeProvider.System, cancel.Token);

        await mux.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData(QualityMode.Reencode, 20)]
    [InlineData(QualityMode.Copy, 1)]
    public async Task Progress_rises_to_one(QualityMode quality, int reports)
    {
        var values = new List<double>();

        await new Stitcher(Tools).StitchAsync(await PlanAsync(quality), PathOf("out.mp4"), new Reports(values.Add), CancellationToken.None);

        values.Should().BeInAscendingOrder().And.HaveCountGreaterThan(reports);
        values[^1].Should().Be(1);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_wiped()
    {
        Directory.CreateDirectory(PathOf("out.mp4.partial"));
        await File.WriteAllTextAsync(PathOf("out.mp4.partial/picture.mp4"), "half");

        await new Stitcher(Tools).StitchAsync(await PlanAsync(), PathOf("out.mp4"), null, CancellationToken.None);

        Files().Should().Equal("a.mp4", "out.mp4");
    }

    [Fact]
    public void What_an_FFmpeg_of_a_killed_process_still_writes_is_not_in_the_files_of_the_next_one()
    {
        string killed;
        using (var work = WorkFolder.Beside(PathOf("out.mp4")))
        {
            killed = work.PathOf("sound.mp4");
        }

        using var next = WorkFolder.Beside(PathOf("out.mp4"));

        next.PathOf("sound.mp4").Should().NotBe(killed);
        Directory.Exists(Path.GetDirectoryName(killed)).Should().BeFalse("it cannot make a file there any more");
    }

    [Fact]
    public async Task Two_at_once_do_not_spoil_each_other()
    {
        var plan = await PlanAsync();
        using var other = WorkFolder.Beside(PathOf("out.mp4"));

        var stitch = () => new Stitcher(Tools).StitchAsync(plan, PathOf("out.mp4"), null, CancellationToken.None);

        await stitch.Should().ThrowAsync<MediaException>().WithMessage("out.mp4: it is being stitched by another process.*");
        Directory.Exists(PathOf("out.mp4.partial")).Should().BeTrue("it belongs to the other one");
    }

    [Fact]
    public async Task The_file_plays_at_once_and_says_its_colours()
    {
        var result = await new Stitcher(Tools).StitchAsync(await PlanAsync(), PathOf("out.mp4"), null, CancellationToken.None);

        result.Video.Colour.Should().Be(new ColourTags("tv", "smpte170m", "smpte170m", "smpte170m"), "untagged SD is shown so by every player");
        result.Video.PixelFormat.Should().Be("yuv420p");
        var bytes = await File.ReadAllBytesAsync(result.Path);
        bytes.AsSpan().IndexOf("moov"u8).Should().BeLessThan(bytes.AsSpan().IndexOf("mdat"u8), "the index comes first");
    }

    private async Task<StitchPlan> PlanAsync(QualityMode quality = QualityMode.Copy)
    {
        var clip = await ProbeAsync(await ClipAsync("a.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 48)] }));
        return StitchPlanner.Plan([clip], [], new StitchOptions { Quality = quality });
    }

    private sealed class Reports(Action<double> take) : IProgress<double>
    {
        public void Report(double value) => take(value);
    }
}
