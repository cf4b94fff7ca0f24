using ChainForge.Providers;
using ChainForge.Runs;
using ChainForge.Tests.Runs;

namespace ChainForge.Tests.Faults;

/// <summary>The rows of the matrix about calls of the provider and about asking it; each is shown through the same oracle.</summary>
public sealed class PollRowTests
{
    [Fact]
    public async Task Row26_Five_calls_and_one_too_late_are_one_transition()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { WebhookBase = new("https://forge.test/") });
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => bench.Engine.HintAsync(runId, "01-1", "j001"))));

        // The provider goes back on its word: what was generated stays generated.
        bench.Provider.Answer = _ => new JobAnswer.InProgress();
        await bench.Engine.HintAsync(runId, "01-1", "j001");
        bench.Provider.Answer = _ => null;

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);
        (await bench.Ledger.HistoryAsync(runId)).Count(line => line.Text.Contains("generated")).Should().Be(1);
    }

    [Fact]
    public async Task Row28_A_call_that_never_comes_costs_only_the_poll()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { WebhookBase = new("https://forge.test/") });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Provider.Bill.Should().OnlyContain(job => job.Webhook != null);
    }

    [Fact]
    public async Task Row30_Ten_minutes_without_an_answer_change_nothing()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = job => bench.Time.GetUtcNow() - job.CreatedAt < TimeSpan.FromMinutes(10)
            ? new JobAnswer.NoAnswer(new(ProviderFailureKind.ServerError, "the server is ill"))
            : null;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        (await bench.Ledger.HistoryAsync(run.Id)).Should().NotContain(line => line.Text.Contains("the server is ill"));
    }

    [Fact]
    public async Task Row31_A_job_that_is_not_known_any_more_parks_after_three_times_and_is_not_made_anew()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = _ => new JobAnswer.NotFound(new(ProviderFailureKind.NotFound, "404"));

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Parked);
        (run.Parking!.Cause, run.Attempt("01-1").NotFoundCount, bench.Provider.Submits).Should().Be((ParkingCause.LostByProvider, 3, 1));
        (bench.Time.GetUtcNow() - Given.Now).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(2));
    }

    // Was: three blips in half an hour, with good answers between them, counted as three in a row.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row31_A_job_that_is_known_again_in_between_was_not_lost(bool restarts)
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Duration = TimeSpan.FromMinutes(25);
        bench.Provider.Answer = job => (bench.Time.GetUtcNow() - job.CreatedAt).TotalMinutes % 6 is > 1 and < 1.2 ? new JobAnswer.NotFound(new(ProviderFailureKind.NotFound, "404")) : null;
        var runId = await bench.StartAsync(Given.Chain(1));
        for (var life = 0; restarts && life < 90; life++)
        {
            var engine = bench.NewEngine($"life {life}");
            var step = await engine.StepAsync(runId);
            await new RunDriver(engine, bench.Time).DoAsync(step.Run, step.Next);
            bench.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);

        (await bench.Ledger.HistoryAsync(runId)).Count(line => line.Text.Contains("does not know")).Should().BeGreaterThan(2);
    }

    [Fact]
    public async Task Row32_A_job_that_does_not_end_parks_and_a_late_call_wakes_it()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Duration = TimeSpan.FromHours(1);
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        await Oracle.EndsAsync(bench, run, RunState.Parked);
        run.Parking!.Cause.Should().Be(ParkingCause.Timeout);

        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.Engine.HintAsync(run.Id, "01-1", "j001");

        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
    }

    [Fact]
    public async Task Row33_A_generation_that_failed_ends_the_run_and_only_a_persons_word_pays_for_a_new_attempt()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = job => job.Id == "j002" ? new JobAnswer.Failed(new(ProviderFailureKind.GenerationFailed, "too dark", "POLICY"), job.Credits) : null;
        var run = await bench.StartAndDriveAsync();
        await Oracle.EndsAsync(bench, run, RunState.Failed);
        (run.Done, run.Spent, bench.Provider.Submits).Should().Be((1, 20m, 2));

        await bench.Engine.RetryAsync(run.Id);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
        bench.Provider.Submits.Should().Be(4);
    }

    [Fact]
    public async Task Row34_Without_a_last_frame_the_clips_own_is_used_and_nothing_is_submitted_without_one()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.HasLastFrame = job => job.Id != "j001";

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Provider.Bill[1].Request.FirstFrame!.Host.Should().Be("uploads.test");
        bench.Provider.Bill.Skip(1).Should().OnlyContain(job => job.Request.FirstFrame != null);
    }

    [Fact]
    public async Task Row34_A_last_frame_whose_address_is_dead_is_cut_from_the_clip()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.DownloadFailure = uri => uri == ScriptedProvider.LastFrameOf("j001") ? new(ProviderFailureKind.Unauthorized, "403") : null;

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Provider.Bill[1].Request.FirstFrame!.Host.Should().Be("uploads.test");
    }
}
