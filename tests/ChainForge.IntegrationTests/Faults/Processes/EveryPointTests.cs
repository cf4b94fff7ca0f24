using System.Collections.Concurrent;
using ChainForge.CrashPoints;
using ChainForge.IntegrationTests.Program;
using ChainForge.Runs;
using Xunit.Abstractions;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>The real program is killed at its first point, at its second, … until none is left, and started again.</summary>
public sealed class EveryPointTests(ITestOutputHelper output)
{
    private const int Killed = 128 + 9;

    // One has every kind of point; the ways from one segment to the next are gone through in process, by the hundred.
    private const int Segments = 1;

    // Each has a simulator of its own: a job of a stranger on the account would rightly be adopted by nobody.
    private const int Lanes = 3;

    [Fact]
    public async Task Killed_at_any_point_the_program_goes_on_and_pays_nothing_twice()
    {
        var (next, parked) = (0, 0);
        var struck = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(async _ =>
        {
            await using var studio = (await Studio.OpenAsync(new() { Generation = TimeSpan.FromMilliseconds(50) }))
                .With("ChainForge:Submit:SettleWindow", "00:00:00.5")
                .With("ChainForge:Polling:Interval", "00:00:00.1")
                .With("DOTNET_TieredPGO", "0");
            while (await CaseAsync(studio, Interlocked.Increment(ref next)) is { } end)
            {
                struck.Add(end.Point);
                Interlocked.Add(ref parked, end.Parked ? 1 : 0);
            }
        }));

        output.WriteLine($"{struck.Count} points, {parked} ended parked: {string.Join(' ', struck.Order())}");
        CaseCount.Add("killed processes", struck.Count);
        parked.Should().BeLessThanOrEqualTo(6, "only between the intent and the request can nobody know");
        struck.Count.Should().BeGreaterThan(20);
        struck.Should().Contain(["intent.before", "post.before", "post.after", "jobid.before", "jobid.after", "dl.before", "dl.renamed", "stitch.after", "list.before"]);
        parked.Should().BePositive();
    }

    /// <returns>Where it was struck, and whether it ended parked; null when the n-th point lies behind the end.</returns>
    private static async Task<(string Point, bool Parked)?> CaseAsync(Studio studio, int number)
    {
        var (data, outputs) = (Path.Combine(studio.Folder, $"data-{number}"), Path.Combine(studio.Folder, $"output-{number}"));
        string[] folders = ["--data", data, "--output", outputs];
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", Segments));
        studio.Simulator.State.Reset();

        var first = studio.StartStruck($"{number}", "kill", ["run", file, .. folders]);
        if (await first.ExitsAsync() != Killed)
        {
            return null;
        }

        var where = $"point {number}, {first.Error}";
        var left = await Books.ReadAsync(data);
        if (left is not [{ State: RunState.Completed }])
        {
            // What was not even recorded is begun anew; everything else goes on.
            var second = studio.Start(left.Count == 0 ? ["run", file, .. folders] : ["retry", left[0].Id, .. folders]);
            (await second.ExitsAsync()).Should().BeOneOf([0, 3], where + second.Error);
        }

        var runs = await Books.ReadAsync(data);
        runs.Should().ContainSingle(where);
        Books.Balance(studio, runs, where);
        Directory.Delete(data, recursive: true);
        Directory.Delete(outputs, recursive: true);
        return (first.Error.Split("struck at ")[1].Split('\n')[0].Trim(), runs[0].State == RunState.Parked);
    }
}
