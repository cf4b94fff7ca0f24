using ChainForge.Media;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Media.FFmpeg;

public sealed class PatienceTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Patience _patience;
    private bool _gaveUp;

    public PatienceTests() => _patience = new Patience(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), _time, () => _gaveUp = true);

    public ValueTask DisposeAsync() => _patience.DisposeAsync();

    [Fact]
    public void Silence_ends_it_only_while_somebody_waits()
    {
        _time.Advance(TimeSpan.FromHours(1));
        using (_patience.Wait())
        {
            _time.Advance(TimeSpan.FromSeconds(119));
        }

        _time.Advance(TimeSpan.FromHours(1));
        _patience.SignOfLife();
        _time.Advance(TimeSpan.FromHours(1));
        _gaveUp.Should().BeFalse();

        using var again = _patience.Wait();
        _time.Advance(TimeSpan.FromSeconds(119));
        _gaveUp.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        _gaveUp.Should().BeTrue();
        _patience.Ended.Should().StartWith("nothing happened for 120 s");
    }

    [Fact]
    public void All_waits_together_have_an_end_however_lively_it_is()
    {
        for (var minute = 0; minute < 9; minute++)
        {
            using var waiting = _patience.Wait();
            _time.Advance(TimeSpan.FromMinutes(1));
            _patience.SignOfLife();
        }

        _time.Advance(TimeSpan.FromHours(1));
        _gaveUp.Should().BeFalse("resting is not waiting");

        using var last = _patience.Wait();
        _time.Advance(TimeSpan.FromSeconds(61));
        _gaveUp.Should().BeTrue();
        _patience.Ended.Should().StartWith("it did not end within 10 min");
    }

    [Theory]
    [InlineData(0, 600)]
    [InlineData(10, 800)]
    [InlineData(1e9, 86_400)]
    [InlineData(9e11, 86_400)]
    public void A_clip_may_take_some_minutes_and_some_times_its_length_and_a_day_at_most(double seconds, double most) =>
        new MediaLimits().For(TimeSpan.FromSeconds(seconds)).TotalSeconds.Should().Be(most);
}
