using System.CommandLine;
using ChainForge.Media;

namespace ChainForge.App.Commands;

/// <summary>What <c>chainforge stitch</c> lets one choose: what a chain file says under <c>stitch:</c>, on the command line.</summary>
internal sealed class StitchChoices
{
    private readonly Option<ColourMode> _colour = ChosenOption.Word("--colour", "none, or match: bring every clip to the look of the first.", ("none", ColourMode.None), ("match", ColourMode.Match));
    private readonly Option<double> _strength = ChosenOption.Amount("--colour-strength", "How far match goes, 0 to 1.", 0, 1, "", 1);
    private readonly Option<AudioMode> _audio = ChosenOption.Word("--audio", "crossfade, cut or mute.", ("crossfade", AudioMode.Crossfade), ("cut", AudioMode.Cut), ("mute", AudioMode.Mute));
    private readonly Option<LoudnessMode> _loudness = ChosenOption.Word("--loudness", "match: even out steps of loudness between clips, or keep.", ("match", LoudnessMode.Match), ("keep", LoudnessMode.Keep));
    private readonly Option<string?> _music = ChosenOption.File("--music", "A sound file to lay below the whole video, looped or cut to its length.");
    private readonly Option<double> _volume = ChosenOption.Amount("--music-volume", "dB added to the level that the music gets by itself.", -30, 12, "dB", 0);
    private readonly Option<QualityMode> _quality = ChosenOption.Word("--quality", "copy, or reencode: encode every frame anew, in one go.", ("copy", QualityMode.Copy), ("reencode", QualityMode.Reencode));
    private readonly Option<Wish> _transition = ChosenOption.Word("--transition", "none, or dissolve or fadeblack where a clip does not go on from the one before.", ("none", Wish.None), ("dissolve", Wish.Dissolve), ("fadeblack", Wish.FadeBlack));
    private readonly Option<double> _length = ChosenOption.Amount("--transition-length", "How long that takes, in seconds.", 0.1, 2, "s", 0.5);

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

    public CutTransition? TransitionOf(ParseResult parsed) => parsed.GetValue(_transition) switch
    {
        Wish.Dissolve => new CutTransition(TransitionKind.Dissolve, LengthOf(parsed)),
        Wish.FadeBlack => new CutTransition(TransitionKind.FadeBlack, LengthOf(parsed)),
        _ => null,
    };

    private TimeSpan LengthOf(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_length));

    private enum Wish
    {
        None,
        Dissolve,
        FadeBlack,
    }
}
