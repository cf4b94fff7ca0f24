using System.Diagnostics;
using ChainForge.Runs;

namespace ChainForge.Benchmarks.Overhead;

/// <summary>The real program in a process of its own, and what its ledger says afterwards.</summary>
internal static class ChainForgeProgram
{
    public static Process Start(Uri account, string folder, TimeSpan interval, IReadOnlyList<string> arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "chainforge"))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PICTORY_API_KEY"] = "pictai_benchmark";
        start.Environment["ChainForge__Pictory__BaseUrl"] = account.AbsoluteUri;
        start.Environment["ChainForge__Polling__Interval"] = interval.ToString();
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;

        // A full pipe would stop it.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text && !text.Contains(" info: "))
            {
                Console.Error.WriteLine($"chainforge: {text}");
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>The moments of the newest run.</summary>
    public static async Task<Timeline> ReadAsync(RunLedger ledger, DateTimeOffset started, DateTimeOffset? ended)
    {
        var run = (await ledger.ListAsync(limit: 1))[0];
        if (run.State != RunState.Completed)
        {
            throw new InvalidOperationException($"The run is {run.State}: {run.Reason ?? run.Parking?.Message}");
        }

        var last = run.Segments[^1].Current!.Id;
        var collected = (await ledger.HistoryAsync(run.Id)).Last(line => line.AttemptId == last).At;
        return new Timeline(
            started,
            [.. run.Segments.Select(segment => segment.Current!).Select(a => new SegmentTimes(a.IntendedAt, a.AcceptedAt!.Value, a.GeneratedAt!.Value))],
            collected,
            run.EndedAt!.Value,
            ended ?? run.EndedAt!.Value);
    }
}
