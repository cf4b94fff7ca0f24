namespace ChainForge.Media;

/// <summary>What is done about a clip's colours.</summary>
/// <param name="Own">Its correction; null: none.</param>
/// <param name="Lead">The corrections of its first shown frames, one by one, where they differ from <paramref name="Own"/>.</param>
internal sealed record ClipColour(ColourMap? Own, IReadOnlyList<ColourMap> Lead)
{
    public static ClipColour None { get; } = new(null, []);

    /// <summary>The correction of a shown frame; null: none.</summary>
    public ColourMap? At(int shown) => shown < Lead.Count ? Lead[shown] : Own;
}
