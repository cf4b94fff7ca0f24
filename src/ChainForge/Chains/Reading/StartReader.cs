namespace ChainForge.Chains.Reading;

/// <summary>Reads <c>start:</c>. The provider takes one kind of start in a request: more is a mistake, not a choice for us to make.</summary>
internal static class StartReader
{
    public static ChainStart Read(Block chain)
    {
        if (chain.BlockAt("start", BlockShape.Start, "write `firstFrame: picture.png` below it, or `references:`, or `extend:`") is not { } block)
        {
            return ChainStart.Nothing;
        }

        var written = BlockShape.Start.Keys.Where(block.Has).OrderBy(key => block.PlaceOf(key).Line).ThenBy(key => block.PlaceOf(key).Column).ToList();
        if (written.Count == 0)
        {
            block.Add(block.Place, "`start` has none of `firstFrame`, `references` and `extend`: write one of them, or remove `start`");
        }

        foreach (var key in written.Skip(1))
        {
            block.Add(block.PlaceOf(key), $"`{key}` cannot go with `{written[0]}` on line {block.PlaceOf(written[0]).Line}: a chain has one start, remove one of the two");
        }

        return new ChainStart
        {
            FirstFrame = Medium(block, "firstFrame", MediaKind.Picture),
            Extend = Medium(block, "extend", MediaKind.Video),
            References = ReferencesReader.Read(block),
        };
    }

    private static MediaSource? Medium(Block block, string key, MediaKind kind) =>
        block.ScalarAt(key) is { } text ? MediaReader.Read(text, key, kind, block.Context) : null;
}
