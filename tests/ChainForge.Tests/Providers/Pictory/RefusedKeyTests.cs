using ChainForge.Providers;
using ChainForge.Tests.Providers.Pictory.Support;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Providers.Pictory;

public sealed class RefusedKeyTests : IDisposable
{
    private const string NewKey = "pictai_fresh-77aa10";

    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Submit_Unauthorized_WasNotTakenAndIsToBeSentAgain()
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(401, """{"message":"Unauthorized"}"""));
        using var provider = Given.Provider(server);

        var outcome = await provider.SubmitAsync(Given.Request, null, CancellationToken.None);

        outcome.Should().BeOfType<SubmitOutcome.NotSent>().Which.Failure.Should().BeEquivalentTo(new { Kind = ProviderFailureKind.Unauthorized, RetryAfter = TimeSpan.FromMinutes(1) });
        server.Requests.Should().ContainSingle();
        provider.HeldBack!.Message.Should().Contain("PICTORY_API_KEY_FILE").And.Contain("restart").And.NotContain(Given.Key);
    }

    [Fact]
    public async Task HeldBack_AfterAMinute_LetsTheSameKeyBeTriedAgain()
    {
        await using var server = new RawServer(exchange => exchange.Number == 1 ? exchange.ReplyAsync(401) : exchange.JsonAsync("""{"items":[]}"""));
        var clock = new FakeTimeProvider();
        using var provider = Given.Provider(server, clock: clock);
        await provider.Awaiting(p => p.ListJobsAsync(null, CancellationToken.None)).Should().ThrowAsync<ProviderException>();
        provider.HeldBack.Should().NotBeNull();

        clock.Advance(TimeSpan.FromMinutes(1));

        provider.HeldBack.Should().BeNull();
        await provider.ListJobsAsync(null, CancellationToken.None);
        provider.HeldBack.Should().BeNull("it was let in");
    }

    [Fact]
    public async Task Row45_A_key_that_was_changed_in_its_file_is_taken_up_without_a_restart()
    {
        await using var server = new RawServer(exchange => exchange.Request.Header("Authorization") == NewKey
            ? exchange.JsonAsync("""{"items":[]}""")
            : exchange.ReplyAsync(401, $$"""{"message":"who is {{NewKey}} or {{Given.Key}}?"}"""));
        await File.WriteAllTextAsync(_file, Given.Key);
        var clock = new FakeTimeProvider();
        using var provider = Given.Provider(Given.Options(server.Url) with { ApiKeyFile = _file }, clock: clock);
        await provider.Awaiting(p => p.ListJobsAsync(null, CancellationToken.None)).Should().ThrowAsync<ProviderException>();
        provider.HeldBack!.Message.Should().Contain(_file);

        await File.WriteAllTextAsync(_file, $"{NewKey}\n");
        clock.Advance(TimeSpan.FromSeconds(1));

        provider.HeldBack.Should().BeNull();
        await provider.ListJobsAsync(null, CancellationToken.None);
        server.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer pictai_x")]
    [InlineData("two words")]
    public async Task HeldBack_FileWithoutAKey_StaysHeldBack(string content)
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(401));
        await File.WriteAllTextAsync(_file, content);
        using var provider = Given.Provider(Given.Options(server.Url) with { ApiKeyFile = _file });

        await provider.Awaiting(p => p.ListJobsAsync(null, CancellationToken.None)).Should().ThrowAsync<ProviderException>();

        provider.HeldBack.Should().NotBeNull();
        server.Requests.Should().OnlyContain(request => request.Header("Authorization") == Given.Key);
    }

    public void Dispose() => File.Delete(_file);
}
