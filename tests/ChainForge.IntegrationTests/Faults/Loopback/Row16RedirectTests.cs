using ChainForge.Runs;
using ChainForge.Tests.Providers.Pictory.Support;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>A redirect of the paid request: the wrong base address, a captive portal, or somebody who would like the key.</summary>
public sealed class Row16RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Row16_A_redirect_is_not_followed_nor_sent_again_and_parks_naming_the_setting(int status)
    {
        await using var elsewhere = new RawServer(exchange => exchange.JsonAsync("""{"data":{"jobId":"stolen"}}"""));
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Status = status, Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Url.ToString() } }, times: 0);

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: LoopbackBench.Cost);
        run.Parking!.Message.Should().Contain($"{status}, a redirect").And.Contain("ChainForge:Pictory:BaseUrl").And.Contain("resubmit");
        bench.Posts.Should().ContainSingle();
        elsewhere.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Row16_A_redirect_of_a_request_that_was_taken_all_the_same_is_adopted()
    {
        await using var elsewhere = new RawServer(exchange => exchange.JsonAsync("{}"));
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Status = 303, After = true, Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Url.ToString() } });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Posts.Should().ContainSingle();
        elsewhere.Connections.Should().Be(0);
    }

    [Theory]
    [InlineData(FaultTarget.Poll)]
    [InlineData(FaultTarget.List)]
    public async Task Row16_A_redirect_of_a_question_is_not_followed_either(FaultTarget target)
    {
        await using var elsewhere = new RawServer(exchange => exchange.JsonAsync("{}"));
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(target, new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Url.ToString() } }, times: 3);

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        elsewhere.Connections.Should().Be(0, "the key goes to nobody else");
    }
}
