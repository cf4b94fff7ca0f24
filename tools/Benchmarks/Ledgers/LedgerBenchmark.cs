using System.Diagnostics;
using ChainForge.Benchmarks.Figures;
using ChainForge.Benchmarks.Watching;
using ChainForge.Runs;
using Microsoft.Data.Sqlite;

namespace ChainForge.Benchmarks.Ledgers;

/// <summary>How many durable transitions a second, alone and together, beside SQLite as one would use it first; and how long the start takes.</summary>
internal static class LedgerBenchmark
{
    private const int Waiting = 10_000;

    public static async Task RunAsync(Arguments arguments)
    {
        var repeat = arguments.Number("repeat", 3);
        await CompareWritesAsync(repeat);
        await CompareReadsAsync(repeat);
    }

    private static async Task CompareWritesAsync(int repeat)
    {
        var table = new Table("side", "writers", "transitions/s", "p50 ms", "p99 ms", "max ms");
        var forced = Spread.Of(Enumerable.Range(0, repeat).Select(_ => RawDisk.ForcedWriteMilliseconds()));
        foreach (var writers in new[] { 1, 64 })
        {
            // The sides take turns, so that noise of the machine meets both.
            var (ours, naive) = (new List<WriteFigures>(), new List<WriteFigures>());
            for (var round = 0; round < repeat; round++)
            {
                ours.Add(await OursAsync(writers));
                naive.Add(await NaiveAsync(writers));
            }

            Add("ledger, group commit", writers, ours);
            Add("SQLite, a connection per write", writers, naive);
        }

        table.Print("ledger: WAL, synchronous=FULL; runs of 6 segments through their whole life (19 transitions); median (least-most)");
        Console.WriteLine($"one forced write of 4 KB on this disk: {forced.Show()} ms");

        void Add(string name, int writers, List<WriteFigures> figures) => table.Add(
            name, $"{writers}", Spread.Of(figures.Select(f => f.PerSecond)).Show("0"),
            Spread.Of(figures.Select(f => f.P50 * 1000)).Show(), Spread.Of(figures.Select(f => f.P99 * 1000)).Show(), Spread.Of(figures.Select(f => f.Most * 1000)).Show("0"));
    }

    private static async Task<WriteFigures> OursAsync(int writers)
    {
        using var scratch = new Scratch();
        await using var ledger = await RunLedger.OpenEmbeddedAsync(scratch.Folder, TimeProvider.System);
        return await RunLives.LiveAsync(new LedgerSide(ledger), writers);
    }

    private static async Task<WriteFigures> NaiveAsync(int writers)
    {
        using var scratch = new Scratch();
        return await RunLives.LiveAsync(await ConnectionPerWrite.CreateAsync(Path.Combine(scratch.Folder, "naive.db")), writers);
    }

    private static async Task CompareReadsAsync(int repeat)
    {
        using var scratch = new Scratch();
        await using var ledger = await RunLedger.OpenEmbeddedAsync(scratch.Folder, TimeProvider.System);
        await WaitingRuns.CreateAsync(ledger, Waiting, TimeProvider.System);
        var (first, again, raw) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < repeat; round++)
        {
            // Another owner each time, as after a restart: the leases are taken, then renewed.
            first.Add(await SecondsAsync(() => ledger.LeaseAsync($"benchmark-{round}", TimeSpan.FromSeconds(90))));
            again.Add(await SecondsAsync(() => ledger.LeaseAsync($"benchmark-{round}", TimeSpan.FromSeconds(90))));
            await ledger.ReleaseAsync($"benchmark-{round}");
            raw.Add(await SecondsAsync(() => RawTextAsync(Path.Combine(scratch.Folder, "ledger.db"))));
        }

        var table = new Table("start with 10,000 waiting runs", "s");
        table.Add("take their leases and read them", Spread.Of(first).Show("0.000"));
        table.Add("renew and read them (every 30 s)", Spread.Of(again).Show("0.000"));
        table.Add("SELECT document alone, unread", Spread.Of(raw).Show("0.000"));
        table.Print("reading");
    }

    private static async Task<double> SecondsAsync<T>(Func<Task<T>> work)
    {
        var since = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    private static async Task<long> RawTextAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT document FROM runs";
        await using var reader = await command.ExecuteReaderAsync();
        long length = 0;
        while (await reader.ReadAsync())
        {
            length += reader.GetString(0).Length;
        }

        return length;
    }
}
