using System.Text;
using ChainForge.Runs;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>Oddities of the wire around the paid request, brought about by a relay between the provider and the simulator.</summary>
public sealed class WireOddityTests
{
    [Theory]
    [InlineData("HTTP/1.1 20")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Ty")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"data\":")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public async Task Row08_Row10_A_reply_that_ends_within_its_headers_or_says_nothing_is_one_post_and_adopted(string reply)
    {
        await using var relay = new Relay(async (exchange, forward) =>
        {
            await forward();
            await exchange.WriteAsync(Encoding.ASCII.GetBytes(reply));
            exchange.Close();
        });
        await using var bench = await OpenAsync(relay);

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        (relay.Posts, bench.Posts.Count).Should().Be((1, 1));
    }

    [Fact]
    public async Task Row06_An_interim_100_before_the_reply_is_read_over()
    {
        await using var relay = new Relay(async (exchange, forward) =>
        {
            await exchange.WriteAsync("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"u8.ToArray());
            await exchange.JsonAsync(await forward());
        });
        await using var bench = await OpenAsync(relay);

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        (await bench.HistoryAsync(run.Id)).Should().NotContain(line => line.Contains("unknown"));
    }

    [Fact]
    public async Task Row06_A_job_that_is_made_after_our_time_out_and_before_the_search_is_adopted()
    {
        var timedOut = new TaskCompletionSource();
        var made = new TaskCompletionSource();
        LoopbackBench? bench = null;
        await using var relay = new Relay(async (exchange, forward) =>
        {
            bench!.Time.Advance(TimeSpan.FromSeconds(31));
            await timedOut.Task;
            var reply = await forward();
            made.SetResult();
            await exchange.JsonAsync(reply);
        });
        await using var opened = bench = await OpenAsync(relay);
        var runId = await bench.StartAsync();
        (await bench.Engine.StepAsync(runId)).Run.Attempt("01-1").State.Should().Be(AttemptState.Unknown);
        bench.Bill.Should().BeEmpty("the provider is slower than we are patient");
        timedOut.SetResult();
        await made.Task;

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);

        relay.Posts.Should().Be(1);
    }

    [Fact]
    public async Task Row06_A_request_that_somebody_on_the_way_doubled_raises_an_alarm_and_its_credits_stay_reserved()
    {
        await using var relay = new Relay(async (exchange, forward) =>
        {
            var reply = await forward();
            await forward();
            await exchange.JsonAsync(reply);
        });
        await using var bench = await OpenAsync(relay, webhooks: true);
        var run = await bench.StartAndDriveAsync();
        (run.State, bench.Bill.Count).Should().Be((RunState.Completed, 2));

        await bench.Engine.HintAsync(run.Id, "01-1", bench.Bill[1].JobId);

        await Oracle.EndsAsync(bench, await bench.FindAsync(run.Id), RunState.Completed, doubled: 1);
        (await bench.FindAsync(run.Id)).Attempt("01-1").OtherJobs.Should().Equal(new OtherJob(bench.Bill[1].JobId, MayBeBilled: true));
        (await bench.HistoryAsync(run.Id)).Should().ContainSingle(line => line.StartsWith("ALARM") && line.Contains("look at your account"));
    }

    [Fact]
    public async Task Row22_A_request_that_was_doubled_and_whose_answer_was_lost_asks_a_person()
    {
        await using var relay = new Relay(async (exchange, forward) =>
        {
            await forward();
            await forward();
            exchange.Reset();
        });
        await using var bench = await OpenAsync(relay);

        var run = await bench.StartAndDriveAsync();

        // One of the two is reserved for; that there are two is what the person is told.
        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: -LoopbackBench.Cost, lost: 2, doubled: 1);
        run.Parking!.Candidates.Should().BeEquivalentTo(bench.Bill.Select(job => job.JobId));
    }

    private static Task<LoopbackBench> OpenAsync(Relay relay, bool webhooks = false) => LoopbackBench.OpenAsync(new()
    {
        BaseUrl = relay.BaseUrl,
        Started = simulator => relay.Target = simulator.BaseUrl,
        Simulator = settings => settings with { Webhooks = false },
        Engine = options => options with { WebhookBase = webhooks ? new("https://forge.test/") : null },
    });
}
