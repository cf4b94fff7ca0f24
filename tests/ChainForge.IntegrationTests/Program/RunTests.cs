using System.Text.Json;
using PictorySimulator;

namespace ChainForge.IntegrationTests.Program;

/// <summary><c>chainforge run</c> from a chain file to a video.</summary>
[TakesLong(125)]
public sealed class RunTests
{
    // 5 s at a tenth of the length and 24 frames a second.
    private const int FramesOfClip = 12;

    [Fact]
    public async Task A_chain_file_becomes_one_video_without_the_repeated_frames()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 3));

        var (exitCode, output, error) = await studio.RunAsync("run", file);

        exitCode.Should().Be(0, error);
        output.Should().Contain(studio.Video("harbour")).And.Contain("24 credits");
        var video = await Mp4.ProbeAsync(studio.Video("harbour"));
        video.Frames.Should().Be((3 * FramesOfClip) - 2);
        video.Codecs.Should().Be("h264/aac");
        video.SoundSeconds.Should().BeApproximately(video.PictureSeconds, 0.001);
        Directory.GetFiles(studio.Folder, "*.partial", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task Every_submit_carries_the_last_frame_of_the_job_before_and_there_is_one_a_segment()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 4));

        (await studio.RunAsync("run", file)).ExitCode.Should().Be(0);

        var submits = studio.Simulator.State.Requests.Where(request => request.Method == "POST" && request.Path.EndsWith("/videos", StringComparison.Ordinal)).ToList();
        submits.Should().HaveCount(4).And.OnlyContain(request => request.Status == 200);
        var jobs = studio.Simulator.State.Bill.Jobs;
        for (var n = 1; n < 4; n++)
        {
            jobs[n].FirstFrameImageUrl.Should().Contain(jobs[n - 1].JobId);
            jobs[n].Should().Match<PictorySimulator.Admin.BillEntry>(job => job.Model == "pixverse5.5" && job.AspectRatio == "16:9" && job.Seconds == 5);
        }
    }

    [Fact]
    public async Task The_key_goes_to_the_api_alone_and_into_no_file()
    {
        await using var studio = await Studio.OpenAsync(new SimulatorSettings { SeparateMediaHost = true });
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 2));

        var (exitCode, output, error) = await studio.RunAsync("run", file);

        exitCode.Should().Be(0, error);
        var apiPort = studio.Simulator.BaseUrl.Port;
        studio.Simulator.State.Requests.Should().Contain(request => request.Port != apiPort)
            .And.OnlyContain(request => request.HasKey == (request.Port == apiPort));
        (output + error).Should().NotContain(Studio.Key).And.NotContain("sig=");
        foreach (var written in Directory.GetFiles(studio.Folder, "*", SearchOption.AllDirectories))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(written));
            text.Should().NotContain(Studio.Key, written).And.NotContain("sig=", written);
        }
    }

    [Fact]
    public async Task The_manifest_tells_jobs_credits_and_seams()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 2));

        (await studio.RunAsync("run", file)).ExitCode.Should().Be(0);

        var folder = Directory.GetDirectories(Path.Combine(studio.Folder, "output", "harbour")).Single();
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"))).RootElement;
        manifest.GetProperty("credits").GetDecimal().Should().Be(16);
        manifest.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("attempts")[0].GetProperty("jobId").GetString())
            .Should().Equal(studio.Simulator.State.Bill.Jobs.Select(job => job.JobId));
        var seam = manifest.GetProperty("seams").EnumerateArray().Single();
        seam.GetProperty("atFrame").GetInt32().Should().Be(FramesOfClip - 1);
        seam.GetProperty("droppedTailFrames").GetInt32().Should().Be(1);
        seam.GetProperty("grade").GetString().Should().BeOneOf("good", "visible", "bad");
        File.Exists(Path.Combine(folder, "seams.json")).Should().BeTrue();
        File.Exists(Path.Combine(folder, "seams", "joint-001.jpg")).Should().BeTrue();
        File.Exists(Path.Combine(folder, "report.html")).Should().BeTrue();
        File.Exists(Path.Combine(folder, "film-strip.png")).Should().BeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_extended_clip_counts_once_whether_it_holds_its_source_or_not(bool includesSource)
    {
        await using var studio = await Studio.OpenAsync(new SimulatorSettings { ExtendIncludesSource = includesSource });
        var file = studio.Write("pier.yaml", """
            name: pier
            duration: 5s
            segments:
              - prompt: A wooden pier in the morning light
              - prompt: The tide comes in below the pier
                handover: extend
            """);

        var (exitCode, _, error) = await studio.RunAsync("run", file);

        exitCode.Should().Be(0, error);
        (await Mp4.ProbeAsync(studio.Video("pier"))).Frames.Should().BeInRange((2 * FramesOfClip) - 1, 2 * FramesOfClip);
    }

    [Fact]
    public async Task A_cut_starts_anew_and_drops_nothing()
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("two-worlds.yaml", """
            name: two-worlds
            duration: 5s
            segments:
              - prompt: A lighthouse at dawn above the sea
              - prompt: A city at night in the rain
                handover: cut
            """);

        (await studio.RunAsync("run", file)).ExitCode.Should().Be(0);

        (await Mp4.ProbeAsync(studio.Video("two-worlds"))).Frames.Should().Be(2 * FramesOfClip);
        studio.Simulator.State.Bill.Jobs[1].FirstFrameImageUrl.Should().BeNull();
    }

    [Fact]
    public async Task A_local_picture_is_uploaded_and_is_the_first_frame()
    {
        await using var studio = await Studio.OpenAsync();
        var picture = Path.Combine(AppContext.BaseDirectory, "Program", "harbour.png");
        Directory.CreateDirectory(Path.Combine(studio.Folder, "images"));
        File.Copy(picture, Path.Combine(studio.Folder, "images", "harbour.png"));
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 1, "start: { firstFrame: images/harbour.png }\n"));

        var (exitCode, _, error) = await studio.RunAsync("run", file);

        exitCode.Should().Be(0, error);
        studio.Simulator.State.Requests.Should().ContainSingle(request => request.Method == "PUT").Which.HasKey.Should().BeFalse();
        studio.Simulator.State.Bill.Jobs.Single().FirstFrameImageUrl.Should().NotBeNull();
    }
}
