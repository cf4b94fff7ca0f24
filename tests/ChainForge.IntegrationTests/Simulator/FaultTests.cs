using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PictorySimulator;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Simulator;

public sealed class FaultTests : IAsyncLifetime
{
    private static readonly object Body = new { prompt = "A calm sea" };
    private SimulatorHost simulator = null!;
    private SimulatorClient client = null!;

    public async Task InitializeAsync()
    {
        simulator = await SimulatorHost.StartAsync(SimulatorClient.Unrendered);
        client = SimulatorClient.Of(simulator);
    }

    public async Task DisposeAsync()
    {
        await client.DisposeAsync();
        await simulator.DisposeAsync();
    }

    [Theory]
    [InlineData(ConnectionFault.Close, true)]
    [InlineData(ConnectionFault.Close, false)]
    [InlineData(ConnectionFault.Reset, true)]
    [InlineData(ConnectionFault.Reset, false)]
    public async Task Submit_WhoseConnectionEnds_HasAJobOnlyIfTheFaultComesAfter(ConnectionFault connection, bool after)
    {
        simulator.State.Faults.Add(FaultTarget.Submit, new() { Connection = connection, After = after });

        var submit = () => client.SubmitAsync(Body);

        await submit.Should().ThrowAsync<HttpRequestException>();
        simulator.State.Bill.Jobs.Should().HaveCount(after ? 1 : 0);
        (await client.SubmitAsync(Body)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Submit_NeverAnswered_RunsIntoTheClientsTimeout()
    {
        simulator.State.Faults.Add(FaultTarget.Submit, new() { Connection = ConnectionFault.Hang, After = true });
        client.Http.Timeout = TimeSpan.FromMilliseconds(300);

        var submit = () => client.SubmitAsync(Body);

        await submit.Should().ThrowAsync<TaskCanceledException>();
        simulator.State.Bill.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_429FromTheAdminEndpoint_CarriesRetryAfterForAsOftenAsAsked()
    {
        using var scripted = await client.AdminAsync(simulator, "/faults", new
        {
            on = "submit",
            match = new { prompt = "SEA" },
            times = 2,
            fault = new { status = 429, headers = new Dictionary<string, string> { ["Retry-After"] = "7" }, body = "slow down" },
        });
        scripted.StatusCode.Should().Be(HttpStatusCode.OK);

        for (var time = 0; time < 2; time++)
        {
            using var answer = await client.SubmitAsync(Body);
            answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
            (await answer.Content.ReadAsStringAsync()).Should().Be("slow down");
        }

        await client.AcceptedAsync(Body);
        simulator.State.Bill.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_TruncatedAfterTheJob_IsUnreadableThoughBilled()
    {
        simulator.State.Faults.Add(FaultTarget.Submit, new() { TruncateAt = 9 });

        var submit = () => client.SubmitAsync(Body);

        await submit.Should().ThrowAsync<HttpRequestException>();
        simulator.State.Bill.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Poll_FromTheNthOn_FailsWithoutEnd()
    {
        simulator.State.Faults.Add(FaultTarget.Poll, new() { Status = 503, Body = "<html>" }, times: 0, new() { Nth = 2 });
        var id = await client.AcceptedAsync(Body);

        (await client.GetAsync($"/v1/jobs/{id}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync($"/v1/jobs/{id}")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await client.GetAsync($"/v1/jobs/{id}")).Content.Headers.ContentType!.MediaType.Should().Be("text/html");
    }

    [Fact]
    public async Task FaultRule_ThatIsNotUnderstood_IsRefused()
    {
        using var answer = await client.AdminAsync(simulator, "/faults", new { on = "submit", fault = new { statuss = 500 } });

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("statuss");
    }

    [Fact]
    public async Task Limit_OfRequestsAMinute_Answers429()
    {
        await using var strict = await SimulatorHost.StartAsync(SimulatorClient.Unrendered with { RequestsPerMinute = 1 });
        await using var eager = SimulatorClient.Of(strict);
        await eager.AcceptedAsync(Body);

        using var answer = await eager.SubmitAsync(Body);

        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Webhook_GetsThePollsJsonWhenTheJobEnds()
    {
        var called = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listener = WebApplication.CreateSlimBuilder().Build();
        listener.Urls.Add("http://127.0.0.1:0");
        listener.MapPost("/hook", async (HttpRequest request) =>
            called.TrySetResult(await new StreamReader(request.Body, Encoding.UTF8).ReadToEndAsync()));
        await listener.StartAsync();

        var id = await client.AcceptedAsync(new { prompt = "A calm sea", webhook = listener.Urls.First() + "/hook" });

        var body = await called.Task.WaitAsync(TimeSpan.FromSeconds(10));
        body.Should().Be((await client.JsonAsync($"/v1/jobs/{id}")).ToJsonString());
    }

    [Fact]
    public async Task Address_ThatIsNotLoopback_NeedsToBeAllowed()
    {
        var start = () => SimulatorHost.StartAsync(new() { Address = "0.0.0.0" });

        await start.Should().ThrowAsync<ArgumentException>().WithMessage("*not a loopback address*");
    }
}
