using ChainForge.Chains;

namespace ChainForge.Tests.Chains;

public sealed class ExamplesTests
{
    private static readonly Dictionary<string, decimal> CreditsPerSecond = new()
    {
        ["pixverse5.5"] = 1.6m,
        ["veo3.1_fast"] = 10m,
        ["veo3.1"] = 20m,
    };

    public static IEnumerable<object[]> Files =>
        Directory.EnumerateFiles(Repository.Pipelines, "*.yaml").Select(file => new object[] { Path.GetFileName(file) });

    [Fact]
    public void ThereAreThreeExamples() =>
        Files.Select(row => (string)row[0]).Should().BeEquivalentTo("lighthouse.yaml", "tea-mountain.yaml", "street-dancer.yaml");

    [Theory]
    [MemberData(nameof(Files))]
    public void AnExample_IsAGoodChain_NamedAfterItsFile(string file)
    {
        var reading = ChainReader.Read(Path.Combine(Repository.Pipelines, file), TestLimits.Pictory);

        reading.Problems.Should().BeEmpty();
        reading.Definition!.Name.Should().Be(Path.GetFileNameWithoutExtension(file));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void AnExample_CostsLessThanItsBudget_AndTellsItsCost(string file)
    {
        var path = Path.Combine(Repository.Pipelines, file);
        var chain = ChainReader.Read(path, TestLimits.Pictory).Definition!;

        var cost = chain.Segments.Sum(segment => segment.Seconds) * CreditsPerSecond[chain.Model];

        chain.MaxCredits.Should().BeGreaterThan(cost);
        File.ReadAllText(path).Should().Contain($"= {cost:0.##} credits");
    }

    [Fact]
    public void TheLighthouse_IsThreeShortClipsFromPromptsAlone()
    {
        var chain = ChainReader.Read(Path.Combine(Repository.Pipelines, "lighthouse.yaml"), TestLimits.Pictory).Definition!;

        chain.Start.Should().Be(ChainStart.Nothing);
        chain.Segments.Should().HaveCount(3).And.OnlyContain(segment => segment.Seconds == 5 && segment.Handover == Handover.LastFrame);
    }
}
