using System.ComponentModel;
using System.Diagnostics;

namespace ChainForge.Media;

/// <summary>
/// One running FFmpeg with raw pipes. It dies with its cancellation, when somebody has waited too long for it, and when it is disposed of;
/// killing it ends every read and write on its pipes, so nothing here can wait for a dead process.
/// </summary>
internal sealed class FFmpegProcess : IAsyncDisposable
{
    // Long enough to read what a killed process had still to say.
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(2);

    // Whoever told it to stop tells us as well, within moments.
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(2);

    /// <summary>What a pipe holds: each such part that is taken is a sign of life.</summary>
    public const int Part = 64 * 1024;

    // Twice what a probe of four hours prints.
    private const int MostText = 256 * 1024 * 1024;

    // From here on an exit code tells of a signal: somebody ended it, or the system for want of memory.
    private const int Killed = 128;

    private readonly FFmpegCommand _command;
    private readonly Process _process;
    private readonly StderrTail _tail;
    private readonly Task _stderr;
    private readonly Patience _patience;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _killOnCancel;

    // What a killed process started may have left its family, and then holds our pipes open: nobody waits for it.
    private readonly CancellationTokenSource _over;
    private readonly Task _output;

    private FFmpegProcess(FFmpegCommand command, Process process, TimeSpan stall, TimeProvider time, CancellationToken cancellation)
    {
        (_command, _process, _time, _cancellation) = (command, process, time, cancellation);
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _patience = new Patience(stall, command.MostTime, time, Kill);
        _tail = new StderrTail(new ForeignWords(command.Arguments));
        _stderr = _tail.FillAsync(process.StandardError);
        _output = command.FeedsInput ? ThrowAwayOutputAsync() : Task.CompletedTask;
        _killOnCancel = cancellation.Register(Kill);
    }

    public static FFmpegProcess Start(FFmpegCommand command, TimeSpan stall, TimeProvider time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new FFmpegProcess(command, FFmpegLaunch.Start(command), stall, time, cancellation);
    }

    /// <summary>Runs a command to its end; whatever it prints is thrown away and counts as a sign of life.</summary>
    public static async Task RunAsync(FFmpegCommand command, TimeSpan stall, TimeProvider time, CancellationToken cancellation) =>
        await ReadTextAsync(command, stall, time, cancellation);

    /// <summary>Runs a command to its end and returns what it printed.</summary>
    public static async Task<string> ReadTextAsync(FFmpegCommand command, TimeSpan stall, TimeProvider time, CancellationToken cancellation)
    {
        await using var process = Start(command, stall, time, cancellation);
        using var text = new MemoryStream();
        var buffer = new byte[Part];
        int read;
        while ((read = await process.ReadAsync(buffer)) > 0)
        {
            if (text.Length + read > MostText)
            {
                throw new MediaException($"FFmpeg could not {command.Purpose}: it printed more than any clip has to tell. The file may be damaged.");
            }

            await text.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
        }

        await process.CompleteAsync();
        return System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>Fills the buffer, or less where the output ends.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        using var waiting = _patience.Wait();
        return await FillAsync(buffer);
    }

    /// <summary>Feeds the process.</summary>
    /// <exception cref="MediaException">It ended before it had read all.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var waiting = _patience.Wait();
            for (; bytes.Length > 0; bytes = bytes[Math.Min(Part, bytes.Length)..])
            {
                await _process.StandardInput.BaseStream.WriteAsync(bytes[..Math.Min(Part, bytes.Length)], CancellationToken.None).AsTask().WaitAsync(_over.Token);
                _patience.SignOfLife();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            await CompleteAsync();
            throw new MediaException($"FFmpeg could not {_command.Purpose}: it stopped reading. {e.Message}", e);
        }
    }

    /// <summary>Says that there is no more to come and waits for the end.</summary>
    /// <exception cref="MediaException">It failed, stalled or took too long.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task CompleteAsync()
    {
        if (_command.FeedsInput)
        {
            CloseInput();
        }

        await EndAsync();
        _cancellation.ThrowIfCancellationRequested();
        if (_patience.Ended is { } why)
        {
            throw new MediaException($"FFmpeg could not {_command.Purpose}: {why} {_tail}");
        }

        if (WasToldToStop())
        {
            await Task.Delay(AfterStop, _time, _cancellation);
            throw new MediaException($"FFmpeg could not {_command.Purpose}: somebody told it to stop (exit code {_process.ExitCode}).");
        }

        // FFmpeg ends well (measured: 5.1) when only the end of a file did not fit; the file has no index then.
        var full = _tail.SaysDiskFull;
        if (_process.ExitCode != 0 || full)
        {
            var remedy = full ? " The disk takes no more: make room and try again." : _command.Remedy is { } known && _process.ExitCode < Killed ? $" {known}" : "";
            throw new MediaException($"FFmpeg could not {_command.Purpose} (exit code {_process.ExitCode}).{remedy} It said: {_tail}") { IsDiskFull = full };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _killOnCancel.DisposeAsync();
        await _patience.DisposeAsync();
        Kill();
        await EndAsync();
        _process.Dispose();
        _over.Dispose();
    }

    private async Task EndAsync()
    {
        using var waiting = _patience.Wait();
        try
        {
            await _process.WaitForExitAsync(_over.Token);
            await Task.WhenAll(_stderr, _output).WaitAsync(_over.Token);
        }
        catch (OperationCanceledException)
        {
            // Killed, and a pipe of it is still open.
        }
    }

    private async Task<int> FillAsync(Memory<byte> buffer)
    {
        var filled = 0;
        try
        {
            while (filled < buffer.Length && await _process.StandardOutput.BaseStream.ReadAsync(buffer[filled..], CancellationToken.None).AsTask().WaitAsync(_over.Token) is > 0 and var read)
            {
                filled += read;
                _patience.SignOfLife();
            }
        }
        catch (OperationCanceledException)
        {
            // Killed: what came until then is all there is.
        }

        return filled;
    }

    // Nobody reads what one prints that is fed; a full pipe would hold it up for ever.
    private async Task ThrowAwayOutputAsync()
    {
        var waste = new byte[1024];
        try
        {
            while (await _process.StandardOutput.BaseStream.ReadAsync(waste, CancellationToken.None) > 0)
            {
                _patience.SignOfLife();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Disposed of, with what it started still holding the pipe.
        }
    }

    // Ctrl-C and most service managers tell all processes of a program at once, and FFmpeg may hear of it before we do. It has not
    // failed then: 130 and 143 are SIGINT and SIGTERM, 255 without a word is what FFmpeg itself makes of them.
    private bool WasToldToStop() => _process.ExitCode is 130 or 143 || (_process.ExitCode == 255 && _tail.ToString().Length == 0);

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

    // Also from a timer, where whatever is thrown would end the program.
    private void Kill()
    {
        try
        {
            // Of one that is over no family can be found, but to learn that, all processes of the machine would be looked at.
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It is over already, or one of its children is not ours to kill: nobody waits for that one.
        }

        try
        {
            _over.CancelAfter(AfterKill);
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }
}
