using System.Diagnostics;

namespace ChainForge.Benchmarks.Figures;

/// <summary>What this process takes from the machine between two moments.</summary>
internal sealed class ProcessMeter
{
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly TimeSpan _cpu;
    private readonly long _since = Stopwatch.GetTimestamp();
    private readonly long _allocated = GC.GetTotalAllocatedBytes();
    private readonly int _collections = GC.CollectionCount(0);
    private readonly double _workingSet;

    public ProcessMeter()
    {
        _cpu = _process.TotalProcessorTime;
        _workingSet = Megabytes(_process.WorkingSet64);
    }

    public ProcessUse Read()
    {
        _process.Refresh();
        var seconds = Stopwatch.GetElapsedTime(_since).TotalSeconds;
        return new ProcessUse(
            (_process.TotalProcessorTime - _cpu).TotalSeconds / seconds,
            _workingSet,
            Megabytes(_process.WorkingSet64),
            Megabytes(GC.GetTotalMemory(forceFullCollection: true)),
            Megabytes(GC.GetTotalAllocatedBytes() - _allocated) / seconds,
            GC.CollectionCount(0) - _collections,
            _process.Threads.Count);
    }

    private static double Megabytes(long bytes) => bytes / 1048576.0;
}

/// <summary>What a process took.</summary>
/// <param name="Cores">Processor time by wall time: 1 is a whole core.</param>
/// <param name="WorkingSetBefore">MB at the first moment.</param>
/// <param name="WorkingSetAfter">MB at the second.</param>
/// <param name="Heap">Managed MB that are still held, after a collection.</param>
/// <param name="AllocatedPerSecond">Managed MB a second.</param>
/// <param name="Collections">Garbage collections.</param>
/// <param name="Threads">Threads at the second moment.</param>
internal sealed record ProcessUse(
    double Cores, double WorkingSetBefore, double WorkingSetAfter, double Heap, double AllocatedPerSecond, int Collections, int Threads);
