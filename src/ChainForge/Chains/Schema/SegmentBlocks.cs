using System.Text.Json.Nodes;
using ChainForge.Chains.Reading;

namespace ChainForge.Chains.Schema;

/// <summary>The segments: the first has nothing before it, so it has fewer keys.</summary>
internal static class SegmentBlocks
{
    private static readonly string[] OfCuts = ["references", "transition", "transitionLength"];

    public static JsonObject Segments() => new()
    {
        ["description"] = "The clips in order. Each goes on from the one before.",
        ["type"] = "array",
        ["minItems"] = 1,
        ["maxItems"] = ChainLimits.MaxSegments,
        ["items"] = new JsonArray(Keyword.Ref("firstSegment")),
        ["additionalItems"] = Keyword.Ref("segment"),
    };

    public static JsonObject First(ChainLimits limits) =>
        Keyword.Block("The first clip of the chain; what it starts from is said below the chain's start.", Shared(limits), "prompt");

    public static JsonObject Later(ChainLimits limits)
    {
        var properties = Shared(limits);
        properties["handover"] = Keyword.OneOf(
            "lastFrame: starts on the last frame of the clip before. extend: goes on from that clip as a whole. cut: a new scene.",
            ChoiceReader.Words<Handover>(),
            "lastFrame");
        properties["references"] = Keyword.Ref("references");
        properties["transition"] = ChainBlocks.Transition("How the cut looks. Default: the chain's, else none.");
        properties["transitionLength"] = ChainBlocks.TransitionLength("How long that takes, 0.1s to 2s. Default: the chain's.");

        var schema = Keyword.Block("One clip.", properties, "prompt");
        schema["if"] = new JsonObject
        {
            ["anyOf"] = new JsonArray([.. OfCuts.Select(key => new JsonObject { ["required"] = new JsonArray(key) })]),
        };
        schema["then"] = new JsonObject
        {
            ["required"] = new JsonArray("handover"),
            ["properties"] = new JsonObject { ["handover"] = new JsonObject { ["const"] = "cut" } },
        };
        return schema;
    }

    public static JsonObject Duration(ChainLimits limits, string description) =>
        Keyword.OneOf(description, Seconds(limits.Models.SelectMany(model => model.Seconds).Distinct().Order()));

    public static IEnumerable<string> Seconds(IEnumerable<int> seconds) => seconds.Select(second => $"{second}s");

    private static JsonObject Shared(ChainLimits limits) => new()
    {
        ["id"] = ChainBlocks.Name("Unique name of the clip and its files. Default: its position, 01, 02, …"),
        ["prompt"] = Keyword.Text("What the clip shows. The chain's style is added behind it.", limits.MaxPromptLength),
        ["duration"] = Duration(limits, "Length of this clip. Default: the chain's."),
    };
}
