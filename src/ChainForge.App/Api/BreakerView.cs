using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary>The breaker as <c>breaker --json</c> and the API tell it.</summary>
/// <param name="State"><c>open</c>: nothing new is submitted, polls and downloads go on; or <c>closed</c>.</param>
/// <param name="OpenUntil">When it closes by itself; null while it is closed.</param>
/// <param name="Outcomes">The unknown outcomes since a person last closed it, oldest first.</param>
public sealed record BreakerView(string State, DateTimeOffset? OpenUntil, IReadOnlyList<LostOutcome> Outcomes)
{
    /// <summary>Tells it.</summary>
    public static BreakerView Of(BreakerState state) => new(state.OpenUntil is null ? "closed" : "open", state.OpenUntil, state.Outcomes);
}
