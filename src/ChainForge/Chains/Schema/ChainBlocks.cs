using System.Text.Json.Nodes;
using ChainForge.Chains.Reading;

namespace ChainForge.Chains.Schema;

/// <summary>The top level of a chain and its small blocks.</summary>
internal static class ChainBlocks
{
    public static JsonObject Chain(ChainLimits limits) => new()
    {
        ["name"] = Name("Name of the chain and of its video. Default: the file's name."),
        ["model"] = Keyword.OneOf("The model that makes every clip.", limits.Models.Select(model => model.Name), limits.Models[0].Name),
        ["aspectRatio"] = Keyword.OneOf("Aspect ratio of the video. Default: the model's first.", limits.Models.SelectMany(model => model.AspectRatios).Distinct()),
        ["duration"] = SegmentBlocks.Duration(limits, "Length of every clip that does not set its own. Default: the model's first."),
        ["style"] = Keyword.Text("Added to every prompt, word for word.", limits.MaxPromptLength),
        ["start"] = Start(),
        ["segments"] = SegmentBlocks.Segments(),
        ["stitch"] = Stitch(),
        ["budget"] = Budget(),
    };

    public static JsonObject Definitions(ChainLimits limits) => new()
    {
        ["picture"] = Keyword.Text("A PNG, JPEG or WebP picture: a path from this file's folder, or a public https address. A local file is uploaded."),
        ["references"] = new JsonObject
        {
            ["description"] = $"One to {limits.MaxReferences} pictures that guide style and subject.",
            ["type"] = "array",
            ["minItems"] = 1,
            ["maxItems"] = limits.MaxReferences,
            ["items"] = Keyword.Ref("picture"),
        },
        ["firstSegment"] = SegmentBlocks.First(limits),
        ["segment"] = SegmentBlocks.Later(limits),
    };

    public static JsonObject Name(string description)
    {
        var schema = Keyword.Text($"{description} a-z, 0-9 and -, beginning with a letter or digit.", ChainLimits.MaxNameLength);
        schema["pattern"] = ChainLimits.NamePattern;
        return schema;
    }

    private static JsonObject Start()
    {
        var schema = Keyword.Block("What the first clip starts from: one of the three. Default: its prompt alone.", new JsonObject
        {
            ["firstFrame"] = Keyword.Ref("picture"),
            ["references"] = Keyword.Ref("references"),
            ["extend"] = Keyword.Text("An MP4 video that the first clip goes on from: a path from this file's folder, or a public https address."),
        });
        schema["minProperties"] = 1;
        schema["maxProperties"] = 1;
        return schema;
    }

    private static JsonObject Stitch() => Keyword.Block("How the clips become one video.", new JsonObject
    {
        ["colour"] = Keyword.OneOf("none: every picture stays as it is. match: every clip is brought to the look of the first.", ChoiceReader.Words<ColourSetting>(), "none"),
        ["colourStrength"] = Keyword.Number("How far match goes: 0 (not at all) to 1 (all the way).", 0, 1, 1),
        ["audio"] = Keyword.OneOf("crossfade: a short fade over each joint. cut: a hard cut without a click. mute: a silent video.", ChoiceReader.Words<AudioSetting>(), "crossfade"),
        ["loudness"] = Keyword.OneOf("match: where the loudness steps from one clip to the next it is evened out. keep: it stays.", ChoiceReader.Words<LoudnessSetting>(), "match"),
        ["music"] = Keyword.Text("Music below the whole video, looped or cut to its length: a path from this file's folder to an MP3, WAV, FLAC, Ogg or M4A file."),
        ["musicVolume"] = Keyword.Amount("Louder or quieter than the music would be by itself, -30dB to 12dB.", "dB", "0dB"),
        ["quality"] = Keyword.OneOf("copy: frames stay bit for bit as they were paid for, but for the few at each joint. reencode: all frames are encoded anew.", ChoiceReader.Words<QualitySetting>(), "copy"),
        ["transition"] = Transition("How cuts look that say nothing themselves."),
        ["transitionLength"] = TransitionLength("How long that takes, 0.1s to 2s."),
    });

    public static JsonObject Transition(string description) => Keyword.OneOf(
        $"{description} none: from one frame to the next. dissolve: both clips are shown over each other. fadeblack: down to black and up again.", ChoiceReader.Words<TransitionSetting>());

    public static JsonObject TransitionLength(string description) => Keyword.Amount(description, "s", "0.5s");

    private static JsonObject Budget() => Keyword.Block(
        "What a run may cost.",
        new JsonObject
        {
            ["maxCredits"] = new JsonObject
            {
                ["description"] = "The most credits that a run of this chain may spend. Default: the service's own cap.",
                ["type"] = "number",
                ["exclusiveMinimum"] = 0,
                ["maximum"] = ChainLimits.MaxCredits,
            },
        },
        "maxCredits");
}
