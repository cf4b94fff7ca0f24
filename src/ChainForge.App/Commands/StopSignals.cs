using System.Runtime.InteropServices;

namespace ChainForge.App.Commands;

/// <summary>Ctrl-C and SIGTERM ask a command to end; what has not ended in time is left behind.</summary>
/// <remarks>System.CommandLine has the same, but dies of an unhandled exception when a second signal follows at once.</remarks>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _listening;

    public StopSignals() => _listening = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The command's exit code; <see cref="ExitCode.Cancelled"/> where it does not end within a time of the signal.</summary>
    public async Task<int> WithinAsync(Task<int> command, TimeSpan time)
    {
        try
        {
            return await command.WaitAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (!command.IsCompleted)
        {
            return await Task.WhenAny(command, Task.Delay(time, TimeProvider.System, CancellationToken.None)) == command ? await command : ExitCode.Cancelled;
        }
    }

    /// <summary>Signals end the program again. One may still be on its way, so what it cancels is left to the garbage collector.</summary>
    public void Dispose()
    {
        foreach (var listening in _listening)
        {
            listening.Dispose();
        }
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stop.Cancel();
    }
}
