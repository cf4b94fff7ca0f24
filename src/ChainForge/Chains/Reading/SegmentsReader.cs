namespace ChainForge.Chains.Reading;

/// <summary>Reads <c>segments:</c>.</summary>
internal static class SegmentsReader
{
    public static IReadOnlyList<SegmentDefinition> Read(Block chain, SegmentReader reader)
    {
        const string Remedy = "write a `- prompt: …` for each clip";
        if (!chain.Has("segments"))
        {
            chain.Add(chain.Place, $"The chain has no `segments`: {Remedy} below it");
            return [];
        }

        if (chain.ListAt("segments", Remedy) is not { } items)
        {
            return [];
        }

        if (items.Count == 0)
        {
            chain.Add(chain.PlaceOf("segments"), $"`segments` is empty: {Remedy}");
        }

        var ids = new SegmentIds(chain.Context.Problems);
        var segments = items.TakeWhile(_ => !chain.Context.Problems.IsFull).Select((item, index) => reader.Read(item, index, ids, chain.Context)).OfType<SegmentDefinition>().ToList();
        ids.CheckDefaults();
        return segments;
    }
}
