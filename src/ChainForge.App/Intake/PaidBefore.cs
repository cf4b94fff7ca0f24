using ChainForge.Chains;
using ChainForge.Runs;

namespace ChainForge.App.Intake;

/// <summary>Finds the run whose clips a chain would pay for once more, though it can go on.</summary>
internal static class PaidBefore
{
    /// <param name="runs">All that are known.</param>
    /// <param name="chain">The chain; another budget makes no other film of it.</param>
    public static Run? Find(IEnumerable<Run> runs, ChainDefinition chain)
    {
        var film = chain.Film();
        return runs.FirstOrDefault(run => run.Chain == chain.Name && GoesOnOrIsPaidFor(run) && run.Definition.Film() == film);
    }

    private static bool GoesOnOrIsPaidFor(Run run) => run.State switch
    {
        // One that has not spent yet will, and so will one that waits for a raised budget.
        RunState.Running => true,
        RunState.Parked when run.Parking?.Cause == ParkingCause.Budget => true,
        RunState.Parked or RunState.Failed => run.Spent + run.Reserved > 0,
        _ => false,
    };
}
