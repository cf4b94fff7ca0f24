using ChainForge.App.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.App.Hosting;

public sealed class SteadyClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_clock_that_is_set_changes_nothing_until_it_is_followed(int hours)
    {
        var machine = new Machine(_time);
        var clock = machine.Clock();
        _time.Advance(TimeSpan.FromMinutes(5));
        machine.SetClock(TimeSpan.FromHours(hours));

        clock.GetUtcNow().Should().Be(Start.AddMinutes(5));
        clock.Ahead.Should().Be(TimeSpan.FromHours(hours));

        clock.Realign();

        clock.GetUtcNow().Should().Be(Start.AddMinutes(5).AddHours(hours));
        clock.Ahead.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void A_program_started_afterwards_reads_the_new_time()
    {
        var machine = new Machine(_time);
        machine.SetClock(TimeSpan.FromHours(1));

        machine.Clock().GetUtcNow().Should().Be(Start.AddHours(1));
    }

    [Fact]
    public void The_machine_s_own_clock_is_told_from_its_passing_time()
    {
        var clock = new SteadyClock(TimeProvider.System);

        clock.Ahead.Duration().Should().BeLessThan(TimeSpan.FromSeconds(1));
        PassingTime.Since().Should().BeGreaterThan(TimeSpan.Zero).And.BeGreaterThanOrEqualTo(System.Diagnostics.Stopwatch.GetElapsedTime(0) - TimeSpan.FromSeconds(1));
    }
}
