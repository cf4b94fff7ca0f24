using ChainForge.Providers;
using ChainForge.Runs;
using ChainForge.Tests.Runs;

namespace ChainForge.Tests.Faults;

/// <summary>A key that is refused pauses everything and fails nothing.</summary>
public sealed class Row45RefusedKeyTests
{
    private static readonly ProviderFailure Refused = new(ProviderFailureKind.Unauthorized, "the key is refused (401)");

    [Fact]
    public async Task Row45_A_submit_that_is_answered_with_401_is_sent_again_once_the_key_is_right()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = new Reply(false, _ =>
        {
            bench.Provider.HeldBack = Refused;
            return new SubmitOutcome.NotSent(Refused);
        });
        var runId = await bench.StartAsync(Given.Chain(2));
        await bench.Engine.StepAsync(runId);
        for (var sweep = 0; sweep < 20; sweep++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(30));
            await bench.Engine.StepAsync(runId);
        }

        var paused = await bench.FindAsync(runId);
        (paused.State, paused.HeldBackReason, bench.Provider.Submits, paused.Reserved).Should().Be((RunState.Running, Refused.ToString(), 1, Given.Cost));
        (await bench.Ledger.HistoryAsync(runId)).Count.Should().BeLessThan(6, "ten minutes of waiting are not ten pages of history");

        bench.Provider.HeldBack = null;
        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);
        bench.Provider.Submits.Should().Be(3);
    }

    [Fact]
    public async Task Row45_Where_an_upload_or_the_list_says_so_nothing_is_sent_at_all()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.HasLastFrame = _ => false;
        bench.Provider.UploadFailure = () =>
        {
            bench.Provider.HeldBack = Refused;
            return Refused;
        };
        var runId = await bench.StartAsync(Given.Chain(2));
        while ((await bench.FindAsync(runId)).HeldBackReason is null)
        {
            var step = await bench.Engine.StepAsync(runId);
            await new RunDriver(bench.Engine, bench.Time).DoAsync(step.Run, step.Next);
            bench.Time.Advance(TimeSpan.FromSeconds(10));
        }

        bench.Provider.Submits.Should().Be(1, "the second segment was not sent");
        bench.Provider.UploadFailure = () => null;
        bench.Provider.HeldBack = null;

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);
    }

    [Fact]
    public async Task Row45_Hours_of_polls_without_a_right_key_fail_nothing()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = job => bench.Time.GetUtcNow() - job.CreatedAt < TimeSpan.FromHours(1) ? new JobAnswer.NoAnswer(Refused) : null;

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(Given.Chain(1)), RunState.Completed);
    }
}
