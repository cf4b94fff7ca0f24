using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs;

public sealed class GenerationFailurePolicyTests
{
    [Theory]
    [InlineData("INTERNAL_ERROR", "", 0, FailureVerdict.TryAgain)]
    [InlineData("503", "", 0, FailureVerdict.TryAgain)]
    [InlineData("timed_out", "", 0, FailureVerdict.TryAgain)]
    [InlineData("5001", "The model is temporarily at capacity", 0, FailureVerdict.TryAgain)]
    [InlineData("INTERNAL_ERROR", "", null, FailureVerdict.PersonDecides)]
    [InlineData("INTERNAL_ERROR", "", 8, FailureVerdict.PersonDecides)]
    [InlineData("5001", "", 0, FailureVerdict.PersonDecides)]
    [InlineData(null, "", 0, FailureVerdict.PersonDecides)]
    [InlineData("5002", "Your prompt was flagged as NSFW", 0, FailureVerdict.ContentRefused)]
    [InlineData("CONTENT_POLICY", "internal error", 0, FailureVerdict.ContentRefused)]
    [InlineData("5003", "The file at https://a could not be fetched", null, FailureVerdict.InputUnusable)]
    [InlineData("INVALID_INPUT", "try again later", 0, FailureVerdict.InputUnusable)]
    public void Of_WordsCodeAndCredits_SayWhatToDo(string? code, string message, int? credits, FailureVerdict verdict) =>
        GenerationFailurePolicy.Of(new(ProviderFailureKind.GenerationFailed, message, code), credits).Should().Be(verdict);

    [Fact]
    public void Of_TooFewCredits_IsAMatterOfTheAccount() =>
        GenerationFailurePolicy.Of(new(ProviderFailureKind.InsufficientCredits, "try again later"), 0).Should().Be(FailureVerdict.TooFewCredits);
}
