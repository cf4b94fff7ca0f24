using ChainForge.Runs;

namespace ChainForge.App.Dashboard.Reading;

/// <summary>Everything that the Chains page shows.</summary>
/// <param name="Runs">The newest runs, newest first, and all older ones that are not at their end.</param>
/// <param name="Hidden">How many ended runs are not among them.</param>
/// <param name="Shown">How many of the newest were asked for.</param>
/// <param name="Files">The chain files in the pipelines folder.</param>
/// <param name="Folder">That folder.</param>
/// <param name="Breaker">Whether new submits are held back.</param>
/// <param name="Links">Where things are.</param>
internal sealed record ChainsView(
    IReadOnlyList<RunView> Runs, int Hidden, int Shown, IReadOnlyList<PipelineFile> Files, string Folder, BreakerState Breaker, Links Links);

/// <summary>Everything that a run's page shows.</summary>
/// <param name="Of">The run.</param>
/// <param name="History">What happened, oldest first.</param>
/// <param name="Seams">What was measured at its joints; null before the video is finished.</param>
internal sealed record RunPageView(RunView Of, IReadOnlyList<RunEvent> History, SeamFigures? Seams);

/// <summary>How many runs are under way, and how many need a person, for the menu.</summary>
internal sealed record RunCounts(int Running, int Parked);
