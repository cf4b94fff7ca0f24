using ChainForge.Benchmarks.Figures;

namespace ChainForge.Benchmarks.Watching;

/// <summary>What one side of the comparison gave.</summary>
/// <param name="Runs">Runs that were waited for.</param>
/// <param name="PollsPerSecond">Questions as the server counted them; as the watch counted them where there was no server.</param>
/// <param name="LagP50">Seconds from a question's due time until somebody began to ask it.</param>
/// <param name="LagP99">The same, 99 of 100.</param>
/// <param name="LagMost">The latest of all.</param>
/// <param name="ReadSeconds">Reading all unfinished runs at the start; null where nothing is read.</param>
/// <param name="PlaceSeconds">Giving each its place.</param>
/// <param name="Use">What the process took.</param>
internal sealed record WatchFigures(
    int Runs, double PollsPerSecond, double LagP50, double LagP99, double LagMost, double? ReadSeconds, double? PlaceSeconds, ProcessUse Use);
