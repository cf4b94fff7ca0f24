using System.Diagnostics;

namespace ChainForge.Benchmarks.Figures;

/// <summary>Processor time of this process and of all that it has waited for: what a job costs, however busy the machine is. Without <c>/proc</c> only its own.</summary>
internal static class ProcessorTime
{
    // Linux counts them in hundredths (USER_HZ) on every architecture that .NET runs on.
    private const double Ticks = 100;

    public static double Seconds()
    {
        if (!File.Exists("/proc/self/stat"))
        {
            return Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        }

        // Behind the name, which may hold spaces: state is the first field, utime, stime, cutime and cstime are the 12th to 15th.
        var stat = File.ReadAllText("/proc/self/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(long.Parse) / Ticks;
    }
}
