using ChainForge.App.Webhooks;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using ChainForge.Tests.Runs.Transitions;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.App.Webhooks;

/// <summary>Who is listened to when many call.</summary>
public sealed class WebhookCallersTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Given.Now);
    private readonly WebhookLimits _limits = new();

    [Fact]
    public async Task Row29_The_calls_of_ten_jobs_come_through_whatever_else_calls()
    {
        await using var ledger = await RunLedger.OpenEmbeddedAsync(_folder.Root, _time);
        using var tokens = new OpenTokens(ledger, _time);
        var callers = new WebhookCallers(tokens, _limits, ledger);
        var mine = new List<WebhookToken>();
        for (var run = 0; run < 10; run++)
        {
            mine.Add(WebhookToken.New());
            await ledger.AddAsync(new Transition(Given.Run() with { Id = $"run-{run}" }, "made"));
            await ledger.UpdateAsync($"run-{run}", r => r.SubmitIntended(0, Given.Intent(tokenHash: mine[run].Hash), new AccountTotals(0, 0), 10, Given.Now));
        }

        var storm = new List<Caller>();
        for (var call = 0; call < 2000; call++)
        {
            storm.Add(await callers.RecogniseAsync(WebhookToken.New().Text, CancellationToken.None));
            if (call % 200 == 100)
            {
                (await callers.RecogniseAsync(mine[call / 200].Text, CancellationToken.None)).Should().Be(new Caller.Of(new TokenOwner($"run-{call / 200}", "01-1")));
            }
        }

        storm.OfType<Caller.Unknown>().Count().Should().BeInRange(40, 400);
        storm.OfType<Caller.TooMany>().Count().Should().BeGreaterThan(1500);
    }

    [Fact]
    public async Task Row29_One_token_is_listened_to_a_few_times_running()
    {
        await using var ledger = await RunLedger.OpenEmbeddedAsync(_folder.Root, _time);
        using var tokens = new OpenTokens(ledger, _time);
        var callers = new WebhookCallers(tokens, _limits, ledger);
        var token = WebhookToken.New();
        await ledger.AddAsync(new Transition(Given.Run(), "made"));
        await ledger.UpdateAsync(Given.Run().Id, r => r.SubmitIntended(0, Given.Intent(tokenHash: token.Hash), new AccountTotals(0, 0), 10, Given.Now));

        var calls = new List<Caller>();
        for (var call = 0; call < 100; call++)
        {
            calls.Add(await callers.RecogniseAsync(token.Text, CancellationToken.None));
        }

        calls.Take(6).Should().AllBeOfType<Caller.Of>("five copies and a late one");
        calls[^1].Should().BeOfType<Caller.TooMany>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg")]
    public async Task Row27_What_cannot_be_a_token_is_not_looked_up(string text)
    {
        var ledger = await RunLedger.OpenEmbeddedAsync(_folder.Root, _time);
        await ledger.DisposeAsync();
        using var tokens = new OpenTokens(ledger, _time);

        // The ledger is closed: whoever asked it would fail.
        (await new WebhookCallers(tokens, _limits, ledger).RecogniseAsync(text, CancellationToken.None)).Should().Be(new Caller.Unknown());
    }

    public void Dispose()
    {
        _limits.Dispose();
        _folder.Dispose();
    }
}
