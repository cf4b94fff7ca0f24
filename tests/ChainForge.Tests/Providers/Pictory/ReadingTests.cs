using System.Globalization;
using ChainForge.Providers.Pictory;
using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.Tests.Providers.Pictory;

/// <summary>Headers and texts of the provider, read without a network.</summary>
public sealed class ReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("1.5", 1.5)]
    [InlineData("0", 1.0)]
    [InlineData("-7", 1.0)]
    [InlineData("315360000", 300.0)]
    [InlineData("99999999999999999999999", 300.0)]
    [InlineData("1e308", 300.0)]
    [InlineData("Infinity", 300.0)]
    [InlineData("Fri, 20 Nov 2026 12:00:07 GMT", 7.0)]
    [InlineData("Fri, 20 Nov 2026 11:00:00 GMT", 1.0)]
    [InlineData("Thu, 20 Nov 2036 12:00:00 GMT", 300.0)]
    [InlineData("soon", null)]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    public void RetryAfter_EveryForm_IsBounded(string text, double? seconds) =>
        RetryAfterHeader.Read(text, Now).Should().Be(seconds is { } value ? TimeSpan.FromSeconds(value) : null);

    [Fact]
    public void RetryAfter_DateAndTheServersClockIsWrong_CountsFromTheServersDate()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Date", Now.AddHours(2).ToString("R", CultureInfo.InvariantCulture));
        response.Headers.TryAddWithoutValidation("Retry-After", Now.AddHours(2).AddSeconds(7).ToString("R", CultureInfo.InvariantCulture));

        RetryAfterHeader.Read(response.Headers, Now).Should().Be(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData("key pictai_canary-5f3a9c.", "key [key].")]
    [InlineData("key PICTAI_CANARY-5F3A9C.", "key [key].")]
    [InlineData("another pictai_abc_DEF-9 too", "another [key] too")]
    [InlineData("see https://cdn.example/a/b.png?X-Sig=1#f now", "see https://cdn.example/… now")]
    [InlineData("see https://me:pw@cdn.example:81/a", "see https://cdn.example:81/…")]
    [InlineData("{\"webhook\":\"https:\\/\\/me.example\\/hooks\\/tok\"}", "{\"webhook\":\"https:\\/\\/me.example/…\"}")]
    [InlineData("u=https%3A%2F%2Fme.example%2Fhooks%2Ftok", "u=https%3A%2F%2Fme.example/…")]
    [InlineData("GET /a.mp4?X-Amz-Signature=deadbeef&b=2", "GET /a.mp4?X-Amz-Signature=…&b=…")]
    [InlineData("one\r\n2026 two\u001b[31m\tthree  ", "one 2026 two [31m three")]
    [InlineData("Straße 🌊 bleibt", "Straße 🌊 bleibt")]
    public void Clean_Secrets_AreTakenOut(string text, string expected) => new Redactor(Given.Key).Clean(text).Should().Be(expected);

    [Fact]
    public void Clean_MadeUpKeyOfASimulator_DoesNotGarbleTexts() => new Redactor("key").Clean("a monkey").Should().Be("a monkey");

    [Fact]
    public void Clean_KeyAtTheCut_LeavesNoHalf()
    {
        var text = new string('x', Redactor.MostBytes - 8) + Given.Key + new string('y', 100);

        var clean = new Redactor(Given.Key).Clean(text);

        clean.Should().NotContain("pict").And.EndWith("…");
        System.Text.Encoding.UTF8.GetByteCount(clean).Should().BeInRange(Redactor.MostBytes - 8, Redactor.MostBytes);
    }

    [Fact]
    public void Clean_HostileMegabyte_IsQuick()
    {
        var text = string.Concat(Enumerable.Repeat("https://https://pictai_&a=", 40_000));

        new Redactor(Given.Key).ExecutionTimeOf(it => it.Clean(text)).Should().BeLessThan(TimeSpan.FromSeconds(2));
    }
}
