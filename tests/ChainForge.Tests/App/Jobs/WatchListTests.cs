using ChainForge.App.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.App.Jobs;

public sealed class WatchListTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WatchList _list;

    public WatchListTests() => _list = new WatchList(_time);

    [Fact]
    public async Task Things_are_taken_in_the_order_of_their_time()
    {
        Add("late", 2);
        Add("early", 1);
        _time.Advance(TimeSpan.FromSeconds(3));

        (await TakeAsync()).Should().Be("early");
        (await TakeAsync()).Should().Be("late");
    }

    [Fact]
    public async Task Nothing_is_taken_before_its_time()
    {
        Add("later", 10);
        var taking = TakeAsync();
        _time.Advance(TimeSpan.FromSeconds(9));
        taking.IsCompleted.Should().BeFalse();

        while (!taking.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await taking).Should().Be("later");
    }

    [Fact]
    public async Task A_thing_added_twice_is_taken_once_at_the_earlier_time()
    {
        Add("run", 10);
        Add("run", 1);
        Add("run", 20);
        _list.Count.Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(1));

        (await TakeAsync()).Should().Be("run");
        _list.Count.Should().Be(0);
    }

    [Fact]
    public async Task An_earlier_thing_wakes_whoever_waits_for_a_later_one()
    {
        Add("later", 50);
        var taking = TakeAsync();
        Add("now", 0);

        (await taking.WaitAsync(TimeSpan.FromSeconds(30))).Should().Be("now");
    }

    public void Dispose() => _list.Dispose();

    private void Add(string run, int seconds) => _list.Add(new Watched.Wake(run), _time.GetUtcNow().AddSeconds(seconds));

    private async Task<string> TakeAsync() => ((Watched.Wake)(await _list.TakeAsync(CancellationToken.None)).Thing).RunId;
}
