namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>A folder with an <c>ffmpeg</c> that fails where it is told to, and is the real one everywhere else.</summary>
internal static class StubFFmpeg
{
    /// <param name="folder">Where to put it.</param>
    /// <param name="when">A pattern of the shell that the arguments must fit, for example <c>*libx264*</c>.</param>
    /// <param name="does">What is done then, before or instead of the real one.</param>
    public static string In(string folder, string when, string does)
    {
        var stubs = Path.Combine(folder, "stubs");
        Directory.CreateDirectory(stubs);
        Write(Path.Combine(stubs, "ffmpeg"), $"case \"$*\" in {when}) {does} ;; esac\nexec {Real("ffmpeg")} \"$@\"");
        Write(Path.Combine(stubs, "ffprobe"), $"exec {Real("ffprobe")} \"$@\"");
        return stubs;
    }

    /// <summary>The real ones, which note what they were told: a file for each start, an argument on each line.</summary>
    /// <param name="folder">Where to put them.</param>
    /// <param name="notes">The folder of the notes.</param>
    public static string Noting(string folder, string notes)
    {
        var stubs = Directory.CreateDirectory(Path.Combine(folder, "stubs")).FullName;
        foreach (var program in new[] { "ffmpeg", "ffprobe" })
        {
            Write(Path.Combine(stubs, program), $"printf '%s\\n' \"$@\" >'{notes}/{program}-'$$\nexec {Real(program)} \"$@\"");
        }

        return stubs;
    }

    private static string Real(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).First(File.Exists);

    private static void Write(string path, string script)
    {
        // By rename: the program may be starting the one before right now.
        var next = path + ".new";
        File.WriteAllText(next, $"#!/bin/sh\n{script}\n");
        System.Diagnostics.Process.Start("chmod", ["+x", next]).WaitForExit();
        File.Move(next, path, overwrite: true);
    }
}
