using ChainForge.Runs;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>The paid request arrived and its answer did not, or says nothing that can be used.</summary>
public sealed class Row06To12LostAnswerTests
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(31);

    [Fact]
    public async Task Row06_A_time_out_of_a_request_that_was_taken_is_adopted()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Connection = ConnectionFault.Hang, After = true });
        bench.Simulator.State.Accepted += _ => bench.Time.Advance(TooLong);

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        bench.Posts.Should().ContainSingle();
        (await bench.HistoryAsync(run.Id)).Should().Contain(line => line.Contains("outcome unknown (127.0.0.1 did not answer within 30 s.)"));
    }

    [Fact]
    public async Task Row07_A_time_out_of_a_request_that_was_not_taken_parks_and_only_a_persons_word_pays()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Connection = ConnectionFault.Hang });
        bench.LetTimePassAtEach(FaultTarget.Submit, TooLong);
        var run = await bench.StartAndDriveAsync();
        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: LoopbackBench.Cost);
        (run.Parking!.Cause, bench.Posts.Count).Should().Be((ParkingCause.OutcomeUnknown, 1));
        (bench.Time.GetUtcNow() - LoopbackBench.Start).Should().BeGreaterThanOrEqualTo(bench.Options.SettleWindow);

        await bench.Engine.ResubmitAsync(run.Id);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
        bench.Posts.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(ConnectionFault.Close, true)]
    [InlineData(ConnectionFault.Close, false)]
    [InlineData(ConnectionFault.Reset, true)]
    [InlineData(ConnectionFault.Reset, false)]
    public async Task Row08_Row09_A_connection_that_ends_without_a_reply_is_one_post_on_the_wire(ConnectionFault how, bool taken)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Connection = how, After = taken });

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, taken ? RunState.Completed : RunState.Parked, alsoReserved: taken ? 0 : LoopbackBench.Cost);
        bench.Posts.Should().ContainSingle();
    }

    [Theory]
    [InlineData(9)]
    [InlineData(0)]
    public async Task Row10_A_reply_that_is_cut_is_adopted(long bytes)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { TruncateAt = bytes, ContentLength = 200 });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Posts.Should().ContainSingle();
    }

    [Theory]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("""{"ok":true}""")]
    [InlineData("")]
    [InlineData("""{"data":{"jobId":"../../v1/quota"}}""")]
    [InlineData("""{"data":{"jobId":"a b/c"}}""")]
    [InlineData("""{"data":{"jobId":"jöb-🎬"}}""")]
    [InlineData("""{"data":{"jobId":["one","two"]}}""")]
    public async Task Row11_A_success_without_a_job_that_can_be_asked_for_is_looked_for_and_its_words_go_into_no_path(string body)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Body = body, After = true });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Posts.Should().ContainSingle();
        OnlyKnownJobsAreAskedFor(bench);
    }

    [Theory]
    [InlineData("a", 10_000)]
    [InlineData("/", 10_000)]
    [InlineData("é", 100_000)]
    [InlineData("🎬", 100_000)]
    public async Task Row11_A_huge_job_id_is_stored_short_and_used_nowhere(string letter, int count)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        var body = $$$"""{"data":{"jobId":"{{{string.Concat(Enumerable.Repeat(letter, count))}}}"},"key":"{{{LoopbackBench.Key}}}"}""";
        bench.Fault(FaultTarget.Submit, new() { Body = body }, match: new() { Nth = 1 });

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: LoopbackBench.Cost);
        System.Text.Encoding.UTF8.GetByteCount(run.Attempt("01-1").Failure!).Should().BeLessThan(4400, "4 KB of the reply and a sentence around it");
        OnlyKnownJobsAreAskedFor(bench);
    }

    [Fact]
    public async Task Row11_A_reply_that_echoes_secrets_is_stored_without_them()
    {
        await using var bench = await LoopbackBench.OpenAsync(new() { Engine = options => options with { WebhookBase = new("https://forge.test/") } });
        var seen = "";
        bench.Simulator.State.Accepted += job => seen = job.Webhook!;
        bench.Fault(FaultTarget.Submit, new() { Status = 202, After = true, Body = "?" });
        var first = await bench.StartAndDriveAsync();
        await Oracle.EndsAsync(bench, first, RunState.Completed);
        var token = seen.Split('/')[^1];
        bench.Fault(FaultTarget.Submit, new() { Status = 400, Body = $$"""{"message":"{{LoopbackBench.Key}} {{seen}} /webhooks/pictory/{{token}} token={{token}} https://cdn.example/a.png?sig=abc"}""" });

        var run = await bench.StartAndDriveAsync(LoopbackBench.Chain(name: "second"));

        await Oracle.EndsAsync(bench, run, RunState.Failed);
        run.Reason.Should().Contain("[key]").And.Contain("forge.test").And.NotContain(token);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Row12_A_server_error_is_sent_again_after_two_looks_a_minute_apart(int status)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Status = status });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Posts.Should().HaveCount(2);
        (bench.Posts[1].At - bench.Posts[0].At).Should().BeGreaterThanOrEqualTo(bench.Options.LookAgainAfter);
        bench.Simulator.State.Requests.Count(request => request.Path.EndsWith("/v1/jobs", StringComparison.Ordinal) && request.At > bench.Posts[0].At && request.At <= bench.Posts[1].At)
            .Should().BeGreaterThanOrEqualTo(2, "the list is looked at twice");
    }

    [Fact]
    public async Task Row12_A_server_error_for_a_job_that_was_made_is_adopted()
    {
        await using var bench = await LoopbackBench.OpenAsync(new() { Simulator = settings => settings with { ListLag = TimeSpan.FromSeconds(40) } });
        bench.Fault(FaultTarget.Submit, new() { Status = 500, After = true });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Posts.Should().ContainSingle();
    }

    [Fact]
    public async Task Row12_Server_errors_without_end_are_three_posts_and_a_question_to_a_person()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Status = 500 }, times: 0);

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: LoopbackBench.Cost);
        (run.Parking!.Cause, bench.Posts.Count).Should().Be((ParkingCause.OutcomeUnknown, 3));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(504)]
    [InlineData(524)]
    public async Task Row12_A_gateway_that_gave_up_waiting_is_never_sent_again(int status)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Status = status });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Parked, alsoReserved: LoopbackBench.Cost);

        bench.Posts.Should().ContainSingle();
    }

    [Fact]
    public async Task Row12_A_server_error_that_names_a_time_is_not_sent_again_before_it()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Status = 503, Headers = new Dictionary<string, string> { ["Retry-After"] = "280" } });

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(), RunState.Completed);

        bench.Posts.Should().HaveCount(2);
        (bench.Posts[1].At - bench.Posts[0].At).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(280));
    }

    private static void OnlyKnownJobsAreAskedFor(LoopbackBench bench)
    {
        var known = bench.Simulator.State.Bill.Jobs.Select(job => $"/pictoryapis/v1/jobs/{job.JobId}").Append("/pictoryapis/v1/jobs").ToList();
        bench.Simulator.State.Requests.Where(request => request.Method == "GET" && request.Path.StartsWith("/pictoryapis/", StringComparison.Ordinal))
            .Should().OnlyContain(request => known.Contains(request.Path));
    }
}
