using PictorySimulator.Admin;
using PictorySimulator.Faults;
using PictorySimulator.Jobs;
using PictorySimulator.Rendering;

namespace PictorySimulator;

/// <summary>Everything one simulator consists of, wired by hand.</summary>
internal sealed class Simulation : IDisposable
{
    private readonly SourceFetcher sources = new();
    private readonly WebhookCaller webhooks;

    public Simulation(SimulatorSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        Settings = settings;
        Time = time;
        Board = new(time);
        Urls = new(settings);
        Documents = new(settings, Urls);
        webhooks = new(settings, time, Documents, Faults);
        Folder = Directory.CreateTempSubdirectory("pictory-simulator-").FullName;
        var renderer = new ClipRenderer(settings, Path.Combine(Folder, "jobs"));
        Runner = new(settings, time, sources, renderer, webhooks, () => Board.CreditsUsed, loggers.CreateLogger<JobRunner>());
        Sender = new(time);
        State = new(this);
    }

    public SimulatorSettings Settings { get; }
    public TimeProvider Time { get; }
    public JobBoard Board { get; }
    public MediaUrls Urls { get; }
    public JobDocuments Documents { get; }
    public JobRunner Runner { get; }
    public SourceFetcher Sources => sources;
    public WebhookCaller Webhooks => webhooks;
    public FaultScript Faults { get; } = new();
    public FaultySender Sender { get; }
    public RequestLog Requests { get; } = new();
    public SimulatorState State { get; }

    /// <summary>Results and uploads; gone with the simulator.</summary>
    public string Folder { get; }

    public string Uploads => Path.Combine(Folder, "uploads");

    public void Dispose()
    {
        Runner.Dispose();
        webhooks.Dispose();
        sources.Dispose();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // Somebody looks at a file; the folder is a temporary one.
        }
    }
}
