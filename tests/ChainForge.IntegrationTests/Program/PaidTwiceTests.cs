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
