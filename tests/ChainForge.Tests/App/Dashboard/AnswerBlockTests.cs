using ChainForge.App.Api;
using ChainForge.App.Dashboard;
using ChainForge.App.Dashboard.Blocks;
using ChainForge.App.Dashboard.Reading;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using ChainForge.Tests.Runs.Transitions;

namespace ChainForge.Tests.App.Dashboard;

/// <summary>The buttons on a run's page.</summary>
public sealed class AnswerBlockTests
{
    // Was: where a raised budget was wanted as well, the page no longer asked before it paid for a clip once more.
    [Theory]
    [InlineData("lighthouse.yaml", 2)]
    [InlineData(null, 1)]
    public void What_pays_again_is_asked_about_also_where_the_budget_is_raised(string? file, int buttons)
    {
        var failed = Given.Run().Intend(0).Accept("01-1", "a").Then(r => r.GenerationFailed("01-1", TransitionSteps.Trouble, 3, Given.Now));
        var run = failed with { State = RunState.Parked, SourceFile = file, Parking = new Parking(ParkingCause.Budget, "why", null, []) };

        Buttons(run, "data-confirm=\"Pay 10 credits again for this clip?\"").Should().Be(buttons);
        Buttons(Given.Run() with { State = RunState.Parked, SourceFile = file, Parking = run.Parking }, "again for this clip?").Should().Be(0);
    }

    private static int Buttons(Run run, string holding) =>
        AnswerBlock.Of(new RunView(run, RunSummary.Of(run, "output"), null, Given.Now, new Links(""))).ToString()
            .Split("<button").Count(button => button.Contains("/retry\"", StringComparison.Ordinal) && button.Contains(holding, StringComparison.Ordinal));
}
