using System.ComponentModel;
using System.Diagnostics;

namespace ChainForge.Media;

/// <summary>Starts FFmpeg: raw pipes, low priority, and of our environment only what it needs.</summary>
internal static class FFmpegLaunch
{
    // It reads files of strangers, and the environment holds our key and the database's password: a list of what may pass, because
    // nobody can list every name that a secret has. Its folders, its language, its libraries, and where it may put what is temporary.
    private static readonly string[] Passed =
        ["PATH", "HOME", "USER", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TMP", "TEMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE"];

    private static readonly string[] PassedBeginnings = ["LC_", "XDG_"];

    /// <exception cref="MediaException">It is not there, or must not be run.</exception>
    public static Process Start(FFmpegCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => !MayPass(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        try
        {
            var process = Process.Start(start)!;
            BeNice(process);
            if (!command.FeedsInput)
            {
                process.StandardInput.Close();
            }

            return process;
        }
        catch (Win32Exception e)
        {
            // The system's own words: .NET's name folders.
            throw new MediaException($"{Path.GetFileName(command.Program)} can't be started: {new Win32Exception(e.NativeErrorCode).Message}. Install FFmpeg or name its folder.", e);
        }
    }

    /// <summary>Whether a variable of our environment is FFmpeg's business.</summary>
    internal static bool MayPass(string name) =>
        Passed.Contains(name, StringComparer.OrdinalIgnoreCase) || PassedBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

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
}
