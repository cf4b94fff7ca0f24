namespace ChainForge.Chains.Reading;

/// <summary>Reads a segment's <c>prompt:</c> and adds the chain's style.</summary>
internal static class PromptReader
{
    public static string? Read(Block segment, string? style)
    {
        if (!segment.Has("prompt"))
        {
            segment.Add(segment.Place, "This segment has no `prompt`: write what its clip shows");
            return null;
        }

        if (segment.TextAt("prompt") is not { } prompt)
        {
            return null;
        }

        var whole = PromptText.Join(prompt.Value, style);
        var limits = segment.Context.Limits;
        if (whole.Length < limits.MinPromptLength || whole.Length > limits.MaxPromptLength)
        {
            var remedy = whole.Length < limits.MinPromptLength
                ? $"at least {limits.MinPromptLength}, say more of what the clip shows"
                : $"at most {limits.MaxPromptLength}, shorten one of them";
            segment.Add(prompt.Place, $"{Lengths(prompt.Value, style, whole)}: {remedy}");
            return null;
        }

        return whole;
    }

    // Counted in UTF-16 units, as the provider's JavaScript most likely does and never less than it counts characters.
    private static string Lengths(string prompt, string? style, string whole) => style is null
        ? $"The prompt has {whole.Length} characters"
        : $"The prompt has {prompt.Trim().Length} characters and the style {style.Trim().Length}, together {whole.Length}";
}
