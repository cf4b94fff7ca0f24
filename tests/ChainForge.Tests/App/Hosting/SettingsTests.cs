using ChainForge.App.Hosting;
using Microsoft.Extensions.Configuration;

namespace ChainForge.Tests.App.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void What_is_not_set_has_the_documented_default()
    {
        var settings = Load();

        settings.Pictory.BaseUrl.Should().Be(new Uri("https://api.pictory.ai/pictoryapis"));
        settings.Pictory.MaxJobsInFlight.Should().Be(10);
        settings.Pictory.RequestsPerMinute.Should().Be(120);
        settings.Paths.Should().Be(new PathSettings { Pipelines = "pipelines", Output = "output", Data = "data" });
        settings.Polling.Should().Be(new PollingSettings { Interval = TimeSpan.FromSeconds(15), Timeout = TimeSpan.FromMinutes(30) });
        settings.Submit.SettleWindow.Should().Be(TimeSpan.FromMinutes(10));
        settings.Submit.RetryFailedGenerations.Should().Be(2);
        settings.Submit.BreakerCoolDown.Should().Be(TimeSpan.FromMinutes(10));
        settings.Budget.MaxCreditsPerRun.Should().Be(500);
        settings.Storage.Provider.Should().Be(StorageProvider.Embedded);
    }

    [Fact]
    public void The_key_comes_from_either_name_and_the_short_one_wins()
    {
        Load(("ChainForge:Pictory:ApiKey", "pictai_a")).Pictory.ApiKey.Should().Be("pictai_a");
        Load(("ChainForge:Pictory:ApiKey", "pictai_a"), ("PICTORY_API_KEY", " pictai_b\n")).Pictory.ApiKey.Should().Be("pictai_b");
    }

    [Theory]
    [InlineData("ChainForge:Polling:Interval", "00:00:05", "10 to 30 s")]
    [InlineData("ChainForge:Polling:Interval", "00:00:00", "longer than nothing")]
    [InlineData("ChainForge:Polling:Timeout", "00:00:01", "longer than the interval")]
    [InlineData("ChainForge:Submit:SettleWindow", "00:00:00", "ChainForge:Submit:SettleWindow")]
    [InlineData("ChainForge:Submit:RetryFailedGenerations", "-1", "0 (never) to 5")]
    [InlineData("ChainForge:Submit:BreakerCoolDown", "00:00:00", "ChainForge:Submit:BreakerCoolDown")]
    [InlineData("ChainForge:Budget:MaxCreditsPerRun", "0", "more than 0")]
    [InlineData("ChainForge:Pictory:MaxJobsInFlight", "0", "at least 1")]
    [InlineData("ChainForge:Webhooks:PublicUrl", "http://example.com", "https")]
    [InlineData("ChainForge:Storage:Provider", "PostgreSql", "ChainForge:Storage:ConnectionString")]
    [InlineData("ChainForge:Storage:Provider", "Oracle", "ChainForge:Storage:Provider")]
    [InlineData("ChainForge:Dashboard:Password", "secret", "both, or neither")]
    [InlineData("ChainForge:Paths:Data", " ", "name a folder")]
    [InlineData("ChainForge:Pathes:Data", "x", "Pathes")]
    public void A_wrong_setting_is_named_with_its_remedy(string key, string value, string message) =>
        Invoking(() => Load((key, value))).Should().Throw<SettingsException>().WithMessage($"*{message}*");

    [Fact]
    public void On_loopback_jobs_may_be_asked_for_quickly() =>
        Load(("ChainForge:Pictory:BaseUrl", "http://127.0.0.1:8787/pictoryapis"), ("ChainForge:Polling:Interval", "00:00:00.2"))
            .Polling.Interval.Should().Be(TimeSpan.FromMilliseconds(200));

    [Fact]
    public void All_problems_come_at_once_and_no_secret_is_in_them()
    {
        var problems = Invoking(() => Load(
                ("ChainForge:Polling:Interval", "00:00:05"), ("ChainForge:Budget:MaxCreditsPerRun", "-3"), ("ChainForge:Dashboard:Password", "hunter2")))
            .Should().Throw<SettingsException>().Which;

        problems.Problems.Should().HaveCount(3);
        problems.Message.Should().NotContain("hunter2");
    }

    // Was: "Failed to convert configuration value 'pictai_…'".
    [Fact]
    public void A_key_in_the_wrong_place_is_not_repeated()
    {
        const string Key = "pictai_canary_2b7f";
        var keys = Leaves(typeof(ChainForgeSettings), "ChainForge").Append("PICTORY_API_KEY_FILE").ToList();
        keys.Should().HaveCountGreaterThan(30);
        foreach (var key in keys)
        {
            foreach (var value in new[] { Key, $"'{Key}' at 'x'", $"https://{Key}", "Bearer " + Key })
            {
                var words = string.Concat(ProblemsOf((key, value)));

                words.Should().NotContain("canary", key);
            }
        }

        ProblemsOf(("ChainForge:Polling:Interval", Key)).Should().ContainSingle().Which.Should().Contain("ChainForge:Polling:Interval").And.Contain("TimeSpan");
        ProblemsOf(("ChainForge:Pictory:BaseUrl", "0123456789abcdef")).Should().Contain(problem => problem.Contains("BaseUrl")).And.NotContain(problem => problem.Contains("0123456789abcdef"));
    }

    private static IEnumerable<string> Leaves(Type type, string prefix) => type.GetProperties().Where(property => property.CanWrite).SelectMany(property =>
        property.PropertyType.Namespace!.StartsWith("ChainForge", StringComparison.Ordinal) && !property.PropertyType.IsEnum
            ? Leaves(property.PropertyType, $"{prefix}:{property.Name}")
            : [$"{prefix}:{property.Name}"]);

    private static IReadOnlyList<string> ProblemsOf((string Key, string Value) setting)
    {
        try
        {
            SettingsLoader.Load(new ConfigurationBuilder().AddInMemoryCollection([new(setting.Key, setting.Value)]).Build(), needsKey: true);
            return [];
        }
        catch (SettingsException e)
        {
            return e.Problems;
        }
    }

    private static Func<ChainForgeSettings> Invoking(Func<ChainForgeSettings> load) => load;

    private static ChainForgeSettings Load(params (string Key, string Value)[] values) =>
        SettingsLoader.Load(
            new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(value => value.Key, value => (string?)value.Value)).Build(), needsKey: false);
}
