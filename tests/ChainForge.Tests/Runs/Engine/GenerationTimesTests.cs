using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

public sealed class GenerationTimesTests
{
    private static readonly AskedFor Asked = new("pixverse5.5", "16:9", 8, "the prompt alone", "");

    [Fact]
    public void FirstAsk_is_nine_tenths_of_the_quickest()
    {
        var times = new GenerationTimes();
        times.Add(Asked, TimeSpan.FromSeconds(80));
        times.Add(Asked, TimeSpan.FromSeconds(60));

        times.FirstAsk(Asked).Should().Be(TimeSpan.FromSeconds(54));
    }

    [Fact]
    public void A_job_that_was_finished_all_night_before_anybody_asked_does_not_keep_the_next_waiting_as_long()
    {
        var times = new GenerationTimes();
        times.Add(Asked, TimeSpan.FromHours(9));

        times.FirstAsk(Asked).Should().BeLessThanOrEqualTo(TimeSpan.FromMinutes(2));
    }
}
