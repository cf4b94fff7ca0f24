using ChainForge.IntegrationTests.Program;
using ChainForge.Runs;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>The real program is killed around its paid request.</summary>
public sealed class SubmitRowTests
{
    [Fact]
    public async Task Row01_Killed_before_the_intent_nothing_has_happened()
    {
        await using var studio = await OpenAsync();

        var left = await StruckAsync(studio, "intent.before");

        left.Segments.Should().OnlyContain(segment => segment.Attempts.IsEmpty);
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
        await GoesOnAsync(studio, exitCode: 0);
        Books.AllCompleted(studio, await RunsAsync(studio), 2);
        Posts(studio).Should().Be(2);
    }

    [Fact]
    public async Task Row02_Killed_between_the_intent_and_the_first_byte_it_parks_and_is_not_sent_again()
    {
        await using var studio = await OpenAsync();

        var left = await StruckAsync(studio, "post.before");

        left.Segments[0].Current!.State.Should().Be(AttemptState.Intended);
        await GoesOnAsync(studio, exitCode: 3);
        var runs = await RunsAsync(studio);
        runs[0].Parking!.Cause.Should().Be(ParkingCause.OutcomeUnknown);
        runs[0].Reserved.Should().Be(Books.Cost);
        Posts(studio).Should().Be(0);
        Books.Balance(studio, runs, "row 2");
    }

    [Fact]
    public async Task Row03_Killed_after_the_provider_s_yes_the_job_is_found_and_adopted()
    {
        await using var studio = await OpenAsync();
        ChainForgeProcess? run = null;
        studio.Simulator.State.Accepted += job =>
        {
            // In the submit's handler: the answer never leaves.
            if (job.Index == 1)
            {
                run!.KillAsync().GetAwaiter().GetResult();
            }
        };
        run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await run.ExitsAsync();

        await GoesOnAsync(studio, exitCode: 0);

        Books.AllCompleted(studio, await RunsAsync(studio), 2);
        Posts(studio).Should().Be(2);
    }

    [Theory]
    [InlineData("post.after")]
    [InlineData("jobid.before")]
    public async Task Row04_Killed_before_the_job_id_is_stored_the_job_is_found_and_adopted(string point)
    {
        await using var studio = await OpenAsync();

        var left = await StruckAsync(studio, point);

        left.Segments[0].Current!.JobId.Should().BeNull();
        await GoesOnAsync(studio, exitCode: 0);
        Books.AllCompleted(studio, await RunsAsync(studio), 2);
        Posts(studio).Should().Be(2);
    }

    [Fact]
    public async Task Row05_Killed_after_the_job_id_is_stored_the_service_asks_on_by_itself()
    {
        await using var studio = await OpenAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));
        var struck = studio.StartStruck("jobid.after", "kill", "serve", "--urls", "http://127.0.0.1:0");
        await struck.ExitsAsync();

        var (_, address) = await studio.ServeAsync();
        await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("state").GetString() != "running");

        Books.AllCompleted(studio, await RunsAsync(studio), 2);
        Posts(studio).Should().Be(2);
    }

    private static async Task<Studio> OpenAsync() => (await Studio.OpenAsync()).With("ChainForge:Submit:SettleWindow", "00:00:01");

    private static async Task<Run> StruckAsync(Studio studio, string point)
    {
        var run = studio.StartStruck(point, "kill", "run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        (await run.ExitsAsync()).Should().Be(137);
        return (await RunsAsync(studio)).Single();
    }

    private static async Task GoesOnAsync(Studio studio, int exitCode)
    {
        var retry = await studio.RunAsync("retry", "harbour");
        retry.ExitCode.Should().Be(exitCode, retry.Output + retry.Error);
    }

    private static Task<IReadOnlyList<Run>> RunsAsync(Studio studio) => Books.ReadAsync(studio.Data);

    private static int Posts(Studio studio) => studio.Simulator.State.Requests.Count(request => request.Path.EndsWith("/v1/aistudio/videos", StringComparison.Ordinal));
}
