namespace ChainForge.Chains.Reading;

/// <summary>Reads <c>references:</c>, of the start or of a cut.</summary>
internal static class ReferencesReader
{
    public static IReadOnlyList<MediaSource> Read(Block block)
    {
        if (block.ListAt("references", "write each picture as `- picture.png`") is not { } items)
        {
            return [];
        }

        var most = block.Context.Limits.MaxReferences;
        if (items.Count == 0)
        {
            block.Add(block.PlaceOf("references"), $"`references` is empty: name up to {most} pictures or remove it");
        }

        if (items.Count > most)
        {
            block.Add(items[most].Place, $"{items.Count} references: the provider takes at most {most}, remove {items.Count - most}");
        }

        return [.. items.Select(item => MediaReader.Read(item, "references", MediaKind.Picture, block.Context)).OfType<MediaSource>()];
    }
}
