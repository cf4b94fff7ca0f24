namespace ChainForge.Benchmarks.Figures;

/// <summary>The most memory that a process and all that it started hold at once, looked at five times a second; 0 where there is no <c>/proc</c>.</summary>
internal sealed class FamilyMemory : IDisposable
{
    // Each look takes a millisecond of the processors whose work is timed.
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly int _root;
    private readonly Timer _timer;
    private long _peak;

    public FamilyMemory(int root)
    {
        _root = root;
        _timer = new Timer(_ => Look(), null, TimeSpan.Zero, Every);
    }

    public double PeakMegabytes => Interlocked.Read(ref _peak) / 1048576.0;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (!Directory.Exists("/proc"))
        {
            return;
        }

        var sum = Family().Sum(Resident);
        if (sum > Interlocked.Read(ref _peak))
        {
            Interlocked.Exchange(ref _peak, sum);
        }
    }

    private List<int> Family()
    {
        var family = new List<int> { _root };
        for (var i = 0; i < family.Count; i++)
        {
            // Each thread has its own list: a child belongs to the thread that started it.
            var tasks = $"/proc/{family[i]}/task";
            foreach (var task in Directory.Exists(tasks) ? Directory.GetDirectories(tasks) : [])
            {
                family.AddRange(Read(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));
            }
        }

        return family;
    }

    private static long Resident(int process) =>
        Read($"/proc/{process}/statm").Split(' ') is [_, var pages, ..] ? long.Parse(pages) * Environment.SystemPageSize : 0;

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended in the meantime.
            return "";
        }
    }
}
