using System.Text.Json.Nodes;

namespace ChainForge.Chains.Schema;

/// <summary>What follows from the choice of a model.</summary>
internal static class ModelRules
{
    public static JsonNode For(ModelLimits model, bool isDefault)
    {
        var chosen = new JsonObject
        {
            ["properties"] = new JsonObject { ["model"] = new JsonObject { ["const"] = model.Name } },
        };
        if (!isDefault)
        {
            // A rule on `properties` alone holds where the key is missing: right for the default only.
            chosen["required"] = new JsonArray("model");
        }

        var seconds = SegmentBlocks.Seconds(model.Seconds).ToList();
        return new JsonObject
        {
            ["if"] = chosen,
            ["then"] = new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["aspectRatio"] = Keyword.OneOf(Makes(model, model.AspectRatios), model.AspectRatios, model.AspectRatios[0]),
                    ["duration"] = Keyword.OneOf(Makes(model, seconds), seconds, seconds[0]),
                    ["segments"] = new JsonObject
                    {
                        ["items"] = new JsonObject
                        {
                            ["properties"] = new JsonObject { ["duration"] = Keyword.OneOf(Makes(model, seconds), seconds) },
                        },
                    },
                },
            },
        };
    }

    private static string Makes(ModelLimits model, IEnumerable<string> values) => $"{model.Name} makes {string.Join(", ", values)}.";
}
