using ChainForge.Runs;
using ChainForge.Tests.Providers.Pictory.Support;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>The clip is paid for and its host misbehaves: it arrives whole or not at all, and is never paid again.</summary>
public sealed class Row35DownloadTests
{
    private static readonly FaultMatch Clips = new() { Path = ".mp4" };

    [Theory]
    [InlineData(50.0, null, null)]
    [InlineData(0.0, null, null)]
    [InlineData(null, 10, null)]
    [InlineData(null, 10_000_000, null)]
    [InlineData(null, null, 500)]
    [InlineData(null, null, 416)]
    public async Task Row35_A_clip_that_is_cut_or_whose_length_lies_is_fetched_again_whole(double? cut, int? length, int? status)
    {
        await using var bench = await LoopbackBench.OpenAsync(new() { RealMedia = cut == 50 });
        bench.Fault(FaultTarget.Download, new() { CutPercent = cut, ContentLength = length, Status = status }, times: 2, Clips);

        var run = await bench.StartAndDriveAsync();

        await EndsWithTheClipAsync(bench, run);
        bench.Simulator.State.Faults.Pending.Should().BeEmpty("the faults have struck");
    }

    [Fact]
    public async Task Row35_A_clip_that_ends_in_the_middle_is_gone_on_with_where_it_ended()
    {
        var requests = new List<string?>();
        var clip = Mp4(200_000);
        await using var host = new RawServer(async exchange =>
        {
            requests.Add(exchange.Request.Header("Range"));
            var from = exchange.Request.Header("Range") is null ? 0 : 100_000;
            await exchange.HeadAsync(from == 0 ? 200 : 206, "ETag: \"one\"", $"Content-Length: {clip.Length - from}", from == 0 ? "X-A: b" : $"Content-Range: bytes {from}-{clip.Length - 1}/{clip.Length}");
            await exchange.WriteAsync(from == 0 ? clip[..100_000] : clip[from..]);
            exchange.Close();
        });
        await using var bench = await OpenAsync(host);

        var run = await bench.StartAndDriveAsync();

        await EndsWithTheClipAsync(bench, run, clip);
        requests.Should().Equal(null, "bytes=100000-");
    }

    [Fact]
    public async Task Row35_A_host_that_ignores_where_to_go_on_from_is_read_from_the_start()
    {
        var clip = Mp4(200_000);
        await using var host = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, "ETag: \"one\"", $"Content-Length: {clip.Length}");
            await exchange.WriteAsync(exchange.Number == 1 ? clip[..100_000] : clip);
            exchange.Close();
        });
        await using var bench = await OpenAsync(host);

        var run = await bench.StartAndDriveAsync();

        await EndsWithTheClipAsync(bench, run, clip);
        host.Requests[1].Header("Range").Should().Be("bytes=100000-");
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("html")]
    [InlineData("html as mp4")]
    [InlineData("playlist")]
    [InlineData("always cut")]
    [InlineData("10 GB announced")]
    [InlineData("10 GB streamed")]
    public async Task Row35_What_never_becomes_a_clip_parks_with_nothing_left_on_disk_and_its_credits_spent(string what)
    {
        await using var host = new RawServer(exchange => AnswerAsync(exchange, what));
        await using var bench = await OpenAsync(host);

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Parked);
        (run.Parking!.Cause, run.Spent, bench.Posts.Count).Should().Be((ParkingCause.DownloadFailed, LoopbackBench.Cost, 1));
        Directory.GetFiles(bench.Options.OutputFolder, "*", SearchOption.AllDirectories).Should().BeEmpty();
        host.Requests.Count.Should().BeInRange(6, 24, "six tries, each with three quick ones at most");
        host.Requests.Should().OnlyContain(request => request.Header("Authorization") == null);
    }

    [Fact]
    public async Task Row35_A_clip_appears_only_once_it_is_whole()
    {
        var clip = Mp4(200_000);
        string[]? seen = null;
        LoopbackBench? bench = null;
        await using var host = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, $"Content-Length: {clip.Length}");
            await exchange.WriteAsync(clip[..199_999]);
            seen = Directory.GetFiles(bench!.Options.OutputFolder, "*", SearchOption.AllDirectories);
            await exchange.WriteAsync(clip[199_999..]);
        });
        await using var opened = bench = await OpenAsync(host);

        await EndsWithTheClipAsync(bench, await bench.StartAndDriveAsync(), clip);

        seen.Should().Contain(file => file.EndsWith("segments/01.mp4.partial", StringComparison.Ordinal)).And.NotContain(file => file.EndsWith("01.mp4", StringComparison.Ordinal));
    }

    private static async Task AnswerAsync(RawExchange exchange, string what)
    {
        switch (what)
        {
            case "empty":
                await exchange.ReplyAsync(200, "", "Content-Type: video/mp4");
                break;
            case "html":
                await exchange.ReplyAsync(200, "<html>Sign in</html>", "Content-Type: text/html; charset=utf-8");
                break;
            case "html as mp4":
                await exchange.ReplyAsync(200, "<!DOCTYPE html><html>Sign in</html>", "Content-Type: video/mp4");
                break;
            case "playlist":
                await exchange.ReplyAsync(200, "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n", "Content-Type: video/mp4");
                break;
            case "always cut":
                await exchange.HeadAsync(200, "Content-Length: 100000");
                await exchange.WriteAsync(Mp4(50_000));
                exchange.Close();
                break;
            case "10 GB announced":
                await exchange.HeadAsync(200, "Content-Length: 10737418240");
                await StreamAsync(exchange);
                break;
            default:
                await exchange.HeadAsync(200, "Connection: close");
                await StreamAsync(exchange);
                break;
        }
    }

    // Far beyond the cap of 1 MB, and an end all the same: were the cap to break, the test must not fill the disk.
    private static async Task StreamAsync(RawExchange exchange)
    {
        var part = Mp4(500_000);
        for (var sent = 0; sent < 40; sent++)
        {
            await exchange.WriteAsync(part);
        }

        exchange.Close();
    }

    private static async Task<LoopbackBench> OpenAsync(RawServer host)
    {
        var bench = await LoopbackBench.OpenAsync(new()
        {
            Simulator = settings => settings with { Render = false },
            Pictory = options => options with { MaxVideoBytes = 1_000_000 },
        });
        bench.Fault(FaultTarget.Submit, new() { Job = new() { VideoUrl = new Uri(host.Url, "/v.mp4?sig=secret").ToString() } });
        return bench;
    }

    private static async Task EndsWithTheClipAsync(LoopbackBench bench, Run run, byte[]? clip = null)
    {
        await Oracle.EndsAsync(bench, run, RunState.Completed);
        bench.Posts.Should().ContainSingle();
        var folder = new RunFolder(bench.Options.OutputFolder, run);
        var bytes = await File.ReadAllBytesAsync(folder.FullPath(run.Segments[0].Take!.File));
        run.Segments[0].Take!.Sha256.Should().Be(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        if (clip is not null)
        {
            bytes.Should().Equal(clip);
        }

        Directory.GetFiles(bench.Options.OutputFolder, "*.partial", SearchOption.AllDirectories).Should().BeEmpty();
    }

    private static byte[] Mp4(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        ((byte[])[0, 0, 0, 16, .. "ftypisom"u8]).CopyTo(bytes, 0);
        return bytes;
    }
}
