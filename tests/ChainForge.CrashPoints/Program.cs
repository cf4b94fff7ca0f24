using System.Globalization;
using ChainForge.App.Commands;
using ChainForge.App.Hosting;
using ChainForge.App.Jobs;
using ChainForge.CrashPoints;
using ChainForge.Media;
using ChainForge.Runs;

// The real command line, with something around its parts: the product itself has no hook for it.
var points = new Strike(Environment.GetEnvironmentVariable("CRASH_AT"), Environment.GetEnvironmentVariable("CRASH_DO"));
var real = Parts.Real;
return await CommandLine.RunAsync(args, new Parts
{
    OpenLedger = async (settings, time, cancellationToken) => new RunLedger(
        new CrashingStore(
            settings.Storage.Provider == StorageProvider.Embedded
                ? await SqliteLedgerStore.OpenAsync(settings.Paths.Data, time, busySeconds: 30, cancellationToken)
                : await PostgreSqlLedgerStore.OpenAsync(settings.Storage.ConnectionString!, cancellationToken),
            points),
        time),
    Provider = (settings, time, loggers) => new CrashingProvider(real.Provider(settings, time, loggers), points),
    Media = (tools, time) => new CrashingMedia(Seconds("CRASH_STALL") is { } stall ? new ClipMedia(tools, time, new MediaLimits { Stall = stall }) : real.Media(tools, time), points),
    Sweep = Outlived(Seconds("CRASH_LEASE") is { } lease ? new() { Interval = lease / 4, Lease = lease, Forgotten = lease } : real.Sweep),
    Engine = options => options with
    {
        SendWithin = Seconds("CRASH_SEND_WITHIN") ?? options.SendWithin,
        AnswerWithin = Seconds("CRASH_ANSWER_WITHIN") ?? options.AnswerWithin,
    },
});

// A scheduler that does not hear of a worker's life: a job that takes longer than this is given out a second time.
static SweepOptions Outlived(SweepOptions sweep) => Seconds("CRASH_INVISIBLE") is { } time ? sweep with { Invisibility = time, KeepsJobs = false } : sweep;

static TimeSpan? Seconds(string variable) =>
    Environment.GetEnvironmentVariable(variable) is { } text ? TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture)) : null;
