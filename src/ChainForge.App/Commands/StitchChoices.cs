using System.CommandLine;
using ChainForge.Media;

namespace ChainForge.App.Commands;

/// <summary>What <c>chainforge stitch</c> lets one choose: what a chain file says under <c>stitch:</c>, on the command line.</summary>
internal sealed class StitchChoices
{
    private readonly Option<ColourMode> _colour = new("--colour") { Description = "none, or match: bring every clip to the look of the first." };
    private readonly Option<double> _strength = Between(0, 1, new("--colour-strength") { Description = "How far match goes, 0 to 1. Default: 1.", DefaultValueFactory = _ => 1, HelpName = "SHARE" });
    private readonly Option<AudioMode> _audio = new("--audio") { Description = "crossfade, cut or mute." };
    private readonly Option<LoudnessMode> _loudness = new("--loudness") { Description = "match: even out steps of loudness between clips, or keep." };
    private readonly Option<string?> _music = new("--music") { Description = "A sound file to lay below the whole video, looped or cut to its length.", HelpName = "FILE" };
    private readonly Option<double> _volume = Between(-30, 12, new("--music-volume") { Description = "dB added to the level that the music gets by itself.", HelpName = "DB" });
    private readonly Option<QualityMode> _quality = new("--quality") { Description = "copy, or reencode: encode every frame anew, in one go." };
    private readonly Option<TransitionKind?> _transition = new("--transition") { Description = "dissolve or fadeblack, where a clip does not go on from the one before." };
    private readonly Option<double> _length = Between(0.1, 2, new("--transition-length") { Description = "How long that takes, in seconds. Default: 0.5.", DefaultValueFactory = _ => 0.5, HelpName = "SECONDS" });

    public IReadOnlyList<Option> Options => [_colour, _strength, _audio, _loudness, _music, _volume, _quality, _transition, _length];

    public StitchOptions Of(ParseResult parsed) => new()
    {
        Colour = parsed.GetValue(_colour),
        ColourStrength = parsed.GetValue(_strength),
        Audio = parsed.GetValue(_audio),
        Loudness = parsed.GetValue(_loudness),
        Music = parsed.GetValue(_music) is { } file ? new MusicBed(Path.GetFullPath(file), parsed.GetValue(_volume)) : null,
        Quality = parsed.GetValue(_quality),
    };

    public CutTransition? TransitionOf(ParseResult parsed) =>
        parsed.GetValue(_transition) is { } kind ? new CutTransition(kind, TimeSpan.FromSeconds(parsed.GetValue(_length))) : null;

    private static Option<double> Between(double least, double most, Option<double> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(result.GetValueOrDefault<double>() >= least && result.GetValueOrDefault<double>() <= most))
            {
                result.AddError(FormattableString.Invariant($"{option.Name} is {result.Tokens[0].Value}; it goes from {least} to {most}."));
            }
        });
        return option;
    }
}
