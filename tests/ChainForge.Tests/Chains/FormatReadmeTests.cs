using System.Text.RegularExpressions;
using ChainForge.Chains;

namespace ChainForge.Tests.Chains;

/// <summary>pipelines/README.md tells the truth: its chains are good, or fail with the very messages that stand below them.</summary>
public sealed partial class FormatReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Pipelines, "README.md"));

    public static IEnumerable<object[]> Chains =>
        Blocks().Matches(Readme).Select(match => new object[] { match.Groups["yaml"].Value, match.Groups["text"].Value });

    [Fact]
    public void TheReadme_HasGoodChainsAndBadOnes() =>
        Chains.Select(row => row[1]).Should().Contain("").And.Contain(text => ((string)text).Length > 500);

    [Theory]
    [MemberData(nameof(Chains))]
    public void AChain_HasTheProblemsThatStandBelowIt(string yaml, string expected)
    {
        var name = expected.Length > 0 ? expected[..expected.IndexOf(':')] : "my-film.yaml";

        var reading = ChainReader.ReadText(yaml, Path.Combine(Repository.Pipelines, name), TestLimits.Pictory);

        string.Concat(reading.Problems.Select(problem => problem with { File = name } + "\n")).Should().Be(expected);
    }

    [Fact]
    public void TheReadme_NamesEveryExampleAndModel()
    {
        ExamplesTests.Files.Should().OnlyContain(row => Readme.Contains($"({row[0]})"));
        TestLimits.Pictory.Models.Should().OnlyContain(model => Readme.Contains(
            $"| `{model.Name}` | {string.Join(", ", model.AspectRatios)} | {string.Join(", ", model.Seconds.Select(seconds => $"{seconds}s"))} |"));
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```\n(\n[^\n`]{1,40}\n)?(\n?```text\n(?<text>.*?)```)?", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
