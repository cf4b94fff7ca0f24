using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Ledger;

public sealed class SqliteLedgerTests : LedgerContract, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override Task<RunLedger> OpenAsync() => RunLedger.OpenEmbeddedAsync(_folder.Root, Time);

    [Fact]
    public Task Every_field_of_a_run_comes_back() => RoundTripAsync();

    [Fact]
    public Task Sixty_four_writers_lose_no_update() => NoLostUpdateAsync();

    [Fact]
    public Task A_transition_that_throws_leaves_nothing_and_troubles_nobody() => ThrowingTransitionAsync();

    [Fact]
    public Task A_job_belongs_to_one_attempt() => JobBelongsToOneAsync();

    [Fact]
    public Task Places_are_never_given_twice() => PlacesAsync();

    [Fact]
    public Task A_content_is_taken_in_once() => TakeInAsync();

    [Fact]
    public Task A_lease_is_held_renewed_and_lost() => LeasesAsync();

    [Fact]
    public Task Eight_servers_share_the_runs() => ManyLeasesAtOnceAsync();

    [Fact]
    public async Task Everything_is_there_after_it_is_opened_again()
    {
        await using (var ledger = await OpenAsync())
        {
            await ledger.AddAsync(new Transition(Given.Run(), "made"));
            await ledger.UpdateAsync(Given.Run().Id, (r, totals) => r.SubmitIntended(0, Given.Intent(tokenHash: "hash"), totals, 10, Given.Now));
            await ledger.TryTakeInAsync(new IntakeRecord("content", "a.yaml", null), null);
        }

        await using var again = await OpenAsync();
        (await again.FindAsync(Given.Run().Id))!.Reserved.Should().Be(10);
        (await again.HistoryAsync(Given.Run().Id)).Should().HaveCount(2);
        (await again.FindTokenAsync("hash")).Should().NotBeNull();
        (await again.TryTakeInAsync(new IntakeRecord("content", "b.yaml", null), null)).Should().BeFalse();
    }

    public void Dispose() => _folder.Dispose();
}
