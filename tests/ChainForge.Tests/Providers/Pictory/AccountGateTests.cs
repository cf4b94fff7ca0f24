using ChainForge.Providers.Pictory;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Providers.Pictory;

public sealed class AccountGateTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly AccountGate _gate;

    public AccountGateTests() => _gate = new AccountGate(60, _clock);

    public void Dispose() => _gate.Dispose();

    private Task<TimeSpan?> Enter(GateLane lane = GateLane.Query, CancellationToken cancellationToken = default) => _gate.EnterAsync(lane, cancellationToken);

    private async Task EmptyAsync()
    {
        for (var passed = 0; passed < 5; passed++)
        {
            (await Enter()).Should().BeNull();
        }
    }

    [Fact]
    public async Task Enter_BurstIsUsedUp_OnePassesASecondInOrder()
    {
        await EmptyAsync();
        var first = Enter();
        var second = Enter();

        _clock.Advance(TimeSpan.FromMilliseconds(999));
        first.IsCompleted.Should().BeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await first).Should().BeNull();
        second.IsCompleted.Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await second).Should().BeNull();
    }

    [Fact]
    public async Task Enter_SubmitWaitsBehindQuestions_GoesFirst()
    {
        await EmptyAsync();
        var question = Enter();
        var submit = Enter(GateLane.Submit);

        _clock.Advance(TimeSpan.FromSeconds(1));

        (await submit).Should().BeNull();
        question.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Enter_Cancelled_TakesNoToken()
    {
        await EmptyAsync();
        using var cancel = new CancellationTokenSource();
        var cancelled = Enter(cancellationToken: cancel.Token);
        var next = Enter();

        await cancel.CancelAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await next).Should().BeNull();
        await cancelled.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Enter_TurnWouldComeTooLate_IsToldAtOnce()
    {
        await EmptyAsync();
        var waiting = Enumerable.Range(0, 20).Select(_ => Enter()).ToList();

        var late = await Enter();

        late.Should().Be(TimeSpan.FromSeconds(21));
        waiting.Should().OnlyContain(turn => !turn.IsCompleted);
    }

    [Fact]
    public async Task Pause_Short_HoldsEverybodyAndLetsOneThroughAtItsEnd()
    {
        _gate.Pause(TimeSpan.FromSeconds(7));
        var first = Enter(GateLane.Submit);
        var second = Enter(GateLane.Submit);

        _clock.Advance(TimeSpan.FromSeconds(6.9));
        first.IsCompleted.Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        (await first).Should().BeNull();
        second.IsCompleted.Should().BeFalse("a provider that has just complained gets no burst");
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await second).Should().BeNull();
    }

    [Fact]
    public async Task Pause_Long_SendsAwayWhoWaitsAndWhoComes()
    {
        await EmptyAsync();
        var waiting = Enter();

        _gate.Pause(TimeSpan.FromMinutes(5));

        (await waiting).Should().Be(TimeSpan.FromMinutes(5));
        (await Enter(GateLane.Submit)).Should().Be(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Pause_ShorterThanTheOneThatHolds_ChangesNothing()
    {
        _gate.Pause(TimeSpan.FromMinutes(5));
        _gate.Pause(TimeSpan.FromSeconds(1));

        (await Enter()).Should().Be(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Enter_ManyAtAHighRate_AllPassAtTheRate()
    {
        using var gate = new AccountGate(6000, _clock);
        var all = Enumerable.Range(0, 110).Select(_ => gate.EnterAsync(GateLane.Query, CancellationToken.None)).ToList();

        for (var tick = 0; tick < 1000; tick++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        (await Task.WhenAll(all)).Should().OnlyContain(wait => wait == null);
    }
}
