using System.Net;
using System.Text;
using System.Text.Json;
using ChainForge.IntegrationTests.Dashboard;
using ChainForge.IntegrationTests.Program;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>What a person says to a parked run over HTTP: never twice, never to something else than was looked at.</summary>
public sealed class Row49AnswerTests
{
    [Fact]
    public async Task Row49_Resubmit_clicked_twice_pays_once()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Submit:SettleWindow", "00:00:01");
        var (_, address) = await studio.ServeAsync();
        using var client = Surface.Client(address);
        var id = await studio.ParkedAsync(address);
        var run = await client.RunAsync(id);
        run.GetProperty("answers").EnumerateArray().Select(answer => answer.Text("verb")).Should().Equal("adopt", "resubmit", "abandon", "cancel");
        run.GetProperty("answers")[1].GetProperty("paysAgain").GetDecimal().Should().Be(8);
        var seen = new { version = run.GetProperty("run").GetProperty("version").GetInt64() };

        var clicks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.SayAsync(id, "resubmit", seen)));

        clicks.Count(click => click.StatusCode == HttpStatusCode.OK).Should().Be(1);
        clicks.Count(click => click.StatusCode == HttpStatusCode.Conflict).Should().Be(5);
        (await clicks.First(click => click.StatusCode == HttpStatusCode.Conflict).DetailAsync()).Should().Contain("has changed since you looked at it");
        await EndsAsync(studio, address, id, "completed", jobs: 2);
        (await client.SayAsync(id, "resubmit")).StatusCode.Should().Be(HttpStatusCode.Conflict, "it is completed");
        foreach (var click in clicks)
        {
            click.Dispose();
        }
    }

    [Fact]
    public async Task Row49_Only_a_job_that_exists_and_is_nobody_elses_is_adopted()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Submit:SettleWindow", "00:00:01");
        var (_, address) = await studio.ServeAsync();
        using var client = Surface.Client(address);
        studio.Drop("other.yaml", Quick.Chain("other", 1));
        await Studio.UntilAsync(address, runs => runs.Exists(run => run.Text("state") == "completed"));
        var others = studio.Simulator.State.Bill.Jobs[0].JobId;
        var id = await studio.ParkedAsync(address);

        foreach (var (said, status) in new (object Said, HttpStatusCode Status)[]
        {
            (new { }, HttpStatusCode.UnprocessableEntity),
            (new { jobId = "nonesuch" }, HttpStatusCode.UnprocessableEntity),
            (new { jobId = "../../v1/jobs" }, HttpStatusCode.UnprocessableEntity),
            (new { jobId = others }, HttpStatusCode.UnprocessableEntity),
            (new { jobId = others, version = 1 }, HttpStatusCode.Conflict),
            (new { job = others }, HttpStatusCode.BadRequest),
        })
        {
            using var refused = await client.SayAsync(id, "adopt", said);
            refused.StatusCode.Should().Be(status, "{0}: {1}", said, await refused.Content.ReadAsStringAsync());
        }

        studio.Simulator.State.Faults.Add(FaultTarget.Poll, new Fault { Status = 500 }, times: 20, match: new FaultMatch { JobId = others });
        using (var silent = await client.SayAsync(id, "adopt", new { jobId = others }))
        {
            silent.StatusCode.Should().Be(HttpStatusCode.BadGateway, await silent.Content.ReadAsStringAsync());
        }

        studio.Simulator.State.Faults.Clear();
        var byHand = studio.Simulator.State.CreateByHand("made by hand", seconds: 5);
        using var adopted = await client.SayAsync(id, "adopt", new { jobId = byHand.JobId });

        adopted.StatusCode.Should().Be(HttpStatusCode.OK, await adopted.Content.ReadAsStringAsync());
        await EndsAsync(studio, address, id, "completed", jobs: 3);
    }

    [Fact]
    public async Task Row49_What_is_no_answer_is_refused_with_the_reason_and_changes_nothing()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Submit:SettleWindow", "00:00:01");
        var (_, address) = await studio.ServeAsync();
        using var client = Surface.Client(address);
        var id = await studio.ParkedAsync(address);
        var before = await client.RunAsync(id);

        using var retry = await client.SayAsync(id, "retry");
        using var nobody = await client.SayAsync("nobody", "cancel");
        using var text = await client.PostAsync(new Uri($"/api/runs/{id}/resubmit", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "text/plain"));
        using var number = await client.PostAsync(new Uri($"/api/runs/{id}/resubmit", UriKind.Relative), new StringContent("7", Encoding.UTF8, "application/json"));

        (retry.StatusCode, nobody.StatusCode, text.StatusCode, number.StatusCode).Should().Be(
            (HttpStatusCode.Conflict, HttpStatusCode.NotFound, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.BadRequest));
        (await retry.DetailAsync()).Should().Contain("resubmit").And.Contain("pays again");
        (await client.RunAsync(id)).GetRawText().Should().Be(before.GetRawText());

        using var abandoned = await client.SayAsync(id, "abandon", new { version = before.GetProperty("run").GetProperty("version").GetInt64() });
        abandoned.StatusCode.Should().Be(HttpStatusCode.OK);
        await EndsAsync(studio, address, id, "cancelled", jobs: 1);
    }

    private static async Task EndsAsync(Studio studio, Uri address, string id, string state, int jobs)
    {
        var run = await Surface.UntilAsync(address, id, state);
        var runs = await Studio.UntilAsync(address, _ => true);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(jobs);
        var bill = studio.Simulator.State.Bill;
        runs.Sum(other => other.GetProperty("credits").GetProperty("spent").GetDecimal() + other.GetProperty("credits").GetProperty("reserved").GetDecimal())
            .Should().Be(bill.TotalCredits + bill.ByHandCredits);
        run.GetRawText().Should().NotContain(Studio.Key);
    }
}
