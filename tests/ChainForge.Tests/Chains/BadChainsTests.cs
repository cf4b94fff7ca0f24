using ChainForge.Tests.Chains.Bad;

namespace ChainForge.Tests.Chains;

/// <summary>Every mistake that is known of, with the place and the words of its message.</summary>
public sealed class BadChainsTests : IDisposable
{
    private readonly ChainFolder _folder = new();

    public static IEnumerable<object[]> Rows =>
        new[] { BadYaml.Rows, BadBlocks.Rows, BadNames.Rows, BadModels.Rows, BadPrompts.Rows, BadStarts.Rows, BadSettings.Rows }
            .SelectMany(table => table)
            .Select(row => new object[] { row.Yaml, row.Expected });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public void Read_ABadChain_TellsPlaceValueAndRemedy(string yaml, string[] expected)
    {
        var reading = _folder.Read(yaml);

        reading.Problems.Select(problem => $"{problem.Line}:{problem.Column}: {problem.Message}").Should().Equal(expected);
        reading.Definition.Should().BeNull();
        reading.IsValid.Should().BeFalse();
    }
}
