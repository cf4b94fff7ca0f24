using System.CommandLine;
using ChainForge.App.Api;
using ChainForge.Media;
using Spectre.Console;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge stitch FOLDER|FILES…</c>: joins any clips, without a run and without a key; the repeated frames at the joints are found by measurement.</summary>
internal static class StitchCommand
{
    public static Command Build(CommandFactory factory)
    {
        var arguments = new StitchArguments();
        return factory.Create("stitch", "Join clips that you already have, and grade every joint.", arguments.All, async (context, parsed, cancellationToken) =>
        {
            var settings = context.Settings();
            var output = arguments.Output(parsed, settings);
            var inputs = await StitchInputs.OfAsync(arguments.Named(parsed), output, cancellationToken);
            if (inputs.Problems.Count > 0)
            {
                inputs.Problems.ToList().ForEach(CommandContext.Error);
                return ExitCode.Usage;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
            var tools = new FFmpegLocator(settings.FFmpeg.Folder).Find();
            var clips = inputs.Clips.Select(clip => new JoinClip(clip, JointKind.LastFrame) { Transition = arguments.Transition(parsed) }).ToList();
            var report = await new ClipJoiner(tools, time: context.Time).JoinAsync(clips, arguments.Options(parsed), output, progress: null, cancellationToken);
            var seams = SeamReport.Of(report, [.. inputs.Clips.Select(clip => Path.GetFileNameWithoutExtension(clip))]);
            var page = await new StitchReport(tools, context.Time).WriteAsync(report, seams, StitchReport.FolderOf(output), cancellationToken);
            if (context.Json)
            {
                CommandContext.Line(Json.Write(new { video = output, report = page, seams }));
            }
            else
            {
                Show(context.Console, output, page, seams);
            }

            return ExitCode.Done;
        });
    }

    private static void Show(IAnsiConsole console, string video, string page, SeamReport seams)
    {
        if (seams.Joints.Count > 0)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("joint", "at frame", "dropped", "grade", "why", "decision");
            foreach (var joint in seams.Joints)
            {
                table.AddRow(
                    Markup.Escape($"{joint.Before} to {joint.After}"), $"{joint.AtFrame}", $"{joint.DroppedTailFrames + joint.DroppedHeadFrames}",
                    Coloured(joint.Grade), Markup.Escape(joint.Reason), Markup.Escape(joint.Decision));
            }

            console.Write(table);
        }

        CommandContext.Line(seams.Summary);
        CommandContext.Line(seams.Way);
        CommandContext.Line($"{video}: {seams.Seconds:0.00} s, {seams.Frames} frames, sound minus picture {seams.SoundMinusPictureMs:0.00} ms");
        CommandContext.Line(page);
    }

    private static string Coloured(SeamGrade grade) => grade switch
    {
        SeamGrade.Good => "[green]good[/]",
        SeamGrade.Visible => "[yellow]visible[/]",
        _ => "[red]bad[/]",
    };
}
