using ChainForge.Providers.Pictory;
using ChainForge.Tests.Providers.Pictory.Support;
using Microsoft.Extensions.Configuration;

namespace ChainForge.Tests.Providers.Pictory;

public sealed class PictoryOptionsTests
{
    private static readonly PictoryOptions Good = new() { ApiKey = Given.Key };

    [Fact]
    public void Validate_KeyAndDefaults_AreFine() => PictoryOptionsValidator.Validate(Good).Should().BeEmpty();

    [Fact]
    public void Validate_ManyMistakes_AreAllToldWithValueAndRemedyButNeverTheKey()
    {
        var problems = PictoryOptionsValidator.Validate(new PictoryOptions
        {
            ApiKey = "Bearer " + Given.Key,
            BaseUrl = new Uri("http://api.pictory.ai/pictoryapis?x=1"),
            RequestsPerMinute = 0,
            MaxJobsInFlight = -1,
            SubmitTimeout = TimeSpan.Zero,
            DownloadIdleTimeout = TimeSpan.FromDays(5),
            MaxVideoBytes = 0,
            UserAgent = "two\nlines",
        });

        problems.Should().HaveCount(9);
        string.Join('\n', problems).Should().ContainAll(
            "ApiKey starts with 'Bearer'", "over http", "a user, a query", "RequestsPerMinute is 0: use 1 to", "MaxJobsInFlight is -1",
            "SubmitTimeout is 00:00:00", "DownloadIdleTimeout is 5.00:00:00", "MaxVideoBytes is 0", "UserAgent is 'two")
            .And.NotContain(Given.Key);
    }

    [Theory]
    [InlineData("", "PICTORY_API_KEY")]
    [InlineData("  ", "PICTORY_API_KEY")]
    [InlineData("pictai_a b", "copy it again")]
    [InlineData("pictai_a\n", "copy it again")]
    [InlineData("pictai_ä", "copy it again")]
    public void Validate_KeyThatCannotBe_IsTold(string key, string remedy) =>
        PictoryOptionsValidator.Validate(Good with { ApiKey = key }).Should().ContainSingle().Which.Should().Contain(remedy);

    [Theory]
    [InlineData("api.pictory.ai", false)]
    [InlineData("ftp://api.pictory.ai", false)]
    [InlineData("http://simulator:8080/pictoryapis", false)]
    [InlineData("http://localhost:5080/pictoryapis", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("https://proxy.example/pictoryapis", true)]
    public void Validate_BaseUrl_MustBeHttpsOrLoopback(string url, bool good) =>
        PictoryOptionsValidator.Validate(Good with { BaseUrl = new Uri(url, UriKind.RelativeOrAbsolute) }).Should().HaveCount(good ? 0 : 1);

    [Fact]
    public void Create_WrongOptions_SaysAllProblems()
    {
        var create = () => PictoryProvider.Create(new PictoryOptions { RequestsPerMinute = 0 }, TimeProvider.System, new LogLines());

        create.Should().Throw<ArgumentException>().WithMessage("*PICTORY_API_KEY*RequestsPerMinute*");
    }

    [Fact]
    public void Options_FromConfiguration_Bind()
    {
        var options = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ApiKey"] = "k",
            ["BaseUrl"] = "http://localhost:5080/pictoryapis",
            ["RequestsPerMinute"] = "60",
            ["SubmitTimeout"] = "00:00:45",
        }).Build().Get<PictoryOptions>();

        options.Should().Be(new PictoryOptions
        {
            ApiKey = "k",
            BaseUrl = new Uri("http://localhost:5080/pictoryapis"),
            RequestsPerMinute = 60,
            SubmitTimeout = TimeSpan.FromSeconds(45),
        });
    }

    [Fact]
    public void ToString_Options_HasNoKey() => Good.ToString().Should().Contain("RequestsPerMinute = 120").And.NotContain(Given.Key);

    [Fact]
    public void Capabilities_AreTheDocumentedTable()
    {
        var table = PictoryCapabilities.Current;

        table.Models.Select(model => $"{model.Name} {string.Join(' ', model.AspectRatios)} {string.Join(' ', model.Seconds)} {model.CreditsPerSecond}").Should().Equal(
            "pixverse5.5 16:9 9:16 1:1 3:4 4:3 5 8 10 1.6",
            "veo3.1_fast 16:9 9:16 4 6 8 10",
            "veo3.1 16:9 9:16 4 6 8 20");
        (table.MinPromptLength, table.MaxPromptLength, table.MaxReferences).Should().Be((5, 5000, 3));
        table.Find("pixverse5.5")!.Cost(8).Should().Be(12.8m);
    }
}
