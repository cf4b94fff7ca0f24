using System.Text.RegularExpressions;
using ChainForge.Tests.Chains;

namespace ChainForge.Tests.Faults;

/// <summary>docs/faults.md tells the truth: each of its rows has a test at each level it names, and no test is missing from it.</summary>
public sealed partial class FaultTableTests
{
    private static readonly string Root = Path.GetDirectoryName(Repository.Pipelines)!;

    // What is promised: the table and its tests may say more, never less.
    private static readonly (string Levels, int[] Rows)[] Required =
    [
        ("S", [20, 21, 23, 28, 31, 32, 44, 48]),
        ("I", [6, 8, 9, 10, 11, 14, 15, 16, 24, 25, 27, 29, 35, 37, 38, 39, 45, 47, 49, 50]),
        ("K", [18, 36, 42, 43, 46]),
        ("S I", [7, 12, 13, 17, 19, 22, 26, 30, 33, 34]),
        ("S K", [1, 2, 3, 4, 5]),
        ("I K", [40, 41]),
    ];

    [Fact]
    public void EachRow_IsTestedAtTheLevelsThatItNeeds()
    {
        var required = Required.SelectMany(some => some.Rows.SelectMany(row => some.Levels.Split(' '), (row, level) => Cell($"{row}", level))).ToList();

        required.Select(cell => cell[..2]).Distinct().Should().HaveCount(50);
        required.Except(Tests()).Should().BeEmpty();
    }

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
