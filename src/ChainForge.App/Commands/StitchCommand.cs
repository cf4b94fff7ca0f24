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
            var options = arguments.Options(parsed);
            var inputs = await StitchInputs.OfAsync(arguments.Named(parsed), output, options.Music?.Path, cancellationToken);
            if (inputs.Problems.Count > 0)
            {
                inputs.Problems.ToList().ForEach(CommandContext.Error);
                return ExitCode.Usage;
            }

            var tools = new FFmpegLocator(settings.FFmpeg.Folder).Find();
            var clips = inputs.Clips.Select(clip => new JoinClip(clip, JointKind.LastFrame) { Transition = arguments.Transition(parsed) }).ToList();
            var report = await JoinAsync(new ClipJoiner(tools, time: context.Time), clips, options, output, cancellationToken);
            var seams = SeamReport.Of(report, [.. inputs.Clips.Select(NameOf)]);
            var page = await ReportAsync(new StitchReport(tools, context.Time), report, seams, output, cancellationToken);
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

    private static async Task<JoinReport> JoinAsync(ClipJoiner joiner, IReadOnlyList<JoinClip> clips, StitchOptions options, string output, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
            return await joiner.JoinAsync(clips, options, output, progress: null, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            CommandContext.Error($"Stopped before the video was finished. Nothing unfinished is left; {output} is as it was.");
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"{output}: the video could not be written: {SystemWords.Of(e)}. Nothing unfinished is left, and what was there is as it was. Make room or see to the rights, or name another place with --to.", e);
        }
    }

    private static async Task<string> ReportAsync(StitchReport writer, JoinReport report, SeamReport seams, string output, CancellationToken cancellationToken)
    {
        var folder = StitchReport.FolderOf(output);
        try
        {
            return await writer.WriteAsync(report, seams, folder, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            CommandContext.Error($"Stopped before the report was finished. The video is: {output}.");
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MediaException)
        {
            var why = e is MediaException ? e.Message : $"{SystemWords.Of(e)}.";
            throw new MediaException($"The video is finished: {output}. Its report could not be written to {folder}: {why} Make way for it, then stitch again.", e);
        }
    }

    // A name may hold what a terminal would obey.
    private static string NameOf(string clip) => string.Concat(Path.GetFileNameWithoutExtension(clip).Select(c => char.IsControl(c) ? '\uFFFD' : c));

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

        foreach (var decision in seams.Decisions.Where(decision => !decision.StartsWith("joint ", StringComparison.Ordinal)))
        {
            CommandContext.Line(decision);
        }

        CommandContext.Line(seams.Summary);
        CommandContext.Line(seams.Way);

        // No zero with a sign.
        CommandContext.Line($"{video}: {seams.Seconds:0.00} s, {seams.Frames} frames, sound minus picture {Math.Round(seams.SoundMinusPictureMs, 2) + 0.0:0.00} ms");
        CommandContext.Line(page);
    }

    private static string Coloured(SeamGrade grade) => grade switch
    {
        SeamGrade.Good => "[green]good[/]",
        SeamGrade.Visible => "[yellow]visible[/]",
        _ => "[red]bad[/]",
    };
}
