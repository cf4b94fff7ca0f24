using ChainForge.Runs;

namespace ChainForge.Benchmarks.Overhead;

/// <summary><c>chainforge run FILE</c>, as a user types it.</summary>
internal sealed class RunContender(TimeSpan interval) : IContender
{
    public string Name => $"chainforge run, polls every {interval.TotalSeconds:0.##} s";

    public async Task<Timeline> MakeAsync(Uri account, string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "benchmark.yaml"), SampleChains.Yaml);
        var started = TimeProvider.System.GetUtcNow();
        using var process = ChainForgeProgram.Start(account, folder, interval, ["run", "benchmark.yaml", "--yes"]);
        await process.WaitForExitAsync();
        var ended = TimeProvider.System.GetUtcNow();
        await using var ledger = await RunLedger.OpenEmbeddedAsync(Path.Combine(folder, "data"), TimeProvider.System);
        return await ChainForgeProgram.ReadAsync(ledger, started, ended);
    }
}
