namespace ChainForge.IntegrationTests.Program;

/// <summary>What a slip of the hand must not buy.</summary>
public sealed class PaidTwiceTests
{
    [Fact]
    public async Task A_file_named_twice_is_not_bought_twice()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 1));

        var (exitCode, _, error) = await studio.RunAsync("run", file, Path.Combine(studio.Folder, ".", "harbour.yaml"));

        exitCode.Should().Be(2);
        error.Should().Contain("the same chain as");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
    }

    [Fact]
    public async Task What_run_has_begun_in_the_pipelines_folder_the_service_does_not_begin_again()
    {
        await using var studio = await Studio.OpenAsync();
        var (done, crashed) = (studio.Drop("done.yaml", Quick.Chain("done", 1)), studio.Drop("crashed.yaml", Quick.Chain("crashed", 2)));
        (await studio.RunAsync("run", done)).ExitCode.Should().Be(0);
        await studio.StartStruck("jobid.after", "kill", "run", crashed).ExitsAsync();

        var (service, address) = await studio.ServeAsync();
        await service.SeesAsync("done.yaml holds what was taken in before");
        await service.SeesAsync("crashed.yaml holds what was taken in before");
        var runs = await Studio.UntilAsync(address, runs => runs.TrueForAll(run => run.GetProperty("state").GetString() == "completed"));

        runs.Should().HaveCount(2);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public async Task A_raised_budget_is_no_other_film(int budget)
    {
        await using var studio = await Studio.OpenAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2, $"budget: {{ maxCredits: {budget} }}\n"));
        var (service, address) = await studio.ServeAsync();
        var parked = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("state").GetString() == "parked");
        using var client = new HttpClient { BaseAddress = address };
        (await client.GetStringAsync(new Uri($"/hangfire/chains/run/{parked[0].GetProperty("id").GetString()}", UriKind.Relative)))
            .Should().Contain("Go on with the file").And.Contain("Raise and go on");

        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2, "budget: { maxCredits: 16 }\n"));
        await service.SeesAsync("it is not begun anew");
        var again = await studio.RunAsync("retry", "harbour");

        again.ExitCode.Should().Be(0, again.Error);
        var runs = await Studio.UntilAsync(address, _ => true);
        runs.Should().ContainSingle().Which.GetProperty("state").GetString().Should().Be("completed");
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_run_that_stands_for_its_budget_goes_on_without_its_file()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 2, "budget: { maxCredits: 10 }\n"));
        (await studio.RunAsync("run", file)).ExitCode.Should().NotBe(0);
        File.Delete(file);

        var less = await studio.RunAsync("retry", "harbour", "--max-credits", "7.5");
        var enough = await studio.RunAsync("retry", "harbour", "--max-credits", "16");

        less.ExitCode.Should().Be(2);
        less.Error.Should().Contain("--max-credits must be at least the 8 credits that are spent or reserved").And.Contain("you wrote 7.5");
        enough.ExitCode.Should().Be(0, enough.Error);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_file_that_is_turned_away_leaves_no_run_of_the_others_behind()
    {
        await using var studio = await Studio.OpenAsync();
        var (harbour, sea) = (studio.Write("harbour.yaml", Quick.Chain("harbour", 1)), studio.Write("sea.yaml", Quick.Chain("sea", 1)));

        (await studio.RunAsync("run", sea, harbour, harbour)).ExitCode.Should().Be(2);

        (await studio.RunsAsync()).Should().BeEmpty("a run that is recorded goes on with the next start, and pays");
    }

    [Fact]
    public async Task An_output_folder_that_cannot_be_written_is_told_before_anything_is_paid_for()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 1));

        var (exitCode, _, error) = await studio.RunAsync("run", file, "--output", studio.Write("occupied", "a file"));

        exitCode.Should().Be(1);
        error.Should().Contain("occupied").And.Contain("nothing was submitted");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
    }
}
