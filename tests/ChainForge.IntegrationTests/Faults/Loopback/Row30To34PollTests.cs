using ChainForge.Runs;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>Asking for a job goes wrong, or its answer is not what one hoped for.</summary>
public sealed class Row30To34PollTests
{
    private static readonly JobError Trouble = new("5000", "internal error") { CreditsUsed = 0 };

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(null)]
    public async Task Row30_Ten_minutes_without_an_answer_change_nothing_and_it_recovers(int? status)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        var fault = status is null ? new Fault { Connection = ConnectionFault.Hang } : new Fault { Status = status };
        bench.Fault(FaultTarget.Poll, fault, times: 0);
        bench.Simulator.State.Faults.Struck += rule =>
        {
            if (status is null && rule.On == FaultTarget.Poll)
            {
                bench.Time.Advance(TimeSpan.FromSeconds(61));
            }

            if (bench.Time.GetUtcNow() - LoopbackBench.Start > TimeSpan.FromMinutes(10))
            {
                bench.Simulator.State.Faults.Clear();
            }
        };

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        bench.Posts.Should().ContainSingle();
        (bench.Time.GetUtcNow() - LoopbackBench.Start).Should().BeGreaterThan(TimeSpan.FromMinutes(10));
        (await bench.HistoryAsync(run.Id)).Should().HaveCount(6, "started, about to submit, accepted, generated, here, completed: silence is no news");
    }

    [Fact]
    public async Task Row33_The_providers_own_trouble_that_cost_nothing_is_tried_again_within_the_bill()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Job = new() { Fail = Trouble } }, match: new() { Prompt = "scene 2" });

        var run = await bench.StartAndDriveAsync(LoopbackBench.Chain(2));

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        (bench.Posts.Count, run.Spent, run.Segments[1].Attempts.Length).Should().Be((3, 2 * LoopbackBench.Cost, 2));
        bench.Bill.Where(job => job.Prompt.EndsWith("scene 2", StringComparison.Ordinal)).Should().OnlyContain(job => job.FirstFrameImageUrl != null, "the new attempt starts from the same last frame");
    }

    [Fact]
    public async Task Row33_Trouble_without_end_is_three_attempts_that_cost_nothing()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Job = new() { Fail = Trouble } }, times: 0);

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Failed);
        (bench.Posts.Count, run.Spent, run.Reserved).Should().Be((3, 0m, 0m));
    }

    [Theory]
    [InlineData("5000", "internal error", null)]
    [InlineData("5000", "internal error", 8)]
    [InlineData("CONTENT_POLICY", "the prompt is not allowed", 0)]
    [InlineData("5004", "the first frame could not be fetched", 0)]
    public async Task Row33_What_may_be_billed_or_would_fail_again_ends_the_run_with_what_to_do(string code, string message, int? credits)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Job = new() { Fail = new(code, message) { CreditsUsed = credits } } }, times: 0);

        var run = await bench.StartAndDriveAsync();

        // Where the provider names no figure the simulator bills it all the same: what is reserved is what the bill says.
        await Oracle.EndsAsync(bench, run, RunState.Failed);
        bench.Posts.Should().ContainSingle();
        run.Reason.Should().Contain(message).And.Contain("chainforge retry");
    }

    [Fact]
    public async Task Row33_A_zero_that_turns_into_a_bill_before_the_new_attempt_is_seen_and_nothing_is_tried_again()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Job = new() { Fail = Trouble with { CreditsUsed = 8 } } });
        bench.Fault(FaultTarget.Poll, new() { Body = """{"success":false,"data":{"status":"failed","error_code":"5000","error_message":"internal error","aiCreditsUsed":0}}""" });

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Failed);
        (bench.Posts.Count, run.Spent).Should().Be((1, 8m));
        (await bench.HistoryAsync(run.Id)).Should().ContainSingle(line => line.StartsWith("ALARM"));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("http://cdn.example/last.png")]
    [InlineData("https://cdn.invalid/last.png?sig=abc")]
    [InlineData("https://169.254.169.254/last.png")]
    [InlineData("file:///etc/hostname")]
    [InlineData("403")]
    public async Task Row34_Without_a_last_frame_that_can_be_used_the_next_segment_starts_from_the_one_cut_from_the_clip(string what)
    {
        await using var bench = await LoopbackBench.OpenAsync(new() { RealMedia = true });
        var fault = what switch
        {
            "missing" => new JobFault { NoLastFrame = true },
            "403" => new JobFault { DeadLastFrame = true },
            _ => new JobFault { LastFrameUrl = what },
        };
        bench.Fault(FaultTarget.Submit, new() { Job = fault }, match: new() { Prompt = "scene 1" });

        var run = await bench.StartAndDriveAsync(LoopbackBench.Chain(2));

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        bench.Posts.Should().HaveCount(2);
        bench.Bill[1].FirstFrameImageUrl.Should().StartWith($"{bench.Simulator.MediaUrl}uploads/");
        run.Attempt("02-1").Asked.StartsFrom.Should().Be($"last frame cut from the clip of job {bench.Bill[0].JobId}");
        bench.Simulator.State.Requests.Should().ContainSingle(request => request.Method == "PUT" && !request.HasKey);
    }

    [Fact]
    public async Task Row34_The_last_segment_needs_no_last_frame()
    {
        await using var bench = await LoopbackBench.OpenAsync(new() { RealMedia = true });
        bench.Fault(FaultTarget.Submit, new() { Job = new() { NoLastFrame = true } }, match: new() { Prompt = "scene 2" });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(LoopbackBench.Chain(2)), RunState.Completed);

        bench.Bill[1].FirstFrameImageUrl.Should().Contain(bench.Bill[0].JobId, "the first segment's own picture is used");
        bench.Simulator.State.Requests.Should().NotContain(request => request.Method == "PUT");
    }

    [Fact]
    public async Task Row34_Where_the_frame_cannot_be_brought_to_the_provider_nothing_is_submitted_without_it()
    {
        await using var bench = await LoopbackBench.OpenAsync(new() { RealMedia = true });
        bench.Fault(FaultTarget.Submit, new() { Job = new() { NoLastFrame = true } }, match: new() { Prompt = "scene 1" });
        bench.Fault(FaultTarget.Upload, new() { Status = 500 }, times: 0);

        var run = await bench.StartAndDriveAsync(LoopbackBench.Chain(2));

        await Oracle.EndsAsync(bench, run, RunState.Parked);
        (run.Parking!.Cause, bench.Posts.Count).Should().Be((ParkingCause.Preparation, 1));
    }
}
