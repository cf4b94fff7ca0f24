using System.Diagnostics;
using ChainForge.IntegrationTests.Program;
using ChainForge.Runs;
using PictorySimulator.Faults;
using Xunit.Abstractions;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>The real program is asked to stop (SIGTERM) in the middle of everything.</summary>
[TakesLong(100)]
public sealed class StopRowTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Row46_The_answer_of_a_request_in_flight_is_awaited_and_stored_though_asked_to_stop_twice()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new() { After = true, Delay = TimeSpan.FromSeconds(3) });
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));
        var (service, _) = await studio.ServeAsync();
        await studio.Simulator.State.WhenAcceptedAsync(1).WaitAsync(Deadlines.Long);

        service.Terminate();
        var took = await TerminateAsync(service, exitCode: 0);

        output.WriteLine($"exit after {took.TotalSeconds:0.0} s");
        took.Should().BeLessThan(TimeSpan.FromSeconds(20));
        var attempt = (await Books.ReadAsync(studio.Data)).Single().Segments[0].Current!;
        attempt.State.Should().Be(AttemptState.Accepted);
        attempt.JobId.Should().Be(studio.Simulator.State.Bill.Jobs[0].JobId);
        await GoesOnAsync(studio, 2);
    }

    [Fact]
    public async Task Row46_A_request_that_nobody_answers_is_unknown_when_the_program_ends_and_is_found_at_the_next_start()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new() { After = true, Connection = ConnectionFault.Hang });
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));
        var (service, _) = await studio.ServeAsync();
        await studio.Simulator.State.WhenAcceptedAsync(1).WaitAsync(Deadlines.Long);

        var took = await TerminateAsync(service, exitCode: 0);

        output.WriteLine($"exit after {took.TotalSeconds:0.0} s");
        took.Should().BeLessThan(TimeSpan.FromSeconds(20));
        (await Books.ReadAsync(studio.Data)).Single().Segments[0].Current!.State.Should().Be(AttemptState.Unknown, "it is written down, not left as an intent");
        await GoesOnAsync(studio, 2);
    }

    [Fact]
    public async Task Row46_Questions_in_flight_are_dropped_at_once()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Pictory:MaxJobsInFlight", "12").With("ChainForge:Pictory:RequestsPerMinute", "6000");
        studio.Simulator.State.Faults.Add(FaultTarget.Poll, new() { Connection = ConnectionFault.Hang }, times: 0);
        for (var chain = 0; chain < 12; chain++)
        {
            studio.Drop($"chain-{chain:00}.yaml", Quick.Chain($"chain-{chain:00}", 1));
        }

        var (service, _) = await studio.ServeAsync();
        await studio.Simulator.State.WhenAcceptedAsync(12).WaitAsync(Deadlines.Long);

        var took = await TerminateAsync(service, exitCode: 0);

        output.WriteLine($"exit after {took.TotalSeconds:0.0} s");
        took.Should().BeLessThan(TimeSpan.FromSeconds(10));
        studio.Simulator.State.Faults.Clear();
        await GoesOnAsync(studio, 12);
    }

    /// <summary>SIGTERM, and how long it takes to the end.</summary>
    internal static async Task<TimeSpan> TerminateAsync(ChainForgeProcess process, int exitCode)
    {
        var since = Stopwatch.GetTimestamp();
        process.Terminate();
        (await process.ExitsAsync()).Should().Be(exitCode, process.Error);
        return Stopwatch.GetElapsedTime(since);
    }

    private static async Task GoesOnAsync(Studio studio, int jobs)
    {
        var (_, address) = await studio.ServeAsync();
        await Studio.UntilAsync(address, runs => runs.Count > 0 && runs.TrueForAll(run => run.GetProperty("state").GetString() != "running"));
        Books.AllCompleted(studio, await Books.ReadAsync(studio.Data), jobs);
    }
}
