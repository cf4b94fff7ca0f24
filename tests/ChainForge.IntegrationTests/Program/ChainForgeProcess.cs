using System.Diagnostics;
using System.Text;

namespace ChainForge.IntegrationTests.Program;

/// <summary>The real program as its user starts it: a process of its own, told only by arguments and environment.</summary>
internal sealed class ChainForgeProcess : IDisposable
{
    // Beside the tests, or where tools/test.sh has compiled them ahead of time.
    private static readonly string Programs = Environment.GetEnvironmentVariable("CHAINFORGE_PROGRAMS") ?? AppContext.BaseDirectory;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private ChainForgeProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => Read(_output);

    public string Error => Read(_error);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <param name="folder">Its working directory.</param>
    /// <param name="environment">Added to this process's own.</param>
    /// <param name="program">The program's file, <c>chainforge.dll</c> or one that starts the same command line.</param>
    /// <param name="arguments">The command.</param>
    public static ChainForgeProcess Start(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Programs, program), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ChainForge", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChainForgeProcess(Process.Start(start)!);
    }

    /// <summary>Waits for a piece of text in what the program prints.</summary>
    public async Task SeesAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_awaited)
        {
            _awaited.Add((text, seen));
            Check();
        }

        using var deadline = new CancellationTokenSource(Deadlines.Long);
        await Task.WhenAny(seen.Task, _process.WaitForExitAsync(deadline.Token));
        seen.Task.IsCompleted.Should().BeTrue($"\"{text}\" should be printed; it printed:\n{Output}\n{Error}");
    }

    public async Task<int> ExitsAsync()
    {
        using var deadline = new CancellationTokenSource(Deadlines.Long);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops a program.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Signal("INT");

    /// <summary>SIGSTOP: it stands still, and knows nothing of it.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signal("CONT");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    private void Take(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_awaited)
        {
            text.AppendLine(line);
            Check();
        }
    }

    private void Check()
    {
        foreach (var (text, seen) in _awaited)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal) || _error.ToString().Contains(text, StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        }
    }

    private string Read(StringBuilder text)
    {
        lock (_awaited)
        {
            return text.ToString();
        }
    }
}
