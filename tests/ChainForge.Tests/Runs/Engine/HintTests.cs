using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

public sealed class HintTests
{
    private static Task<RunBench> WithWebhooksAsync() => RunBench.OpenAsync(options => options with { WebhookBase = new("https://forge.test/base/") });

    [Fact]
    public async Task The_token_in_the_address_finds_its_attempt_and_is_not_stored()
    {
        await using var bench = await WithWebhooksAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);

        var address = bench.Provider.Bill[0].Webhook!;
        address.AbsoluteUri.Should().StartWith("https://forge.test/base/webhooks/pictory/");
        var token = address.Segments[^1];
        token.Should().HaveLength(64);
        (await bench.Ledger.FindTokenAsync(WebhookToken.HashOf(token))).Should().Be((runId, "01-1"));
        (await bench.Ledger.FindTokenAsync(WebhookToken.HashOf("guess"))).Should().BeNull();
        (await bench.Ledger.FindTokenAsync(token)).Should().BeNull();
    }

    [Fact]
    public async Task Every_new_send_has_a_new_token_and_the_old_one_still_finds_the_attempt()
    {
        await using var bench = await WithWebhooksAsync();
        bench.Provider.Replies[1] = Reply.Busy(1);

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        run.State.Should().Be(RunState.Completed);
        var tokens = bench.Provider.Webhooks.Select(address => address!.Segments[^1]).ToList();
        tokens.Should().HaveCount(2).And.OnlyHaveUniqueItems();
        foreach (var token in tokens)
        {
            (await bench.Ledger.FindTokenAsync(WebhookToken.HashOf(token))).Should().Be((run.Id, "01-1"));
        }
    }

    [Fact]
    public async Task A_call_that_comes_before_the_answer_of_the_post_stores_the_job_once()
    {
        await using var bench = await WithWebhooksAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        bench.Provider.BeforeReply = job => bench.Engine.HintAsync(runId, "01-1", job.Id);

        var result = await bench.Engine.StepAsync(runId);

        result.Run.Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Accepted, JobId = "j001" });
        (await bench.Ledger.HistoryAsync(runId)).Count(e => e.Text.Contains("accepted")).Should().Be(1);
        (await bench.DriveAsync(runId)).State.Should().Be(RunState.Completed);
    }

    [Fact]
    public async Task A_call_finds_the_job_whose_answer_was_lost()
    {
        await using var bench = await WithWebhooksAsync();
        bench.Provider.Replies[1] = Reply.TakenButLost;
        bench.Provider.ListFailure = () => new(ProviderFailureKind.ServerError, "500");
        var runId = await bench.StartAsync(Given.Chain(1));
        var run = await bench.DriveAsync(runId);
        run.State.Should().Be(RunState.Parked);

        await bench.Engine.HintAsync(runId, "01-1", "j001");

        (await bench.DriveAsync(runId)).State.Should().Be(RunState.Completed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Five_calls_at_once_and_one_too_late_make_one_change()
    {
        await using var bench = await WithWebhooksAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => bench.Engine.HintAsync(runId, "01-1", "j001"))));
        await bench.DriveAsync(runId);
        await bench.Engine.HintAsync(runId, "01-1", "j001");

        (await bench.Ledger.HistoryAsync(runId)).Count(e => e.Text.Contains("generated")).Should().Be(1);
        (await bench.FindAsync(runId)).Spent.Should().Be(10);
    }

    [Fact]
    public async Task What_a_call_says_is_checked_with_the_provider()
    {
        await using var bench = await WithWebhooksAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);

        await bench.Engine.HintAsync(runId, "01-1", "j001");

        (await bench.FindAsync(runId)).Attempt("01-1").State.Should().Be(AttemptState.Accepted, "the provider says that it is still at it");
    }

    [Fact]
    public async Task A_call_that_names_a_job_that_is_not_there_or_anothers_changes_nothing()
    {
        await using var bench = await WithWebhooksAsync();
        await bench.StartAndDriveAsync(Given.Chain(1));
        bench.Provider.Replies[2] = Reply.NotTakenAndLost;
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);

        await bench.Engine.HintAsync(runId, "01-1", "j001");
        await bench.Engine.HintAsync(runId, "01-1", "j999");
        await bench.Engine.HintAsync(runId, "01-1", null);

        (await bench.FindAsync(runId)).Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Unknown, JobId = (string?)null });
    }

    [Fact]
    public async Task Adopt_takes_only_a_job_that_exists_and_is_nobody_elses()
    {
        await using var bench = await WithWebhooksAsync();
        await bench.StartAndDriveAsync(Given.Chain(1));
        bench.Provider.Replies[2] = Reply.NotTakenAndLost;
        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        (await bench.Engine.Awaiting(e => e.AdoptAsync(run.Id, "j999")).Should().ThrowAsync<ProviderException>()).WithMessage("*does not know job j999*");
        (await bench.Engine.Awaiting(e => e.AdoptAsync(run.Id, "j001")).Should().ThrowAsync<IllegalTransitionException>()).WithMessage("*belongs to attempt 01-1*");
        (await bench.FindAsync(run.Id)).Should().BeEquivalentTo(new { State = RunState.Parked });

        await bench.Engine.AdoptAsync(run.Id, bench.Provider.MakeByHand().Id);
        (await bench.DriveAsync(run.Id)).State.Should().Be(RunState.Completed);
    }

    [Fact]
    public async Task An_unknown_run_is_named_in_the_error()
    {
        await using var bench = await RunBench.OpenAsync();

        (await bench.Engine.Awaiting(e => e.StepAsync("nope")).Should().ThrowAsync<RunNotFoundException>()).WithMessage("*nope*");
    }
}
