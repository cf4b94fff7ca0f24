using System.Text.Json;

namespace ChainForge.IntegrationTests.Program;

/// <summary>The commands that spend nothing.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("{ \"ChainForge\": { ", "appsettings.json:1: this is no JSON", "runs")]
    [InlineData(null, "cannot listen at", "serve", "--urls", "abc")]
    [InlineData(null, "cannot listen at", "serve", "--urls", "http://127.0.0.1:99999")]
    [InlineData(null, "speaks plain HTTP", "serve", "--urls", "https://127.0.0.1:5443")]
    [InlineData(null, "which is a file; name a folder", "serve", "--pipelines", "occupied")]
    public async Task A_wrong_setting_is_told_in_one_line(string? settings, string problem, params string[] command)
    {
        await using var studio = await Studio.OpenAsync();
        studio.Write("occupied", "a file");
        if (settings is not null)
        {
            studio.Write("appsettings.json", settings);
        }

        var (exitCode, _, error) = await studio.RunAsync(command);

        exitCode.Should().Be(2, error);
        error.Should().Contain(problem).And.NotContain("   at ");
    }

    [Fact]
    public async Task Validate_prints_every_problem_with_its_place_and_ends_with_2()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("bad.yaml", "name: bad\nmodle: veo3.1\nsegments:\n  - prompt: A lighthouse at dawn\n    duration: 7s\n");

        var (exitCode, output, _) = await studio.RunAsync("validate", file);

        exitCode.Should().Be(2);
        output.Should().Contain("bad.yaml:2:1: ").And.Contain("did you mean `model`").And.Contain("bad.yaml:5:15: ");
        studio.Simulator.State.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_bad_file_beside_a_good_one_stops_both_before_anything_is_spent()
    {
        await using var studio = await Studio.OpenAsync();
        var good = studio.Write("good.yaml", Quick.Chain("good", 1));
        var bad = studio.Write("bad.yaml", "segments: []\n");

        (await studio.RunAsync("run", good, bad)).ExitCode.Should().Be(2);

        studio.Simulator.State.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Plan_tells_what_it_will_cost_and_what_is_left_of_the_month()
    {
        await using var studio = await Studio.OpenAsync(new() { QuotaLimit = 100 });
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 3, "budget: { maxCredits: 20 }\n"));

        var (exitCode, output, _) = await studio.RunAsync("plan", file);

        exitCode.Should().Be(0);
        output.Should().Contain("24 credits of at most 20").And.Contain("would park after 2 segments").And.Contain("100 left");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();

        var json = JsonDocument.Parse((await studio.RunAsync("plan", file, "--json")).Output).RootElement;
        json.GetProperty("credits").GetDecimal().Should().Be(24);
    }

    [Fact]
    public async Task Doctor_finds_everything_in_order_and_names_what_is_not()
    {
        await using var studio = await Studio.OpenAsync();
        (await studio.RunAsync("doctor")).Should().Match<(int ExitCode, string Output, string Error)>(result => result.ExitCode == 0 && !result.Output.Contains("BAD"));

        studio.With("PICTORY_API_KEY", "").With("ChainForge:FFmpeg:Folder", studio.Folder);
        var (exitCode, output, _) = await studio.RunAsync("doctor");
        exitCode.Should().Be(1);
        output.Should().Contain("BAD  key").And.Contain("BAD  FFmpeg");
    }

    [Theory]
    [InlineData("ChainForge:Polling:Interval", "soon", "ChainForge:Polling:Interval")]
    [InlineData("ChainForge:Budget:MaxCreditsPerRun", "-1", "ChainForge:Budget:MaxCreditsPerRun")]
    [InlineData("ChainForge:Pictory:BaseUrl", "nonsense", "ChainForge:Pictory:BaseUrl")]
    [InlineData("ChainForge:Poling:Interval", "00:00:15", "Poling")]
    [InlineData("ChainForge:Storage:Provider", "PostgreSql", "ChainForge:Storage:ConnectionString")]
    [InlineData("ChainForge:Dashboard:User", "me", "ChainForge:Dashboard:Password")]
    public async Task Bad_settings_are_named_and_nothing_starts(string key, string value, string named)
    {
        await using var studio = (await Studio.OpenAsync()).With(key, value);

        var (exitCode, _, error) = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)));

        exitCode.Should().Be(2);
        error.Should().Contain(named);
        studio.Simulator.State.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Wrong_use_ends_with_2()
    {
        await using var studio = await Studio.OpenAsync();
        (await studio.RunAsync("fly")).ExitCode.Should().Be(2);
        (await studio.RunAsync("run")).ExitCode.Should().Be(2);
        (await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)))).ExitCode.Should().Be(0);
        (await studio.RunAsync("show", "nobody")).ExitCode.Should().Be(2);
        (await studio.RunAsync("retry", "harbour")).ExitCode.Should().Be(2, "it is completed");
        (await studio.RunAsync("run", "missing.yaml")).ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_started_and_the_remedy_is_named()
    {
        await using var studio = (await Studio.OpenAsync()).With("PICTORY_API_KEY", "");

        var (exitCode, _, error) = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)));

        exitCode.Should().Be(2);
        error.Should().Contain("PICTORY_API_KEY");
    }

    [Fact]
    public async Task To_cancel_nobody_needs_the_key()
    {
        await using var studio = await Studio.OpenAsync();
        (await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)))).ExitCode.Should().Be(0);
        studio.With("PICTORY_API_KEY", "");

        var (exitCode, _, error) = await studio.RunAsync("cancel", "harbour");

        exitCode.Should().Be(2);
        error.Should().Contain("has already ended");
    }

    [Fact]
    public async Task A_key_that_cannot_be_one_is_told_by_plan_and_doctor()
    {
        await using var studio = (await Studio.OpenAsync()).With("PICTORY_API_KEY", "bad key");

        (await studio.RunAsync("plan", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)))).ExitCode.Should().Be(0);
        (await studio.RunAsync("doctor")).Should().Match<(int ExitCode, string Output, string Error)>(result => result.ExitCode == 1 && result.Output.Contains("BAD  key"));
    }

    [Fact]
    public async Task Looking_leaves_nothing_behind()
    {
        await using var studio = await Studio.OpenAsync();

        (await studio.RunAsync("runs", "--json")).Should().Match<(int ExitCode, string Output, string Error)>(result => result.ExitCode == 0 && result.Output.Trim() == "[]");
        (await studio.RunAsync("doctor")).ExitCode.Should().Be(0);
        (await studio.RunAsync("show", "nothing")).Error.Should().Contain("There is no ledger in");

        Directory.GetFileSystemEntries(studio.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task Stitch_joins_clips_without_a_run()
    {
        await using var studio = await Studio.OpenAsync();
        (await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)))).ExitCode.Should().Be(0);
        var clips = Directory.GetFiles(studio.Folder, "0?.mp4", SearchOption.AllDirectories).Order().ToArray();
        clips.Should().HaveCount(2);

        var (exitCode, output, error) = await studio.RunAsync(["stitch", .. clips, "--to", "joined.mp4"]);

        exitCode.Should().Be(0, error);
        output.Should().Contain("1 frame repeated");
        (await Mp4.ProbeAsync(Path.Combine(studio.Folder, "joined.mp4"))).Frames.Should().Be(23);
        File.Exists(Path.Combine(studio.Folder, "joined-report", "report.html")).Should().BeTrue();
        File.Exists(Path.Combine(studio.Folder, "joined-report", "seams.json")).Should().BeTrue();
    }

    [Fact]
    public async Task Stitch_tells_what_was_made_and_what_was_not()
    {
        await using var studio = await Studio.OpenAsync();
        (await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)))).ExitCode.Should().Be(0);
        var clips = Directory.GetFiles(studio.Folder, "0?.mp4", SearchOption.AllDirectories).Order().ToArray();

        var nowhere = await studio.RunAsync(["stitch", .. clips, "--to", "/dev/null/joined.mp4"]);
        nowhere.ExitCode.Should().Be(1);
        nowhere.Error.Should().StartWith("/dev/null/joined.mp4: the video could not be written").And.Contain("--to");

        // Where the report belongs lies something else.
        studio.Write("kept-report", "mine");
        var kept = await studio.RunAsync(["stitch", .. clips, "--to", "kept.mp4"]);
        kept.ExitCode.Should().Be(1);
        kept.Error.Should().StartWith($"The video is finished: {Path.Combine(studio.Folder, "kept.mp4")}").And.Contain("kept-report");
        (await Mp4.ProbeAsync(Path.Combine(studio.Folder, "kept.mp4"))).Frames.Should().Be(23);

        // A video with fewer joints keeps no picture of those it had before.
        (await studio.RunAsync(["stitch", .. clips, "--to", "joined.mp4"])).ExitCode.Should().Be(0);
        var pictures = Path.Combine(studio.Folder, "joined-report", "seams");
        Directory.GetFiles(pictures).Should().ContainSingle();
        await File.WriteAllTextAsync(Path.Combine(pictures, "joint-mine.jpg"), "mine");
        (await studio.RunAsync(["stitch", clips[0], "--to", "joined.mp4"])).ExitCode.Should().Be(0);
        Directory.GetFiles(pictures).Select(picture => Path.GetFileName(picture)).Should().Equal("joint-mine.jpg");
    }

    [Fact]
    public async Task Stitch_tells_a_wrong_clip_and_spends_no_time_on_it()
    {
        await using var studio = await Studio.OpenAsync();
        var page = studio.Write("clip.mp4", "<html>not found</html>");

        var (exitCode, _, error) = await studio.RunAsync("stitch", page, "nowhere");

        exitCode.Should().Be(2);
        error.Should().Contain("clip.mp4: this is no MP4: it is a web page").And.Contain("nowhere: there is no such file or folder");
    }
}
