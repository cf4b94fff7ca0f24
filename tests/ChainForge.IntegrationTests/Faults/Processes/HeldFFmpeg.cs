using System.Diagnostics;
using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>An FFmpeg that stands still when it begins to encode a video's sound, so that something can happen meanwhile; let go, it is the real one.</summary>
internal sealed class HeldFFmpeg
{
    private readonly string _folder;

    private HeldFFmpeg(string folder) => _folder = folder;

    /// <summary>How often a video's sound was begun.</summary>
    public int Calls => File.ReadAllLines(CallsFile).Length;

    private string CallsFile => Path.Combine(_folder, "calls");

    private string PidFile => Path.Combine(_folder, "held");

    /// <summary>Puts it into the studio for all programs started from now on.</summary>
    public static HeldFFmpeg In(Studio studio)
    {
        var held = new HeldFFmpeg(Path.Combine(studio.Folder, "held-ffmpeg"));
        Directory.CreateDirectory(held._folder);
        held.Script("ffprobe", "exec ffprobe \"$@\"");

        // Once only: whoever comes later is not held, but counted.
        held.Script("ffmpeg", $"case \"$*\" in *sound.mp4*) echo $$ >>'{held.CallsFile}'; if mkdir '{held._folder}/once' 2>/dev/null; then echo $$ >'{held.PidFile}.new'; mv '{held.PidFile}.new' '{held.PidFile}'; kill -STOP $$; fi;; esac\nexec ffmpeg \"$@\"");
        studio.With("ChainForge:FFmpeg:Folder", held._folder);
        return held;
    }

    /// <summary>Its process, once it is held.</summary>
    public async Task<int> HeldAsync()
    {
        await Wait.UntilAsync(() => File.Exists(PidFile) && IsStopped(), "FFmpeg begins to encode");
        return Pid;
    }

    /// <summary>Whether the process is still there (and no corpse).</summary>
    public bool Lives => StateOf(Pid) is not (null or 'Z');

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Pid}"]);
        kill.WaitForExit();
    }

    private int Pid => int.Parse(File.ReadAllText(PidFile));

    private bool IsStopped() => StateOf(Pid) == 'T';

    private static char? StateOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Script(string name, string body)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        using var chmod = Process.Start("chmod", ["+x", path]);
        chmod.WaitForExit();
    }
}
