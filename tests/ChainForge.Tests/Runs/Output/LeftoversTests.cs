using System.Collections.Concurrent;
using ChainForge.Media;
using ChainForge.Runs;
using ChainForge.Tests.Media;

namespace ChainForge.Tests.Runs.Output;

public sealed class LeftoversTests : IDisposable
{
    private const string Run = "harbour/20261126-091500-k7qdbx";

    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    // Was: `--output .` in a project deleted its Cargo.lock and yarn.lock.
    [Theory]
    [InlineData("Cargo.lock")]
    [InlineData("web/node_modules/a/yarn.lock")]
    [InlineData("film.mp4.partial")]
    [InlineData("harbour/notes.lock")]
    [InlineData("harbour/segments/01.mp4.lock")]
    [InlineData("harbour/20261126-091500-k7qdbx/Cargo.lock")]
    [InlineData("harbour/20261126-091500-k7qdbx/segments/notes.partial")]
    [InlineData("harbour/20261126-091500-k7qdbx/segments/deeper/01.mp4.partial")]
    [InlineData("Harbour/20261126-091500-k7qdbx/segments/01.mp4.partial")]
    public void What_is_somebody_else_s_stays(string file)
    {
        Write(file);

        Leftovers.Remove(_output.Root);

        File.Exists(_output.Of(file)).Should().BeTrue();
    }

    [Fact]
    public void What_a_killed_process_left_goes_and_what_is_finished_stays()
    {
        string[] left =
        [
            "harbour.mp4.a1b2c3d4.e5f.partial", ".chainforge-probe-4711", $"{Run}/manifest.json.partial", $"{Run}/harbour.mp4.lock", $"{Run}/harbour.mp4.partial/picture.mp4",
            $"{Run}/segments/01.mp4.lock", $"{Run}/segments/02-dawn.mp4.partial", $"{Run}/frames/01-last.png.partial", $"{Run}/frames/01-handover.png.lock",
            $"{Run}/prepared/01/abcdefgh.ijk.partial/excerpt.mp4", $"{Run}/prepared/01/abcdefgh.ijk.partial/sound.f32", $"{Run}/prepared/01/clip.json.abcdefgh.ijk.partial",
        ];
        string[] finished =
        [
            "harbour.mp4", $"{Run}/harbour.mp4", $"{Run}/manifest.json", $"{Run}/segments/01.mp4", $"{Run}/segments/01.mp4.unusable",
            $"{Run}/frames/01-last.png", $"{Run}/prepared/01/clip.json", $"{Run}/prepared/01/tail-110-2-123456-638.mp4",
        ];
        foreach (var file in left.Concat(finished))
        {
            Write(file);
        }

        Leftovers.Remove(_output.Root);

        Files().Should().BeEquivalentTo(finished);
    }

    // What is called otherwise would stay for ever where a look is killed.
    [Fact]
    public async Task All_that_a_look_at_a_clip_writes_is_known_as_unfinished()
    {
        using var clips = new MediaFolder();
        var clip = await clips.ClipAsync("clip.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 48)] });
        var folder = Directory.CreateDirectory(_output.Of($"{Run}/prepared/01")).FullName;
        var written = new ConcurrentQueue<string>();
        var last = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
        watcher.Created += (_, file) =>
        {
            written.Enqueue(file.Name!);
            if (file.Name == "end")
            {
                last.SetResult();
            }
        };

        await new ClipPreparer(clips.Tools, new MediaLimits(), TimeProvider.System).FindOrPrepareAsync(
            clip, new PreparedFolder(folder), new PrepareOrder(EveryFrame: false, TailId: 1), CancellationToken.None);

        Write($"{Run}/prepared/01/end");
        await last.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var finished = Files().Select(Path.GetFileName).ToList();
        finished.Should().HaveCount(5).And.Contain(["clip.json", "sketch.bin"]).And.NotContain(name => name!.EndsWith(".partial"));
        written.Except(finished).Should().HaveCountGreaterThan(2).And.OnlyContain(name => name!.EndsWith(".partial"));
    }

    // FFmpeg holds none of the files that it writes: only the lock of the clip says that somebody is at it.
    [Theory]
    [InlineData("segments/01.mp4")]
    [InlineData("harbour.mp4")]
    [InlineData("frames/01-handover.png")]
    public void Where_somebody_works_nothing_goes(string piece)
    {
        Write($"{Run}/frames/01-last.png.partial");
        Write($"{Run}/prepared/01/abcdefgh.ijk.partial/tail.mp4");
        var before = Files();

        using (WorkLock.TryTake(_output.Of($"{Run}/{piece}")))
        {
            Leftovers.Remove(_output.Root);

            Files().Should().Contain(before);
        }

        Leftovers.Remove(_output.Root);

        Files().Should().BeEmpty();
    }

    [Fact]
    public void A_copy_that_is_being_made_stays()
    {
        Write("harbour.mp4.a1b2c3d4.e5f.partial");

        using (new FileStream(_output.Of("harbour.mp4.a1b2c3d4.e5f.partial"), FileMode.Open, FileAccess.Write, FileShare.Delete))
        {
            Leftovers.Remove(_output.Root);

            Files().Should().ContainSingle();
        }
    }

    [Fact]
    public void Links_lead_nowhere()
    {
        using var elsewhere = new TempFolder();
        var file = elsewhere.Of("20261126-091500-k7qdbx/segments/01.mp4.partial");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        Directory.CreateSymbolicLink(_output.Of("harbour"), elsewhere.Root);
        Directory.CreateSymbolicLink(_output.Of("loop"), _output.Root);

        Leftovers.Remove(_output.Root);

        File.Exists(file).Should().BeTrue();
    }

    private void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_output.Of(file))!);
        File.WriteAllText(_output.Of(file), "");
    }

    private string[] Files() => [.. Directory.GetFiles(_output.Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_output.Root, file))];
}
