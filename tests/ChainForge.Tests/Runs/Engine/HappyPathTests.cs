using ChainForge.Chains;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

public sealed class HappyPathTests
{
    [Fact]
    public async Task Five_segments_are_five_submits_and_each_starts_on_the_frame_before()
    {
        await using var bench = await RunBench.OpenAsync();

        var run = await bench.StartAndDriveAsync(Given.Chain(5));

        (run.State, run.Spent, run.Reserved, run.Done).Should().Be((RunState.Completed, 50m, 0m, 5));
        bench.Provider.Submits.Should().Be(5);
        bench.Provider.Bill.Select(job => job.Request.FirstFrame).Should().Equal(
            null, ScriptedProvider.LastFrameOf("j001"), ScriptedProvider.LastFrameOf("j002"), ScriptedProvider.LastFrameOf("j003"), ScriptedProvider.LastFrameOf("j004"));
        bench.Provider.Bill.Should().OnlyContain(job => job.Request.Model == "m1" && job.Request.AspectRatio == "16:9" && job.Request.Seconds == 5);
        File.ReadAllText(bench.FolderOf(run).Video).Should().Be("clip of j001\nclip of j002\nclip of j003\nclip of j004\nclip of j005");
    }

    [Fact]
    public async Task The_next_segment_is_submitted_before_the_clip_before_is_fetched()
    {
        await using var bench = await RunBench.OpenAsync();

        await bench.StartAndDriveAsync();

        var calls = bench.Provider.Calls.ToList();
        calls.IndexOf("submit 2").Should().BeInRange(0, calls.IndexOf("video j001"));
        calls.IndexOf("submit 3").Should().BeInRange(0, calls.IndexOf("video j002"));
        calls.Count(call => call == "video j001").Should().Be(1);
    }

    [Fact]
    public async Task The_history_tells_a_person_what_happened_and_no_address()
    {
        await using var bench = await RunBench.OpenAsync();

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        var history = await bench.Ledger.HistoryAsync(run.Id);
        history.Select(e => e.Text).Should().HaveCount(6)
            .And.ContainMatch("*10 credits reserved*").And.ContainMatch("*job j001*").And.ContainMatch("*clip is here*").And.ContainMatch("completed*")
            .And.NotContainMatch("*https:*");
        history[1].AttemptId.Should().Be("01-1");
    }

    [Fact]
    public async Task A_poll_that_changes_nothing_writes_nothing()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync();
        var result = await bench.Engine.StepAsync(runId);
        var before = (await bench.Ledger.HistoryAsync(runId)).Count;

        for (var poll = 0; poll < 3; poll++)
        {
            (await bench.Engine.AskAsync(WatchedJob.Of(result.Run, "01-1")!)).Changed.Should().BeFalse();
        }

        (await bench.Ledger.HistoryAsync(runId)).Should().HaveCount(before);
    }

    [Fact]
    public async Task A_chain_of_extends_names_the_video_before()
    {
        await using var bench = await RunBench.OpenAsync();

        var run = await bench.StartAndDriveAsync(Given.Chain(3, Handover.Extend));

        run.State.Should().Be(RunState.Completed);
        bench.Provider.Bill.Select(job => job.Request.Extend).Should().Equal(null, ScriptedProvider.VideoOf("j001"), ScriptedProvider.VideoOf("j002"));
        bench.Provider.Bill.Should().OnlyContain(job => job.Request.FirstFrame == null);
    }

    [Fact]
    public async Task A_cut_starts_from_its_own_references_and_nothing_else()
    {
        await using var bench = await RunBench.OpenAsync();
        var picture = bench.FileOf("sea.png");
        await File.WriteAllTextAsync(picture, "sea");
        var address = new Uri("https://pictures.test/sky.png");
        var chain = Given.Chain(2, Handover.Cut);
        chain = chain with { Segments = [chain.Segments[0], chain.Segments[1] with { References = [new(picture, null), new(null, address)] }] };

        var run = await bench.StartAndDriveAsync(chain);

        run.State.Should().Be(RunState.Completed);
        bench.Provider.Bill[1].Request.Should().BeEquivalentTo(new { FirstFrame = (Uri?)null, Extend = (Uri?)null });
        bench.Provider.Bill[1].Request.References.Should().Equal(new Uri("https://uploads.test/1/sea.png"), address);
    }

    [Fact]
    public async Task A_local_first_frame_is_uploaded_once_and_a_public_one_is_named()
    {
        await using var bench = await RunBench.OpenAsync();
        var picture = bench.FileOf("harbour.png");
        await File.WriteAllTextAsync(picture, "harbour");

        await bench.StartAndDriveAsync(Given.Chain(1) with { Start = new() { FirstFrame = new(picture, null) } });
        await bench.StartAndDriveAsync(Given.Chain(1) with { Start = new() { FirstFrame = new(null, new("https://pictures.test/a.png")) } });

        bench.Provider.Bill.Select(job => job.Request.FirstFrame!.ToString()).Should().Equal("https://uploads.test/1/harbour.png", "https://pictures.test/a.png");
    }

    [Fact]
    public async Task A_chain_may_start_by_going_on_from_a_video()
    {
        await using var bench = await RunBench.OpenAsync();

        await bench.StartAndDriveAsync(Given.Chain(1) with { Start = new() { Extend = new(null, new("https://videos.test/a.mp4")) } });

        bench.Provider.Bill[0].Request.Extend.Should().Be(new Uri("https://videos.test/a.mp4"));
    }

    [Fact]
    public async Task A_local_picture_that_has_gone_fails_the_run_before_anything_is_spent()
    {
        await using var bench = await RunBench.OpenAsync();

        var run = await bench.StartAndDriveAsync(Given.Chain(1) with { Start = new() { FirstFrame = new(bench.FileOf("none.png"), null) } });

        (run.State, run.Spent + run.Reserved, bench.Provider.Submits).Should().Be((RunState.Failed, 0m, 0));
        run.Reason.Should().Contain("none.png").And.Contain("retry");
    }

    [Fact]
    public async Task Waiting_times_are_learnt_from_what_was_generated()
    {
        await using var bench = await RunBench.OpenAsync();

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        bench.Engine.Times.FirstAsk(run.Attempt("01-1").Asked).Should().Be(TimeSpan.FromSeconds(27), "nine tenths of the 30 s that it took");
    }
}
