using ChainForge.Runs;

namespace ChainForge.Tests.Runs;

public sealed class LeftoversTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_killed_process_left_in_a_run_goes_and_what_is_somebody_else_s_stays()
    {
        string[] ours = ["harbour/20261123-091500-k7qdbx/segments/01.mp4.partial", "harbour/20261123-091500-k7qdbx/harbour.mp4.lock", "harbour.mp4.ab12cd34.e5f.partial"];
        string[] theirs = ["Cargo.lock", "yarn.lock", "notes.partial", "web/yarn.lock", "web/src/thing.partial", "harbour/20261123-091500-k7qdbx/harbour.mp4", "harbour/mine.lock"];
        foreach (var name in ours.Concat(theirs))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.Of(name))!);
            File.WriteAllText(_folder.Of(name), "something");
        }

        Leftovers.Remove(_folder.Root);

        ours.Should().OnlyContain(name => !File.Exists(_folder.Of(name)));
        theirs.Should().OnlyContain(name => File.Exists(_folder.Of(name)));
    }
}
