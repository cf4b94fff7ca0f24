namespace ChainForge.App.Dashboard;

/// <summary>Where things are, seen from a browser. Nothing but ids and numbers goes into an address.</summary>
/// <param name="Root">Path base of the service, usually empty.</param>
internal sealed record Links(string Root)
{
    public string Chains => $"{Root}/hangfire/chains";

    public string Run(string runId) => $"{Root}/hangfire/chains/run/{Uri.EscapeDataString(runId)}";

    public string Video(string runId) => $"{Files(runId)}/video";

    public string Download(string runId) => $"{Files(runId)}/video?download=true";

    public string FilmStrip(string runId) => $"{Files(runId)}/film-strip";

    public string LastFrame(string runId, int number) => $"{Files(runId)}/segments/{number}/last-frame";

    public string Clip(string runId, int number) => $"{Files(runId)}/segments/{number}/clip";

    public string Say(string runId, string verb) => $"{Root}/api/runs/{Uri.EscapeDataString(runId)}/{verb}";

    public string CloseBreaker => $"{Root}/api/breaker/close";

    private string Files(string runId) => $"{Root}/runs/{Uri.EscapeDataString(runId)}";
}
