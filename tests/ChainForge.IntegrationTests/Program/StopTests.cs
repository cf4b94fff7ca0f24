namespace ChainForge.IntegrationTests.Program;

/// <summary>Stopping in the middle, with and without warning, never pays twice.</summary>
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
    public async Task A_second_program_on_the_same_data_is_told_who_owns_it()
    {
        await using var studio = await Studio.OpenAsync();
        await studio.ServeAsync();

        var (exitCode, _, error) = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)));

        exitCode.Should().Be(1);
        error.Should().Contain("Another ChainForge already works on");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
    }
}
