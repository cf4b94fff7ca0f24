using ChainForge.Benchmarks;
using ChainForge.Benchmarks.Figures;
using ChainForge.Benchmarks.Ledgers;
using ChainForge.Benchmarks.Overhead;
using ChainForge.Benchmarks.Restart;
using ChainForge.Benchmarks.Stitching;
using ChainForge.Benchmarks.Watching;

(string Name, string What, Func<Arguments, Task> Run)[] benchmarks =
[
    ("overhead", "what a chain of 6 segments takes beyond its generations, beside a simple script", OverheadBenchmark.RunAsync),
    ("webhooks", "from the end of a job to the next segment's submit: called, and polled", WebhookBenchmark.RunAsync),
    ("watch", "10,000 runs that wait for the provider, asked for every 10 s", WatchBenchmark.RunAsync),
    ("ledger", "durable transitions a second, and the reading of 10,000 runs", LedgerBenchmark.RunAsync),
    ("restart", "a start with 10,000 unfinished runs [--postgres CONNECTION]", RestartBenchmark.RunAsync),
    ("stitch", "joining 5 and 20 clips, beside plain FFmpeg [--only 20x1080] [--side chainforge]", StitchBenchmark.RunAsync),
];

// Parts that a benchmark starts as processes of their own.
(string Name, Func<Arguments, Task> Run)[] parts =
[
    (StubServer.Part, _ => StubServer.RunAsync()),
    (WatchSide.Part, WatchSide.RunAsync),
    (StitchSide.Part, StitchSide.RunAsync),
];

var arguments = new Arguments(args);
if (parts.FirstOrDefault(part => part.Name == arguments.Name) is { Run: { } part })
{
    await part(arguments);
    return 0;
}

if (benchmarks.FirstOrDefault(benchmark => benchmark.Name == arguments.Name) is { Run: { } run })
{
    Console.WriteLine(await Machine.DescribeAsync());
    try
    {
        await run(arguments);
        return 0;
    }
    catch (TooSlowException e)
    {
        Console.WriteLine($"TOO SLOW: {e.Message}");
        return 1;
    }
}

Console.WriteLine("usage: Benchmarks NAME [--repeat 3] [--seconds 60]");
foreach (var (name, what, _) in benchmarks)
{
    Console.WriteLine($"  {name,-10} {what}");
}

return arguments.Name.Length == 0 ? 0 : 2;
