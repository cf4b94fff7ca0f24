using ChainForge.Chains.Problems;

namespace ChainForge.Tests.Chains;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("aspect_ratio", "aspectRatio")]
    [InlineData("AspectRatio", "aspectRatio")]
    [InlineData("aspetcRatio", "aspectRatio")]
    [InlineData("modle", "model")]
    [InlineData("models", "model")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("something else entirely", null)]
    public void Nearest_OfAWord_IsWhatWasMeant(string word, string? expected) =>
        Suggestion.Nearest(word, ["model", "aspectRatio", "segments"]).Should().Be(expected);
}
