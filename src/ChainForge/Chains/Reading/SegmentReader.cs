using ChainForge.Chains.Yaml;

namespace ChainForge.Chains.Reading;

/// <summary>Reads one entry of <c>segments:</c>.</summary>
/// <param name="Model">The chain's model, null if unknown.</param>
/// <param name="Style">The chain's style.</param>
/// <param name="Seconds">The chain's duration, or the model's first.</param>
/// <param name="Transition">How cuts look that say nothing themselves.</param>
internal sealed record SegmentReader(ModelLimits? Model, string? Style, int Seconds, TransitionReader Transition)
{
    private const string Remedy = "write `- prompt: …`";
    private static readonly string[] OfCuts = ["transition", "transitionLength"];

    /// <summary>The segment, with its id still unchecked against the others; whatever is wrong is among the problems.</summary>
    public SegmentDefinition? Read(Node node, int index, SegmentIds ids, ReadingContext context)
    {
        if (Block.Open(node, BlockShape.Segment, Remedy, context) is not { } block)
        {
            return null;
        }

        var id = ids.Read(block, index);
        var prompt = PromptReader.Read(block, Style);
        var seconds = DurationReader.Read(block, Model) ?? Seconds;
        var handover = ChoiceReader.Read<Handover>(block, "handover");
        CheckStart(block, index == 0, handover);
        CheckTransition(block, handover);
        var transition = Transition.Read(block);
        return new SegmentDefinition
        {
            Id = id,
            Prompt = prompt ?? "",
            Seconds = seconds,
            Handover = handover ?? default,
            References = ReferencesReader.Read(block),
            Transition = handover == Handover.Cut ? transition.Kind : TransitionSetting.None,
            TransitionSeconds = transition.Seconds,
        };
    }

    private static void CheckTransition(Block block, Handover? handover)
    {
        foreach (var key in OfCuts.Where(key => block.Has(key) && handover is not (null or Handover.Cut)))
        {
            block.Add(block.PlaceOf(key), $"Only a cut has a `{key}`: a clip that goes on from the one before has no joint to see; write `handover: cut` for a new scene, or remove `{key}`");
        }
    }

    private static void CheckStart(Block block, bool isFirst, Handover? handover)
    {
        if (isFirst && block.Has("handover"))
        {
            block.Add(block.PlaceOf("handover"), "The first segment has nothing before it to take over: remove `handover`, and say below the chain's `start:` what it starts from");
        }

        if (isFirst && block.Has("references"))
        {
            block.Add(block.PlaceOf("references"), "The first segment's `references` stand below the chain's `start:`: move them there");
        }

        if (!isFirst && block.Has("references") && handover is Handover.LastFrame or Handover.Extend)
        {
            block.Add(block.PlaceOf("references"), "The provider takes no references together with a handed-over picture or video: write `handover: cut` for a new scene, or remove `references`");
        }
    }
}
