using System.CommandLine;
using ChainForge.App.Hosting;
using ChainForge.Media;

namespace ChainForge.App.Commands;

/// <summary>What may be said to <c>chainforge stitch</c>.</summary>
internal sealed class StitchArguments
{
    private readonly Argument<string[]> _clips = new("FOLDER|FILES")
    {
        Description = "A folder, whose MP4s are taken in natural order (clip2 before clip10), or clips in order.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _to = ChosenOption.File("--to", "The video to write (.mp4). Default: stitched.mp4 in the output folder.");

    private readonly StitchChoices _choices = new();

    /// <summary>All of them.</summary>
    public IEnumerable<Symbol> All => [_clips, _to, .. _choices.Options];

    /// <summary>The clips and folders as they were named.</summary>
    public IReadOnlyList<string> Named(ParseResult parsed) => parsed.GetValue(_clips)!;

    /// <summary>Full path of the video to write.</summary>
    public string Output(ParseResult parsed, ChainForgeSettings settings) => Path.GetFullPath(parsed.GetValue(_to) ?? Path.Combine(settings.Paths.Output, "stitched.mp4"));

    /// <summary>What the stitch may change.</summary>
    public StitchOptions Options(ParseResult parsed) => _choices.Of(parsed);

    /// <summary>How it looks where a clip does not go on from the one before; null: from one frame to the next.</summary>
    public CutTransition? Transition(ParseResult parsed) => _choices.TransitionOf(parsed);
}
