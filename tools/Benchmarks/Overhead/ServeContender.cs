using System.Net;
using System.Net.Sockets;
using ChainForge.Runs;

namespace ChainForge.Benchmarks.Overhead;

/// <summary><c>chainforge serve</c> with webhooks: it already runs when the file is dropped.</summary>
internal sealed class ServeContender(TimeSpan interval) : IContender
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public string Name => "chainforge serve, webhooks";

    public async Task<Timeline> MakeAsync(Uri account, string folder)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        using var process = ChainForgeProgram.Start(account, folder, interval, ["serve", "--urls", url], ("ChainForge__Webhooks__PublicUrl", url));
        try
        {
            await UntilAsync(() => IsUpAsync(url));
            var draft = Path.Combine(folder, "benchmark.draft");
            await File.WriteAllTextAsync(draft, SampleChains.Yaml);
            var started = TimeProvider.System.GetUtcNow();
            File.Move(draft, Path.Combine(folder, "pipelines", "benchmark.yaml"), overwrite: true);
            await using var ledger = await RunLedger.OpenEmbeddedAsync(Path.Combine(folder, "data"), TimeProvider.System);
            await UntilAsync(async () => await ledger.ListAsync(limit: 1) is [{ State: not RunState.Running }]);
            return await ChainForgeProgram.ReadAsync(ledger, started, ended: null);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        while (!await done())
        {
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<bool> IsUpAsync(string url)
    {
        using var client = new HttpClient();
        try
        {
            using var reply = await client.GetAsync(new Uri($"{url}/health"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
