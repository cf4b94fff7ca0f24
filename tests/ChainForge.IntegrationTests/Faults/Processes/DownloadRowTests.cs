using ChainForge.IntegrationTests.Program;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>The real program is killed while a clip arrives.</summary>
public sealed class DownloadRowTests
{
    [Fact]
    public async Task Row36_Killed_in_the_middle_of_a_download_the_half_file_goes_and_the_clip_is_fetched_anew()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Simulator.State.Faults.Add(FaultTarget.Download, new() { StallAt = 1000 }, match: new() { Path = ".mp4" });
        var run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)));
        await Wait.UntilAsync(() => Partials(studio).Any(file => new FileInfo(file).Length > 0), "a download has begun");

        await run.KillAsync();

        Partials(studio).Should().NotBeEmpty();
        Directory.GetFiles(studio.Folder, "01.mp4", SearchOption.AllDirectories).Should().BeEmpty("a clip is whole or not there");
        var retry = await studio.RunAsync("retry", "harbour");
        retry.ExitCode.Should().Be(0, retry.Error);
        Books.AllCompleted(studio, await Books.ReadAsync(studio.Data), 1);
    }

    [Fact]
    public async Task Row36_Killed_between_the_rename_and_the_ledger_the_clip_is_not_fetched_twice()
    {
        await using var studio = await Studio.OpenAsync();
        var run = studio.StartStruck("dl.renamed", "kill", "run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)));
        (await run.ExitsAsync()).Should().Be(137);
        Directory.GetFiles(studio.Folder, "01.mp4", SearchOption.AllDirectories).Should().ContainSingle();

        var retry = await studio.RunAsync("retry", "harbour");

        retry.ExitCode.Should().Be(0, retry.Error);
        studio.Simulator.State.Requests.Count(request => request.Path.EndsWith(".mp4", StringComparison.Ordinal)).Should().Be(1, "it is hashed and taken as it is");
        Books.AllCompleted(studio, await Books.ReadAsync(studio.Data), 1);
    }

    [Fact]
    public async Task Row36_What_a_killed_program_left_of_a_cancelled_run_is_gone_after_the_next_start()
    {
        await using var studio = await Studio.OpenAsync();
        var stale = studio.Write("output/harbour/20261123-000000-gone/segments/01.mp4.partial", "half of a clip");
        var held = studio.Write("output/harbour/20261123-000000-here/segments/01.mp4.partial", "of a living process");
        await using var alive = new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        await studio.RunAsync("run", studio.Write("sea.yaml", Quick.Chain("sea", 1)));

        File.Exists(stale).Should().BeFalse();
        File.Exists(held).Should().BeTrue();
    }

    private static IEnumerable<string> Partials(Studio studio) => Directory.EnumerateFiles(studio.Folder, "*.mp4.partial", SearchOption.AllDirectories);
}
