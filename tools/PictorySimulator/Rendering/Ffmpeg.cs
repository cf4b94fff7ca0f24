using System.ComponentModel;
using System.Diagnostics;

namespace PictorySimulator.Rendering;

/// <summary>Runs <c>ffmpeg</c> from the path.</summary>
internal static class Ffmpeg
{
    /// <param name="arguments">All but the common ones.</param>
    /// <param name="feed">Writes to its standard input. Unset: nothing.</param>
    /// <param name="cancel">Kills it.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="RenderException">It is missing or failed.</exception>
    public static async Task<byte[]> RunAsync(
        IEnumerable<string> arguments, Func<Stream, Task>? feed, CancellationToken cancel)
    {
        using var process = Start(arguments);
        await using var kill = cancel.Register(() => process.Kill(entireProcessTree: true));
        using var output = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output, CancellationToken.None);
        try
        {
            if (feed is not null)
            {
                await feed(process.StandardInput.BaseStream);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended early; its exit code and message say why.
        }

        await Task.WhenAll(errors, reading, process.WaitForExitAsync(CancellationToken.None));
        cancel.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? output.ToArray()
            : throw new RenderException($"ffmpeg ended with {process.ExitCode}: {(await errors).Trim()}");
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", "-y", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start) ?? throw new RenderException("ffmpeg did not start.");
        }
        catch (Win32Exception e)
        {
            throw new RenderException($"ffmpeg could not be started: {e.Message}");
        }
    }
}
