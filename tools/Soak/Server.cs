using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChainForge.Soak;

/// <summary>A <c>chainforge serve</c> that is killed, frozen and stopped, and started again on the same port.</summary>
/// <param name="folder">Its working directory.</param>
/// <param name="environment">Added to this process's own.</param>
/// <param name="complain">Told of every end that nobody here brought about, and of every stop that went wrong.</param>
internal sealed class Server(string folder, IReadOnlyDictionary<string, string> environment, Action<string> complain) : IDisposable
{
    // Promised are 20 s; who takes longer is told off, who takes this long is killed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly int _port = FreePort();
    private Process? _process;
    private volatile bool _listens;

    public bool Runs => _process is { HasExited: false };

    /// <summary>Starts it where it does not run. One that has ended by itself is a fault of the program's.</summary>
    public void Start()
    {
        if (Runs)
        {
            return;
        }

        if (_process is { HasExited: true })
        {
            complain($"a server ended by itself with exit code {_process.ExitCode}");
        }

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
        Forget();
        _listens = false;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Write;
        _process.ErrorDataReceived += Write;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await EndAsync();
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
        var exitCode = await EndAsync();

        // Before it listens it may not have come to hear of signals at all.
        if (exitCode != 0 && _listens)
        {
            complain($"a server that was asked to stop ended with exit code {exitCode?.ToString() ?? "none"}");
        }

        return Stopwatch.GetElapsedTime(since);
    }

    public void Dispose()
    {
        if (Runs)
        {
            _process!.Kill(entireProcessTree: true);
            _process.WaitForExit(Patience);
        }

        Forget();
    }

    /// <returns>Its exit code; null when it had to be killed.</returns>
    private async Task<int?> EndAsync()
    {
        try
        {
            await _process!.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
            var exitCode = _process.ExitCode;
            Forget();
            return exitCode;
        }
        catch (TimeoutException)
        {
            complain($"a server was still there {Patience.TotalSeconds:0} s after it was to end");
            Dispose();
            return null;
        }
    }

    private void Forget()
    {
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
        _listens |= line.Data?.StartsWith("Dashboard: ", StringComparison.Ordinal) == true;
        lock (environment)
        {
            File.AppendAllText(Path.Combine(folder, $"server-{_port}.log"), $"{line.Data}\n");
        }
    }

    // Below the range that the system gives to outgoing connections: it must still be free at the next start.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
