using System.Diagnostics;
using ChainForge.Benchmarks.Figures;

namespace ChainForge.Benchmarks.Ledgers;

/// <summary>What the disk itself takes: no durable write can be quicker.</summary>
internal static class RawDisk
{
    /// <summary>Median time of a write of 4 KB that is forced to the disk.</summary>
    public static double ForcedWriteMilliseconds()
    {
        using var scratch = new Scratch();
        using var file = new FileStream(Path.Combine(scratch.Folder, "raw"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            var since = Stopwatch.GetTimestamp();
            file.Write(block);
            file.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return Spread.Of(times).Median;
    }
}
