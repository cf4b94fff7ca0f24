namespace ChainForge.Chains.Reading;

/// <summary>How the style is added to a prompt: word for word behind it, as a sentence of its own.</summary>
internal static class PromptText
{
    private const string EndsSentence = ".!?…:;,。！？";

    /// <summary><c>{prompt}. {style}</c>, or <c>{prompt} {style}</c> if the prompt ends in a punctuation mark already.</summary>
    public static string Join(string prompt, string? style) => prompt.Trim() + Joint(prompt, style) + style?.Trim();

    /// <summary>What stands between the two.</summary>
    public static string Joint(string prompt, string? style) =>
        string.IsNullOrWhiteSpace(style) ? "" : EndsSentence.Contains(prompt.Trim()[^1]) ? " " : ". ";
}
