using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

public sealed class LastFrameTests
{
    private static readonly ProviderFailure Forbidden = new(ProviderFailureKind.Unauthorized, "403");

    [Fact]
    public async Task Without_a_last_frame_at_the_provider_the_clips_own_is_uploaded()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.HasLastFrame = job => job.Id != "j001";

        var run = await bench.StartAndDriveAsync();

        run.State.Should().Be(RunState.Completed);
        bench.Provider.Bill[1].Request.FirstFrame.Should().Be(new Uri("https://uploads.test/1/01-last.png"));
        bench.Provider.Bill[2].Request.FirstFrame.Should().Be(ScriptedProvider.LastFrameOf("j002"));
        run.Attempt("02-1").Asked.StartsFrom.Should().Be("last frame cut from the clip of job j001");
    }

    [Fact]
    public async Task A_dead_last_frame_is_asked_for_afresh_once_and_then_cut_from_the_clip()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.DownloadFailure = uri => uri == ScriptedProvider.LastFrameOf("j001") ? Forbidden : null;

        var run = await bench.StartAndDriveAsync(Given.Chain(2));

        run.State.Should().Be(RunState.Completed);
        bench.Provider.Bill[1].Request.FirstFrame.Should().Be(new Uri("https://uploads.test/1/01-last.png"));
        var calls = bench.Provider.Calls.ToList();
        calls.Count(call => call == "frame j001").Should().Be(2);
        calls[calls.IndexOf("frame j001") + 1].Should().Be("get j001", "the address may just have grown old");
        bench.Provider.Submits.Should().Be(2);
    }

    [Fact]
    public async Task A_last_frame_whose_address_only_grew_old_is_used()
    {
        await using var bench = await RunBench.OpenAsync();
        var failures = 0;
        bench.Provider.DownloadFailure = uri => uri == ScriptedProvider.LastFrameOf("j001") && failures++ == 0 ? Forbidden : null;

        await bench.StartAndDriveAsync(Given.Chain(2));

        bench.Provider.Bill[1].Request.FirstFrame.Should().Be(ScriptedProvider.LastFrameOf("j001"));
    }

    [Fact]
    public async Task A_last_frame_that_does_not_answer_is_cut_from_the_clip()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.DownloadFailure = uri => uri == ScriptedProvider.LastFrameOf("j001") ? new(ProviderFailureKind.Timeout, "slow") : null;

        var run = await bench.StartAndDriveAsync(Given.Chain(2));

        run.State.Should().Be(RunState.Completed);
        bench.Provider.Bill[1].Request.FirstFrame.Should().Be(new Uri("https://uploads.test/1/01-last.png"));
        bench.Provider.Submits.Should().Be(2);
    }

    [Fact]
    public async Task A_job_that_vanished_after_it_was_finished_hands_over_the_frame_of_its_clip()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(2));
        var run = (await bench.Engine.StepAsync(runId)).Run;
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Engine.AskAsync(WatchedJob.Of(run, "01-1")!);
        await bench.Engine.DownloadAsync(runId, "01-1");
        bench.Provider.Answer = job => job.Id == "j001" ? new JobAnswer.NotFound(Forbidden) : null;

        run = await bench.DriveAsync(runId, bench.NewEngine("after a restart"));

        run.State.Should().Be(RunState.Completed);
        bench.Provider.Bill[1].Request.FirstFrame.Should().Be(new Uri("https://uploads.test/1/01-last.png"));
    }

    [Fact]
    public async Task After_a_restart_the_finished_job_is_asked_for_its_last_frame_again()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(2));
        var run = (await bench.Engine.StepAsync(runId)).Run;
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Engine.AskAsync(WatchedJob.Of(run, "01-1")!);

        await bench.DriveAsync(runId, bench.NewEngine("after a restart"));

        bench.Provider.Bill[1].Request.FirstFrame.Should().Be(ScriptedProvider.LastFrameOf("j001"));
        bench.Provider.Submits.Should().Be(2);
    }
}
