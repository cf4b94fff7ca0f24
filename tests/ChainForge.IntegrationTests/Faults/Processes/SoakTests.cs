using ChainForge.CrashPoints;
using ChainForge.Soak;
using Xunit.Abstractions;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>A few seconds of what <c>tools/soak.sh</c> does for ten minutes; the seed is printed, and is another one each time.</summary>
[TakesLong(80)]
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Killed_frozen_and_stopped_at_random_the_service_ends_with_the_bill_in_its_ledger()
    {
        await using var log = new StringWriter();
        var soak = new SoakRun(new() { Seed = Random.Shared.Next(1_000_000), Runs = 5, Trouble = TimeSpan.FromSeconds(15) }, log);

        var verdict = await soak.RunAsync();

        output.WriteLine(log.ToString());
        CaseCount.Add("random strikes", soak.Cases);
        verdict.Problems.Should().BeEmpty(log.ToString());
    }
}
