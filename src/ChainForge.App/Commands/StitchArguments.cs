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

    private readonly Option<string?> _to = new("--to") { Description = "The video to write. Default: stitched.mp4 in the output folder.", HelpName = "FILE" };

    private readonly Option<ColourMode> _colour = new("--colour") { Description = "none, or match: bring every clip to the look of the first." };

    private readonly Option<AudioMode> _audio = new("--audio") { Description = "crossfade, cut or mute." };

    private readonly Option<LoudnessMode> _loudness = new("--loudness") { Description = "match: even out steps of loudness between clips, or keep." };

    private readonly Option<string?> _music = new("--music") { Description = "A sound file to lay below the whole video, looped or cut to its length.", HelpName = "FILE" };

    private readonly Option<double> _musicVolume = new("--music-volume") { Description = "dB added to the level that the music gets by itself.", HelpName = "DB" };

    public StitchArguments() => _musicVolume.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<double>() is not (>= -30 and <= 12))
        {
            result.AddError("--music-volume is -30 to 12.");
        }
    });

    /// <summary>All of them.</summary>
    public IEnumerable<Symbol> All => [_clips, _to, _colour, _audio, _loudness, _music, _musicVolume];

    /// <summary>The clips and folders as they were named.</summary>
    public IReadOnlyList<string> Named(ParseResult parsed) => parsed.GetValue(_clips)!;

    /// <summary>Full path of the video to write.</summary>
    public string Output(ParseResult parsed, ChainForgeSettings settings) => Path.GetFullPath(parsed.GetValue(_to) ?? Path.Combine(settings.Paths.Output, "stitched.mp4"));

    /// <summary>What the stitch may change.</summary>
    public StitchOptions Options(ParseResult parsed) => new()
    {
        Colour = parsed.GetValue(_colour),
        Audio = parsed.GetValue(_audio),
        Loudness = parsed.GetValue(_loudness),
        Music = parsed.GetValue(_music) is { } file ? new MusicBed(Path.GetFullPath(file), parsed.GetValue(_musicVolume)) : null,
    };
}
