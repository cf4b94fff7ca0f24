using ChainForge.Chains.Yaml;

namespace ChainForge.Chains.Reading;

/// <summary>Reads a whole chain from its root node. What it returns is only good if there are no problems.</summary>
internal static class DefinitionReader
{
    public static ChainDefinition? Read(Node root, string path, ReadingContext context)
    {
        if (Block.Open(root, BlockShape.Chain, "write `segments:` and below it a `- prompt: …` for each clip", context) is not { } chain)
        {
            return null;
        }

        var model = ModelReader.ReadModel(chain);
        var style = chain.TextAt("style")?.Value;
        var seconds = DurationReader.Read(chain, model) ?? model?.Seconds[0] ?? 0;
        var stitch = StitchReader.Open(chain);
        var transition = stitch is null ? TransitionReader.Default : TransitionReader.Default.Read(stitch);
        return new ChainDefinition
        {
            Name = NameReader.Read(chain, path) ?? "",
            Model = model?.Name ?? "",
            AspectRatio = ModelReader.ReadAspectRatio(chain, model) ?? "",
            Start = StartReader.Read(chain),
            Segments = SegmentsReader.Read(chain, new SegmentReader(model, style, seconds, transition)),
            Stitch = StitchReader.Read(stitch),
            MaxCredits = BudgetReader.Read(chain),
        };
    }
}
