using System.CommandLine;
using ChainForge.App.Api;
using ChainForge.Media;
using Spectre.Console;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge stitch FILE…</c>: joins any clips, without a run; the repeated frames at the joints are found by measurement.</summary>
internal static class StitchCommand
{
    public static Command Build(CommandFactory factory)
    {
        var files = new Argument<string[]>("FILE") { Description = "Clips in order, MP4.", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string?>("--to") { Description = "The video to write. Default: stitched.mp4 in the output folder.", HelpName = "FILE" };
        var colour = new Option<ColourMode>("--colour") { Description = "none, or match: bring every clip to the look of the first." };
        var audio = new Option<AudioMode>("--audio") { Description = "crossfade, cut or mute." };
        var loudness = new Option<LoudnessMode>("--loudness") { Description = "match: even out steps of loudness between clips, or keep." };
        var music = new Option<string?>("--music") { Description = "A sound file to lay below the whole video, looped or cut to its length.", HelpName = "FILE" };
        var musicVolume = new Option<double>("--music-volume") { Description = "dB added to the level that the music gets by itself.", HelpName = "DB" };
        musicVolume.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= -30 and <= 12))
            {
                result.AddError("--music-volume is -30 to 12.");
            }
        });
        return factory.Create("stitch", "Join clips that you already have.", [files, to, colour, audio, loudness, music, musicVolume], async (context, parsed, cancellationToken) =>
        {
            var settings = context.Settings();
            var clips = parsed.GetValue(files)!.Select(file => new JoinClip(Path.GetFullPath(file), JointKind.LastFrame)).ToList();
            var output = Path.GetFullPath(parsed.GetValue(to) ?? Path.Combine(settings.Paths.Output, "stitched.mp4"));
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
            var options = new StitchOptions
            {
                Colour = parsed.GetValue(colour),
                Audio = parsed.GetValue(audio),
                Loudness = parsed.GetValue(loudness),
                Music = parsed.GetValue(music) is { } file ? new MusicBed(Path.GetFullPath(file), parsed.GetValue(musicVolume)) : null,
            };
            var tools = new FFmpegLocator(settings.FFmpeg.Folder).Find();
            var report = await new ClipJoiner(tools, time: context.Time).JoinAsync(clips, options, output, progress: null, cancellationToken);
            if (context.Json)
            {
                CommandContext.Line(Json.Write(report));
            }
            else
            {
                Show(context.Console, report);
            }

            return ExitCode.Done;
        });
    }

    private static void Show(IAnsiConsole console, JoinReport report)
    {
        if (report.Seams.Count > 0)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("joint", "at frame", "dropped", "step", "own motion", "why");
            foreach (var (seam, index) in report.Seams.Select((seam, index) => (seam, index)))
            {
                table.AddRow(
                    $"{index + 1} to {index + 2}", $"{report.SeamFrames[index]}", $"{seam.DropTail + seam.DropHead}",
                    $"{seam.PictureStep:0.00}", $"{seam.NaturalStep:0.00}", Markup.Escape(seam.Reason));
            }

            console.Write(table);
        }

        var video = report.Result.Video;
        CommandContext.Line(report.Summary);
        CommandContext.Line($"{report.Result.Path}: {video.Duration.TotalSeconds:0.00} s, {video.FrameCount} frames, sound minus picture {report.Result.SoundMinusPictureMs:0.00} ms");
    }
}
