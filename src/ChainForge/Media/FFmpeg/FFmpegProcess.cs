using System.ComponentModel;
using System.Diagnostics;

namespace ChainForge.Media;

/// <summary>
/// One running FFmpeg with raw pipes. It dies with its cancellation, when it stalls, and when it is disposed of;
/// killing it ends every read and write on its pipes, so nothing here can wait for a dead process.
/// </summary>
internal sealed class FFmpegProcess : IAsyncDisposable
{
    // Long enough to read what a killed process had still to say.
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(2);

    private readonly FFmpegCommand _command;
    private readonly Process _process;
    private readonly StderrTail _tail = new();
    private readonly Task _stderr;
    private readonly ITimer _watchdog;
    private readonly TimeSpan _stall;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _killOnCancel;

    // What a killed process started may have left its family, and then holds our pipes open: nobody waits for it.
    private readonly CancellationTokenSource _over;
    private volatile bool _stalled;

    private FFmpegProcess(FFmpegCommand command, Process process, TimeSpan stall, TimeProvider time, CancellationToken cancellation)
    {
        (_command, _process, _stall, _cancellation) = (command, process, stall, cancellation);
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _stderr = _tail.FillAsync(process.StandardError);
        _watchdog = time.CreateTimer(_ => { _stalled = true; Kill(); }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _killOnCancel = cancellation.Register(Kill);
    }

    public static FFmpegProcess Start(FFmpegCommand command, TimeSpan stall, TimeProvider time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Secretless(start);
        try
        {
            var process = Process.Start(start)!;
            BeNice(process);
            if (!command.FeedsInput)
            {
                process.StandardInput.Close();
            }

            return new FFmpegProcess(command, process, stall, time, cancellation);
        }
        catch (Win32Exception e)
        {
            throw new MediaException($"{command.Program} can't be started: {e.Message}. Install FFmpeg or name its folder.", e);
        }
    }

    /// <summary>Runs a command to its end; whatever it prints is thrown away and counts as a sign of life.</summary>
    public static async Task RunAsync(FFmpegCommand command, TimeSpan stall, TimeProvider time, CancellationToken cancellation) =>
        await ReadTextAsync(command, stall, time, cancellation);

    /// <summary>Runs a command to its end and returns what it printed.</summary>
    public static async Task<string> ReadTextAsync(FFmpegCommand command, TimeSpan stall, TimeProvider time, CancellationToken cancellation)
    {
        await using var process = Start(command, stall, time, cancellation);
        using var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await process.ReadAsync(buffer)) > 0)
        {
            await text.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
        }

        await process.CompleteAsync();
        return System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>Fills the buffer, or less where the output ends.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            // Whatever comes is a sign of life, however little: the words of a check fill no buffer in minutes.
            var filled = 0;
            while (filled < buffer.Length)
            {
                SignOfLife();
                var read = await _process.StandardOutput.BaseStream.ReadAsync(buffer[filled..], CancellationToken.None).AsTask().WaitAsync(_over.Token);
                if (read == 0)
                {
                    break;
                }

                filled += read;
            }

            // Until the next call nobody waits for it: a decoder that is started ahead of its turn may stand still as long as it takes.
            Rest();
            return filled;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>Feeds the process.</summary>
    /// <exception cref="MediaException">It ended before it had read all.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            SignOfLife();
            await _process.StandardInput.BaseStream.WriteAsync(bytes, CancellationToken.None).AsTask().WaitAsync(_over.Token);
            Rest();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            await CompleteAsync();
            throw new MediaException($"FFmpeg could not {_command.Purpose}: it stopped reading. {e.Message}", e);
        }
    }

    /// <summary>Says that there is no more to come and waits for the end.</summary>
    /// <exception cref="MediaException">It failed or stalled.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled here, or told to stop from outside.</exception>
    public async Task CompleteAsync()
    {
        if (_command.FeedsInput)
        {
            CloseInput();
        }

        SignOfLife();
        await EndAsync();
        _cancellation.ThrowIfCancellationRequested();
        if (_stalled)
        {
            throw new MediaException($"FFmpeg could not {_command.Purpose}: nothing happened for {_stall.TotalSeconds:0} s. The file may be damaged, or the machine overloaded; try again. {_tail}");
        }

        if (WasToldToStop())
        {
            throw new OperationCanceledException($"FFmpeg was told to stop while it should {_command.Purpose}.");
        }

        // FFmpeg ends well (measured: 5.1) when only the end of a file did not fit; the file has no index then.
        var full = _tail.SaysDiskFull;
        if (_process.ExitCode != 0 || full)
        {
            var remedy = full ? " The disk takes no more: make room and try again." : "";
            throw new MediaException($"FFmpeg could not {_command.Purpose} (exit code {_process.ExitCode}).{remedy} It said: {_tail}") { IsDiskFull = full };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _killOnCancel.DisposeAsync();
        await _watchdog.DisposeAsync();
        Kill();
        await EndAsync();
        _process.Dispose();
        _over.Dispose();
    }

    private async Task EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync(_over.Token);
            await _stderr.WaitAsync(_over.Token);
        }
        catch (OperationCanceledException)
        {
            // Killed, and a pipe of it is still open.
        }
    }

    /// <summary>It reads files that strangers made: what it need not know is not in its environment.</summary>
    private static void Secretless(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PICTORY_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ChainForge", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }
    }

    private static void BeNice(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // Already over, or not allowed: it only runs at normal priority.
        }
    }

    // Ctrl-C and most service managers tell all processes of a program at once, and FFmpeg may hear of it before we do. It has not
    // failed then: 130 and 143 are SIGINT and SIGTERM, 255 without a word is what FFmpeg itself makes of them.
    private bool WasToldToStop() => _process.ExitCode is 130 or 143 || (_process.ExitCode == 255 && _tail.ToString().Length == 0);

    private void SignOfLife() => _watchdog.Change(_stall, Timeout.InfiniteTimeSpan);

    private void Rest() => _watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The pipe is broken: its exit code says why.
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _over.CancelAfter(AfterKill);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It is over already, or one of its children cannot be ended by us.
        }
    }
}
