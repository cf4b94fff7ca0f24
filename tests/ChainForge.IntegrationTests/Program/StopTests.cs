namespace ChainForge.IntegrationTests.Program;

/// <summary>Stopping in the middle, with and without warning, never pays twice.</summary>
[TakesLong(95)]
public sealed class StopTests
{
    [Fact]
    public async Task After_kill_9_retry_goes_on_and_nothing_is_submitted_twice()
    {
        await using var studio = await Studio.OpenAsync(new() { Generation = TimeSpan.FromSeconds(1) });
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 4));
        var run = studio.Start("run", file);
        await run.SeesAsync("segment 2 (02): accepted");

        await run.KillAsync();

        var left = (await studio.RunsAsync()).Single();
        left.GetProperty("state").GetString().Should().Be("running");
        (await studio.RunAsync("run", file)).ExitCode.Should().Be(2, "starting the file again would pay for everything again");
        var (exitCode, output, error) = await studio.RunAsync("retry", left.GetProperty("id").GetString()!);
        exitCode.Should().Be(0, output + error);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(4);
    }

    [Fact]
    public async Task Killed_between_the_provider_s_yes_and_the_ledger_the_job_is_adopted()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 2));
        ChainForgeProcess? run = null;
        var killed = new TaskCompletionSource();
        studio.Simulator.State.Accepted += job =>
        {
            // In the submit's handler: the answer never leaves.
            if (job.Index == 1)
            {
                run!.KillAsync().GetAwaiter().GetResult();
                killed.TrySetResult();
            }
        };
        run = studio.Start("run", file);
        await killed.Task.WaitAsync(Deadlines.Long);

        var (exitCode, output, error) = await studio.RunAsync("retry", "harbour");

        exitCode.Should().Be(0, output + error);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
    }

    [Fact]
    public async Task Sigterm_ends_a_run_with_130_and_says_how_to_go_on()
    {
        await using var studio = await Studio.OpenAsync(new() { Generation = TimeSpan.FromSeconds(2) });
        var run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await run.SeesAsync("segment 1 (01): accepted");

        run.Terminate();

        (await run.ExitsAsync()).Should().Be(130);
        run.Output.Should().Contain("chainforge retry");
        (await studio.RunAsync("retry", "harbour")).ExitCode.Should().Be(0);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_second_signal_at_once_changes_nothing()
    {
        await using var studio = await Studio.OpenAsync(new() { Generation = TimeSpan.FromSeconds(2) });
        var run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await run.SeesAsync("segment 1 (01): accepted");

        run.Interrupt();
        run.Terminate();
        run.Interrupt();

        (await run.ExitsAsync()).Should().Be(130);
        run.Error.Should().NotContain("nhandled");
        run.Output.Should().Contain("chainforge retry");
    }

    [Fact]
    public async Task A_second_program_on_the_same_data_is_told_who_owns_it()
    {
        await using var studio = await Studio.OpenAsync();
        await studio.ServeAsync();

        var (exitCode, _, error) = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)));

        exitCode.Should().Be(1);
        error.Should().Contain("Another ChainForge already works on");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_spends_on_no_run_but_its_own()
    {
        await using var studio = await Studio.OpenAsync(new() { Generation = TimeSpan.FromSeconds(1) });
        var stopped = studio.Start("run", studio.Write("stopped.yaml", Quick.Chain("stopped", 3)));
        await stopped.SeesAsync("segment 1 (01): accepted");
        stopped.Terminate();
        await stopped.ExitsAsync();

        (await studio.RunAsync("run", studio.Write("other.yaml", Quick.Chain("other", 3)))).ExitCode.Should().Be(0);

        studio.Simulator.State.Bill.Jobs.Should().HaveCount(4, "one of the chain that was stopped, three of the one that was asked for");
    }

    [Fact]
    public async Task Retry_beside_a_service_leaves_the_work_to_it_and_follows()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        var file = studio.Drop("harbour.yaml", Quick.Chain("harbour", 2, "budget: { maxCredits: 10 }\n"));
        await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("state").GetString() == "parked");
        var id = (await studio.RunsAsync()).Single().GetProperty("id").GetString()!;
        File.Delete(file);

        // The file is gone, so the cap stays and the run parks again: what counts is who worked on it.
        var retried = await studio.RunAsync("retry", id);

        retried.ExitCode.Should().Be(3);
        retried.Error.Should().Contain("goes on with run");
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
    }
}
