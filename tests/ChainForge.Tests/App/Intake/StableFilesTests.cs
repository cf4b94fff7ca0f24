using ChainForge.App.Intake;

namespace ChainForge.Tests.App.Intake;

public sealed class StableFilesTests
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private readonly StableFiles _files = new();

    [Fact]
    public void A_file_counts_once_it_looks_the_same_three_times()
    {
        Look(("a.yaml", 10, 0)).Should().BeEmpty();
        Look(("a.yaml", 10, 0)).Should().BeEmpty();
        Look(("a.yaml", 10, 0)).Should().Equal("a.yaml");
        Look(("a.yaml", 10, 0)).Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_still_grows_is_left_alone()
    {
        Look(("a.yaml", 10, 0));
        Look(("a.yaml", 10, 0));
        Look(("a.yaml", 20, 1)).Should().BeEmpty();
        Look(("a.yaml", 20, 1)).Should().BeEmpty();
        Look(("a.yaml", 20, 1)).Should().Equal("a.yaml");
    }

    [Fact]
    public void A_changed_file_counts_again()
    {
        LookThrice(("a.yaml", 10, 0)).Should().Equal("a.yaml");
        LookThrice(("a.yaml", 10, 5)).Should().Equal("a.yaml");
    }

    [Fact]
    public void A_file_that_was_away_or_is_to_be_looked_at_again_counts_again()
    {
        LookThrice(("a.yaml", 10, 0)).Should().Equal("a.yaml");
        Look();
        LookThrice(("a.yaml", 10, 0)).Should().Equal("a.yaml");
        _files.Forget("a.yaml");
        Look(("a.yaml", 10, 0)).Should().Equal("a.yaml");
    }

    private IReadOnlyList<string> LookThrice((string Path, long Bytes, int Minutes) file)
    {
        Look(file).Should().BeEmpty();
        Look(file).Should().BeEmpty();
        return Look(file);
    }

    private IReadOnlyList<string> Look(params (string Path, long Bytes, int Minutes)[] files) =>
        _files.Look([.. files.Select(file => new FileStamp(file.Path, file.Bytes, Noon.AddMinutes(file.Minutes)))]);
}
