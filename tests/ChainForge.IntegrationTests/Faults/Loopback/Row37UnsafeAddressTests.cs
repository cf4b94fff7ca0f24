using System.Net;
using ChainForge.Chains;
using ChainForge.Providers.Pictory.Transfers;
using ChainForge.Runs;
using ChainForge.Tests.Providers.Pictory.Support;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>A finished job leads inside: nothing connects, and a person hears of it with the clip's credits on the ledger.</summary>
public sealed class Row37UnsafeAddressTests
{
    private readonly List<IPEndPoint> _dialled = [];
    private int _lookUps;

    [Theory]
    [InlineData("https://127.0.0.1:{0}/v.mp4?sig=secret")]
    [InlineData("http://127.0.0.1:{0}/v.mp4")]
    [InlineData("https://localhost:{0}/v.mp4")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::ffff:10.0.0.1]/v.mp4")]
    [InlineData("https://[::1]:{0}/v.mp4")]
    [InlineData("https://inside.example:{0}/v.mp4")]
    [InlineData("https://rebinds.example:{0}/v.mp4")]
    [InlineData("file:///etc/passwd")]
    public async Task Row37_An_address_that_leads_inside_is_not_opened_and_parks(string address)
    {
        await using var inside = new RawServer(exchange => exchange.ReplyAsync(200, "\0\0\0\u0010ftypisom1234"));
        await using var bench = await OpenAsync(string.Format(address, inside.Port));

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Parked);
        (run.Parking!.Cause, run.Spent, bench.Posts.Count).Should().Be((ParkingCause.UnsafeAddress, LoopbackBench.Cost, 1));
        run.Parking.Answers.Should().Equal("retry", "resubmit", "cancel");
        inside.Connections.Should().Be(0);
        _dialled.Should().NotContain(target => !target.Address.Equals(IPAddress.Parse("8.8.8.8")), "what was judged is what is dialled");
        _lookUps.Should().BeLessThan(3, "a name is not asked until it gives in");
        Directory.GetFiles(bench.Options.OutputFolder, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.1/v.mp4")]
    [InlineData("http://cdn.example/v.mp4")]
    [InlineData("file:///etc/passwd")]
    public async Task Row37_A_redirect_that_leads_inside_is_not_followed_and_parks(string location)
    {
        await using var outside = new RawServer(exchange => exchange.ReplyAsync(302, "", $"Location: {location}"));

        // The API is on loopback here, and so may its media be: the way in is the redirect.
        await using var bench = await LoopbackBench.OpenAsync(new() { Simulator = settings => settings with { Render = false } });
        bench.Fault(FaultTarget.Submit, new() { Job = new() { VideoUrl = new Uri(outside.Url, "/v.mp4").ToString() } });

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Parked);
        (run.Parking!.Cause, outside.Requests.Count).Should().Be((ParkingCause.UnsafeAddress, 1));
    }

    [Fact]
    public async Task Row37_A_users_first_frame_is_handed_to_the_provider_and_never_opened_by_us()
    {
        await using var inside = new RawServer(exchange => exchange.ReplyAsync(200, "secret"));
        await using var bench = await LoopbackBench.OpenAsync(new() { Simulator = settings => settings with { Render = false } });
        var address = new Uri(inside.Url, "/harbour.png");
        var chain = LoopbackBench.Chain() with { Start = new ChainStart { FirstFrame = new MediaSource(null, address) } };

        (await bench.Engine.StepAsync(await bench.StartAsync(chain))).Run.Attempt("01-1").State.Should().Be(AttemptState.Accepted);

        bench.Bill.Should().ContainSingle().Which.FirstFrameImageUrl.Should().Be(address.OriginalString);
        inside.Connections.Should().Be(0);
        await Oracle.HoldsAsync(bench);
    }

    private async Task<LoopbackBench> OpenAsync(string video)
    {
        var bench = await LoopbackBench.OpenAsync(new()
        {
            Simulator = settings => settings with { Render = false },
            Connect = new SafeConnect(
                allowLoopback: false,
                (host, _) => Task.FromResult<IPAddress[]>(Interlocked.Increment(ref _lookUps) == 1 && host == "rebinds.example" ? [IPAddress.Parse("8.8.8.8")] : [IPAddress.Loopback]),
                (target, _) =>
                {
                    _dialled.Add(target);
                    throw new IOException("The cable is cut.");
                }),
        });
        bench.Fault(FaultTarget.Submit, new() { Job = new() { VideoUrl = video } });
        return bench;
    }
}
