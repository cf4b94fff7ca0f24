namespace ChainForge.App.Jobs;

/// <summary>Hangfire's queues: media work has its own few workers, so that it never starves a submit.</summary>
internal static class JobQueues
{
    public const string Runs = "default";
    public const string Media = "media";
}
