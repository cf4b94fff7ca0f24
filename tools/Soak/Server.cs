using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChainForge.Soak;

/// <summary>A <c>chainforge serve</c> that is killed, frozen and stopped, and started again on the same port.</summary>
internal sealed class Server(string folder, IReadOnlyDictionary<string, string> environment) : IDisposable
{
    private readonly int _port = FreePort();
    private Process? _process;

    public bool Runs => _process is { HasExited: false };

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "chainforge.dll"), "serve", "--urls", $"http://127.0.0.1:{_port}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["ChainForge__Webhooks__PublicUrl"] = $"http://127.0.0.1:{_port}";
        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Write;
        _process.ErrorDataReceived += Write;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP, and after a while SIGCONT.</summary>
    public async Task FreezeAsync(TimeSpan time)
    {
        Signal("STOP");
        await Task.Delay(time, TimeProvider.System);
        Signal("CONT");
    }

    /// <returns>How long it took to end after SIGTERM.</returns>
    public async Task<TimeSpan> TerminateAsync()
    {
        var since = Stopwatch.GetTimestamp();
        Signal("TERM");
        await _process!.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(since);
    }

    public void Dispose()
    {
        if (Runs)
        {
            _process!.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        kill.WaitForExit();
    }

    private void Write(object sender, DataReceivedEventArgs line)
    {
        lock (environment)
        {
            File.AppendAllText(Path.Combine(folder, $"server-{_port}.log"), $"{line.Data}\n");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
