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
        var choices = new StitchChoices();
        return factory.Create("stitch", "Join clips that you already have.", [files, to, .. choices.Options], async (context, parsed, cancellationToken) =>
        {
            var settings = context.Settings();
            var clips = parsed.GetValue(files)!.Select(file => new JoinClip(Path.GetFullPath(file), JointKind.LastFrame) { Transition = choices.TransitionOf(parsed) }).ToList();
            var output = Path.GetFullPath(parsed.GetValue(to) ?? Path.Combine(settings.Paths.Output, "stitched.mp4"));
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
            var tools = new FFmpegLocator(settings.FFmpeg.Folder).Find();
            var report = await new ClipJoiner(tools, time: context.Time).JoinAsync(clips, choices.Of(parsed), output, progress: null, cancellationToken);
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
