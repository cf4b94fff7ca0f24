using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PictorySimulator;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Simulator;

public sealed class RenderTests : IAsyncLifetime
{
    private const int Width = 320;
    private const int Height = 180;
    private SimulatorHost simulator = null!;
    private SimulatorClient client = null!;

    public async Task InitializeAsync()
    {
        simulator = await SimulatorHost.StartAsync(SimulatorClient.Tiny with { SeparateMediaHost = true });
        client = SimulatorClient.Of(simulator);
    }

    public async Task DisposeAsync()
    {
        await client.DisposeAsync();
        await simulator.DisposeAsync();
    }

    [Fact]
    public async Task Clip_HasTheAskedShapeSoundAndColourTags_InOneGopWithBFrames()
    {
        var result = await client.ResultAsync(new { prompt = "A lighthouse at dawn", duration = "8s" });

        result["width"]!.GetValue<int>().Should().Be(Width);
        var probe = await Decoded.ProbeAsync(
            await FileAsync(result, "url"), "stream=codec_name,width,height,color_space,has_b_frames,nb_frames,sample_rate,channels:packet=flags");
        probe.Should().Contain("codec_name=h264|width=320|height=180|has_b_frames=2|color_space=bt709|nb_frames=10")
            .And.Contain("codec_name=aac|sample_rate=44100|channels=2");
    }

    [Fact]
    public async Task A_clip_stays_when_another_simulator_empties_the_cache_that_both_use()
    {
        var shared = Directory.CreateTempSubdirectory("chainforge-cache-").FullName;
        await using var cached = await SimulatorHost.StartAsync(SimulatorClient.Tiny with { Cache = true, CacheFolder = shared });
        await using var guest = SimulatorClient.Of(cached);
        var first = await guest.ResultAsync(new { prompt = "A lighthouse at dawn" });
        var again = await guest.ResultAsync(new { prompt = "A lighthouse at dawn" });
        Directory.Delete(shared, recursive: true);

        var anew = await guest.ResultAsync(new { prompt = "A lighthouse at dawn" });

        foreach (var file in new[] { "url", "lastFrameImageUrl" })
        {
            var bytes = await guest.Http.GetByteArrayAsync(new Uri(first[file]!.GetValue<string>()));
            (await guest.Http.GetByteArrayAsync(new Uri(again[file]!.GetValue<string>()))).Should().Equal(bytes);
            (await guest.Http.GetByteArrayAsync(new Uri(anew[file]!.GetValue<string>()))).Should().Equal(bytes);
        }

        Directory.Delete(shared, recursive: true);
    }

    [Fact]
    public async Task Continuation_StartsOnTheGivenPictureAndMovesOn_AndItsLastFramePictureIsTheLastOneDecoded()
    {
        var before = await client.ResultAsync(new { prompt = "A lighthouse at dawn" });
        var picture = (await Decoded.LumaAsync(await FileAsync(before, "lastFrameImageUrl"), Width, Height))[0];
        var beforeFrames = await Decoded.LumaAsync(await FileAsync(before, "url"), Width, Height);
        Decoded.Psnr(beforeFrames[^1], picture).Should().BeGreaterThan(45, "the picture is cut from the last frame");

        var after = await client.ResultAsync(new
        {
            prompt = "The sun rises",
            firstFrameImageUrl = before["lastFrameImageUrl"]!.GetValue<string>(),
        });

        var frames = await Decoded.LumaAsync(await FileAsync(after, "url"), Width, Height);
        frames.Should().HaveCount(6);
        var joint = Decoded.Psnr(frames[0], picture);
        joint.Should().BeGreaterThan(35);
        Decoded.Psnr(frames[1], picture).Should().BeLessThan(joint - 3, "the clip moves on at once");
        simulator.State.Bill.Jobs[1].FirstFrameImageUrl.Should().Be(before["lastFrameImageUrl"]!.GetValue<string>());
    }

    [Fact]
    public async Task Continuation_OfAnUploadedPicture_StartsOnIt()
    {
        var before = await client.ResultAsync(new { prompt = "A city at night" });
        var bytes = await FileAsync(before, "thumbnailImageUrl");
        using var order = await client.Http.PostAsJsonAsync(
            new Uri(simulator.BaseUrl + "/v1/media/generateurl"), new { fileName = "../x y.jpg", contentType = "image/jpeg" });
        var upload = (await order.Content.ReadFromJsonAsync<JsonNode>())!["data"]!;
        using var plain = new HttpClient();
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using (var refused = await plain.PutAsync(new Uri(upload["signedUrl"]!.GetValue<string>()), content))
        {
            refused.StatusCode.Should().Be(HttpStatusCode.Forbidden, "the promised content type is part of the signature");
        }

        using var typed = new ByteArrayContent(bytes);
        typed.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var put = await plain.PutAsync(new Uri(upload["signedUrl"]!.GetValue<string>()), typed);
        put.StatusCode.Should().Be(HttpStatusCode.OK);
        var url = upload["url"]!.GetValue<string>();
        (await plain.GetByteArrayAsync(new Uri(url))).Should().Equal(bytes);

        var after = await client.ResultAsync(new { prompt = "On and on", firstFrameImageUrl = url });

        var frames = await Decoded.LumaAsync(await FileAsync(after, "url"), Width, Height);
        Decoded.Psnr(frames[0], (await Decoded.LumaAsync(bytes, Width, Height))[0]).Should().BeGreaterThan(33);
    }

    [Theory]
    [InlineData(false, 6)]
    [InlineData(true, 12)]
    public async Task Extension_HoldsTheNewPartOrItsSourceToo(bool includesSource, int frames)
    {
        await using var other = await SimulatorHost.StartAsync(SimulatorClient.Tiny with { ExtendIncludesSource = includesSource });
        await using var caller = SimulatorClient.Of(other);
        var before = await caller.ResultAsync(new { prompt = "A calm sea" });

        var after = await caller.ResultAsync(new { prompt = "On and on", extendVideoUrl = before["url"]!.GetValue<string>() });

        var decoded = await Decoded.LumaAsync(await FileAsync(after, "url"), Width, Height);
        decoded.Should().HaveCount(frames);
        var source = await Decoded.LumaAsync(await FileAsync(before, "url"), Width, Height);
        Decoded.Psnr(decoded[0], includesSource ? source[0] : source[^1]).Should().BeGreaterThan(35);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Anchor_IsRepeatedAsOftenAsScripted(int repeats, bool startsOnIt)
    {
        var before = await client.ResultAsync(new { prompt = "A storm over the sea" });
        var picture = (await Decoded.LumaAsync(await FileAsync(before, "lastFrameImageUrl"), Width, Height))[0];
        simulator.State.Faults.Add(FaultTarget.Submit, new() { Job = new() { AnchorRepeats = repeats } });

        var after = await client.ResultAsync(new { prompt = "On and on", firstFrameImageUrl = before["lastFrameImageUrl"]!.GetValue<string>() });

        var frames = await Decoded.LumaAsync(await FileAsync(after, "url"), Width, Height);
        (Decoded.Psnr(frames[0], picture) > 40).Should().Be(startsOnIt);
    }

    [Fact]
    public async Task Media_SupportsRangesAndChecksItsSignature_AndNeverNeedsTheKey()
    {
        var result = await client.ResultAsync(new { prompt = "A calm sea" });
        var url = new Uri(result["url"]!.GetValue<string>());
        url.Port.Should().NotBe(simulator.BaseUrl.Port);
        using var plain = new HttpClient();
        var whole = await plain.GetByteArrayAsync(url);

        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(100, 199) } };
        using var part = await plain.SendAsync(request);
        part.StatusCode.Should().Be(HttpStatusCode.PartialContent);
        part.Headers.ETag.Should().NotBeNull();
        (await part.Content.ReadAsByteArrayAsync()).Should().Equal(whole[100..200]);

        using var head = await plain.SendAsync(new(HttpMethod.Head, url));
        head.Content.Headers.ContentLength.Should().Be(whole.Length);
        head.Headers.AcceptRanges.Should().Contain("bytes");

        using var forged = await plain.GetAsync(new Uri(url.GetLeftPart(UriPartial.Path) + "?sig=0"));
        forged.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        simulator.State.Requests.Where(r => r.Port == url.Port).Should().HaveCount(4).And.OnlyContain(r => !r.HasKey);
    }

    [Fact]
    public async Task Download_CutShortOrOfAnotherKind_ComesAsScripted()
    {
        var result = await client.ResultAsync(new { prompt = "A calm sea" });
        simulator.State.Faults.Add(FaultTarget.Download, new() { CutPercent = 50 }, match: new() { Path = ".mp4" });
        simulator.State.Faults.Add(FaultTarget.Download, new() { Status = 200, Body = "<html>Sorry</html>" }, match: new() { Path = ".mp4" });

        var cut = () => FileAsync(result, "url");

        await cut.Should().ThrowAsync<HttpRequestException>();
        (await FileAsync(result, "url")).Should().Equal("<html>Sorry</html>"u8.ToArray());
        (await FileAsync(result, "url")).Length.Should().BeGreaterThan(1000);
    }

    [Fact]
    public async Task Drift_GathersFromHopToHop()
    {
        await using var drifting = await SimulatorHost.StartAsync(SimulatorClient.Tiny with { ContrastPerHop = 1.15 });
        await using var caller = SimulatorClient.Of(drifting);
        var spreads = new List<double>();
        string? from = null;
        for (var hop = 0; hop < 3; hop++)
        {
            object body = from is null ? new { prompt = "A calm bright day at sea" } : new { prompt = "On and on", firstFrameImageUrl = from };
            var result = await caller.ResultAsync(body);
            from = result["lastFrameImageUrl"]!.GetValue<string>();
            var luma = (await Decoded.LumaAsync(await FileAsync(result, "url"), Width, Height))[0];
            var mean = luma.Average(p => (double)p);
            spreads.Add(Math.Sqrt(luma.Average(p => (p - mean) * (p - mean))));
        }

        (spreads[1] / spreads[0]).Should().BeInRange(1.08, 1.25);
        (spreads[2] / spreads[1]).Should().BeInRange(1.08, 1.25);
    }

    private static async Task<byte[]> FileAsync(JsonNode result, string field)
    {
        using var plain = new HttpClient();
        return await plain.GetByteArrayAsync(new Uri(result[field]!.GetValue<string>()));
    }
}
