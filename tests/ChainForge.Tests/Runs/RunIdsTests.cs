using System.Text.RegularExpressions;
using ChainForge.Runs;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Runs;

/// <summary>Two runs of one second that were named alike failed to be recorded, once in a hundred runs of the suite.</summary>
public sealed class RunIdsTests
{
    [Fact]
    public void A_thousand_runs_of_one_second_have_names_of_their_own()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 15, 0, TimeSpan.Zero));

        var ids = Enumerable.Range(0, 1000).Select(_ => RunIds.New(time)).ToList();

        ids.Distinct().Count().Should().BeGreaterThan(998, "one pair alike is possible, once in eight hundred runs of this test");
        ids.Should().OnlyContain(id => Regex.IsMatch(id, "^20261123-091500-[bcdfghjkmnpqrstvwxz2-9]{6}$"));
    }
}
