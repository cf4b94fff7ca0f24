using System.Collections.Concurrent;
using ChainForge.CrashPoints;
using ChainForge.IntegrationTests.Program;
using ChainForge.Runs;
using PictorySimulator.Faults;
using Xunit.Abstractions;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>The real program is killed at its first point, at its second, … until none is left, and started again.</summary>
[TakesLong(170)]
public sealed class EveryPointTests(ITestOutputHelper output)
{
    private const int Killed = 128 + 9;

    // One segment has every kind of point but those between two segments: these are struck by name.
    private static readonly string[] BetweenTwo =
    [
        "intent.before#2", "post.before#2", "post.after#2", "jobid.before#2", "jobid.after#2",
        "upload.before", "upload.after", "joints.before", "joints.after",
    ];

    // Each has a simulator of its own: a job of a stranger on the account would rightly be adopted by nobody.
    private const int Lanes = 3;

    [Fact]
    public async Task Killed_at_any_point_the_program_goes_on_and_pays_nothing_twice()
    {
        var (next, parked) = (0, 0);
        var struck = new ConcurrentBag<string>();
        var between = new ConcurrentQueue<string>(BetweenTwo);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(async _ =>
        {
            await using var studio = (await Studio.OpenAsync(new() { Generation = TimeSpan.FromMilliseconds(50) }))
                .With("ChainForge:Submit:SettleWindow", "00:00:01")
                .With("ChainForge:Polling:Interval", "00:00:00.1");
            while (await CaseAsync(studio, $"{Interlocked.Increment(ref next)}", segments: 1) is { } end)
            {
                Note(end);
            }

            while (between.TryDequeue(out var point))
            {
                var end = await CaseAsync(studio, point, segments: 2);
                end.Should().NotBeNull($"{point} is come to");
                Note(end!.Value);
            }
        }));

        output.WriteLine($"{struck.Count} points, {parked} ended parked: {string.Join(' ', struck.Order())}");
        CaseCount.Add("killed processes", struck.Count);
        parked.Should().BeLessThanOrEqualTo(9, "only between the intent and the request can nobody know");
        struck.Count.Should().BeGreaterThan(20);
        struck.Should().Contain(["intent.before", "post.before", "post.after", "jobid.before", "jobid.after", "dl.before", "dl.renamed", "stitch.after", "list.before"]);
        struck.Should().Contain(BetweenTwo.Select(point => point.Split('#')[0]));
        parked.Should().BePositive();

        void Note((string Point, bool Parked) end)
        {
            struck.Add(end.Point);
            Interlocked.Add(ref parked, end.Parked ? 1 : 0);
        }
    }

    /// <returns>Where it was struck, and whether it ended parked; null when the n-th point lies behind the end.</returns>
    private static async Task<(string Point, bool Parked)?> CaseAsync(Studio studio, string at, int segments)
    {
        var (data, outputs) = (Path.Combine(studio.Folder, $"data-{at}"), Path.Combine(studio.Folder, $"output-{at}"));
        string[] folders = ["--data", data, "--output", outputs];
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", segments));
        studio.Simulator.State.Reset();

        // So that the frame between the two has to be cut from the clip, and uploaded.
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new() { Job = new() { NoLastFrame = true } }, match: new() { Prompt = "scene 1" });

        var first = studio.StartStruck(at, "kill", ["run", file, .. folders]);
        if (await first.ExitsAsync() != Killed)
        {
            return null;
        }

        var where = $"point {at} of {segments} segments, {first.Error}";
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
