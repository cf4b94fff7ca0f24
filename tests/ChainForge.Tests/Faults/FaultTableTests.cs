using System.Text.RegularExpressions;
using ChainForge.Tests.Chains;

namespace ChainForge.Tests.Faults;

/// <summary>docs/faults.md tells the truth: each of its rows has a test at each level it names, and no test is missing from it.</summary>
public sealed partial class FaultTableTests
{
    private static readonly string Root = Path.GetDirectoryName(Repository.Pipelines)!;

    [Fact]
    public void EachRow_HasATestAtEachLevelItNames()
    {
        var rows = Rows().Matches(File.ReadAllText(Path.Combine(Root, "docs", "faults.md")))
            .SelectMany(row => row.Groups["levels"].Value.Split(' '), (row, level) => Cell(row.Groups["row"].Value, level))
            .ToList();

        rows.Select(row => row[..2]).Distinct().Should().Equal(Enumerable.Range(1, 50).Select(row => $"{row:00}"));
        Tests().Except(rows).Should().BeEmpty("every test named after a row belongs to a level that the table names");
        rows.Except(Tests()).Should().BeEmpty("every level that the table names has a test");
    }

    private static string Cell(string row, string level) => $"{int.Parse(row):00} {level}";

    private static IEnumerable<string> Tests() =>
        Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Names().Matches(File.ReadAllText(file)), (file, name) => (Level: LevelOf(file), name))
            .SelectMany(found => Numbers().Matches(found.name.Groups["rows"].Value), (found, number) => Cell(number.Groups[1].Value, found.Level))
            .Distinct();

    private static string LevelOf(string file) => Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Root, "tests"), file)) switch
    {
        { } folder when folder.StartsWith("ChainForge.Tests", StringComparison.Ordinal) => "S",
        { } folder when folder.EndsWith("Loopback", StringComparison.Ordinal) => "I",
        { } folder when folder.EndsWith("Processes", StringComparison.Ordinal) => "K",
        var folder => throw new InvalidOperationException($"a test of a row lies in {folder}, which has no level"),
    };

    [GeneratedRegex(@"^\| (?<row>\d+) \|.*\| (?<levels>[SIK]( [SIK])*) \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"public (async )?(Task|void) (?<rows>(Row\d\d_)+)")]
    private static partial Regex Names();

    [GeneratedRegex(@"Row(\d\d)_")]
    private static partial Regex Numbers();
}
