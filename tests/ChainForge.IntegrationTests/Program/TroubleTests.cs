using PictorySimulator;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Program;

/// <summary>What goes wrong at the provider, as the person at the terminal sees it; the bill is the judge.</summary>
[TakesLong(160)]
public sealed class TroubleTests
{
    [Fact]
    public async Task A_failed_segment_keeps_what_is_paid_for_and_retry_makes_only_what_is_missing()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Simulator.State.Faults.Add(
            FaultTarget.Submit, new Fault { Job = new JobFault { Fail = new JobError("5001", "The prompt was rejected") } }, match: new FaultMatch { Nth = 2 });
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 3));

        var failed = await studio.RunAsync("run", file);

        failed.ExitCode.Should().Be(1);
        failed.Output.Should().Contain("segment 2 (02) could not be generated").And.Contain("The prompt was rejected (5001)").And.Contain("retry");
        Directory.GetFiles(studio.Folder, "01.mp4", SearchOption.AllDirectories).Should().ContainSingle("the first clip is paid for");

        var again = await studio.RunAsync("retry", "harbour");

        again.ExitCode.Should().Be(0);
        again.Error.Should().Contain("is asked for again and paid again, 8 credits");
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(4);
        File.Exists(studio.Video("harbour")).Should().BeTrue();
    }

    [Fact]
    public async Task A_lost_reply_is_found_in_the_jobs_list_and_adopted()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new Fault { After = true, Connection = ConnectionFault.Reset }, match: new FaultMatch { Nth = 2 });
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 3));

        var (exitCode, output, error) = await studio.RunAsync("run", file);

        exitCode.Should().Be(0, output + error);
        output.Should().Contain("outcome unknown");
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_request_that_was_lost_parks_and_only_a_person_pays_again()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Submit:SettleWindow", "00:00:01");
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new Fault { Connection = ConnectionFault.Reset }, match: new FaultMatch { Nth = 2 });
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 2));

        var parked = await studio.RunAsync("run", file);

        parked.ExitCode.Should().Be(3);
        parked.Output.Should().Contain("answers: adopt, resubmit, abandon, cancel");
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
        (await studio.RunAsync("retry", "harbour")).ExitCode.Should().Be(2, "only an answer about the lost request goes on");
        var resubmitted = await studio.RunAsync("resubmit", "harbour");
        resubmitted.ExitCode.Should().Be(0);
        resubmitted.Output.Should().Contain("pays again, 8 credits");
        (await studio.RunAsync("resubmit", "harbour")).ExitCode.Should().Be(2, "the second click finds nothing to answer");
        (await studio.RunAsync("retry", "harbour")).ExitCode.Should().Be(0);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_job_that_a_person_finds_is_adopted_and_a_request_that_nobody_finds_is_abandoned_at_the_command_line()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Submit:SettleWindow", "00:00:01");
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new Fault { Connection = ConnectionFault.Reset }, times: 2, match: new FaultMatch { Prompt = "scene 2" });
        (await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)), studio.Write("storm.yaml", Quick.Chain("storm", 2)))).ExitCode.Should().Be(3);
        var found = studio.Simulator.State.CreateByHand("found by a person", seconds: 5);

        var nonesuch = await studio.RunAsync("adopt", "harbour", "nonesuch");
        var adopted = await studio.RunAsync("adopt", "harbour", found.JobId);
        var taken = await studio.RunAsync("adopt", "storm", found.JobId);
        var abandoned = await studio.RunAsync("abandon", "storm");

        nonesuch.ExitCode.Should().NotBe(0);
        nonesuch.Error.Should().Contain("nonesuch");
        adopted.ExitCode.Should().Be(0, adopted.Error);
        adopted.Output.Should().Contain("is running now");
        taken.ExitCode.Should().NotBe(0, "it has an owner now");
        abandoned.ExitCode.Should().Be(0, abandoned.Error);
        abandoned.Output.Should().Contain("storm").And.Contain("is cancelled now");
        (await studio.RunAsync("retry", "harbour")).ExitCode.Should().Be(0);
        File.Exists(studio.Video("harbour")).Should().BeTrue();
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(3, "nothing was paid again");
        (await studio.RunsAsync()).Select(run => run.GetProperty("state").GetString()).Should().BeEquivalentTo("completed", "cancelled");
    }

    [Fact]
    public async Task The_budget_is_never_exceeded_and_raising_it_goes_on()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 3, "budget: { maxCredits: 20 }\n"));

        var parked = await studio.RunAsync("run", file);

        parked.ExitCode.Should().Be(3);
        parked.Output.Should().Contain("budget.maxCredits");
        studio.Simulator.State.Bill.TotalCredits.Should().Be(16);
        var run = (await studio.RunsAsync()).Single();
        run.GetProperty("state").GetString().Should().Be("parked");
        run.GetProperty("segments").GetProperty("done").GetInt32().Should().Be(2);

        File.WriteAllText(file, Quick.Chain("harbour", 3, "budget: { maxCredits: 24 }\n"));
        (await studio.RunAsync("run", file)).ExitCode.Should().Be(2, "another budget makes no other film, and two of its clips are paid for");
        (await studio.RunAsync("retry", "harbour")).ExitCode.Should().Be(0);
        studio.Simulator.State.Bill.TotalCredits.Should().Be(24);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Without_a_last_frame_at_the_provider_the_clip_s_own_is_uploaded(bool missing, bool dead)
    {
        await using var studio = await Studio.OpenAsync();
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new Fault { Job = new JobFault { NoLastFrame = missing, DeadLastFrame = dead } });
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 2));

        var (exitCode, output, error) = await studio.RunAsync("run", file);

        exitCode.Should().Be(0, output + error);
        studio.Simulator.State.Requests.Should().ContainSingle(request => request.Method == "PUT");
        (await Mp4.ProbeAsync(studio.Video("harbour"))).Frames.Should().Be(23);
    }

    [Fact]
    public async Task Too_many_requests_only_make_it_later()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Simulator.State.Faults.Add(
            FaultTarget.Submit, new Fault { Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } }, times: 2);
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 1));

        var (exitCode, output, error) = await studio.RunAsync("run", file);

        exitCode.Should().Be(0, output + error);
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task A_cut_download_is_fetched_whole_before_it_counts()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Simulator.State.Faults.Add(FaultTarget.Download, new Fault { CutPercent = 50 }, match: new FaultMatch { Path = ".mp4" });
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 1));

        var (exitCode, output, error) = await studio.RunAsync("run", file);

        exitCode.Should().Be(0, output + error);
        studio.Simulator.State.Requests.Where(request => request.Path.EndsWith(".mp4", StringComparison.Ordinal)).Should().HaveCount(2);
        (await Mp4.ProbeAsync(studio.Video("harbour"))).Frames.Should().Be(12);
    }

    [Fact]
    public async Task Webhooks_spare_the_wait_for_the_next_poll()
    {
        await using var studio = await Studio.OpenAsync();
        var (probe, address) = await studio.ServeAsync();
        await probe.KillAsync();
        studio.With("ChainForge:Polling:Interval", "00:02:00").With("ChainForge:Webhooks:PublicUrl", new Uri(address, "/").ToString()).With("ASPNETCORE_URLS", new Uri(address, "/").ToString());
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));
        var service = studio.Start("serve");
        await service.SeesAsync("Dashboard: ");

        var runs = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("state").GetString() != "running");

        runs[0].GetProperty("state").GetString().Should().Be("completed");
        (service.Output + service.Error).Should().NotContain(studio.Simulator.State.Bill.Jobs[0].Webhook!.Split('/')[^1], "the token is a secret");
    }
}
