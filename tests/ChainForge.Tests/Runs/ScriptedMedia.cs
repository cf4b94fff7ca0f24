using ChainForge.Media;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs;

/// <summary>Media work on files of a few bytes: a clip is a text that starts with <c>clip</c>.</summary>
internal sealed class ScriptedMedia : IClipMedia
{
    /// <summary>Runs before the clips are joined; may throw.</summary>
    public Func<Task> BeforeJoin { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs before a clip is looked at; may throw.</summary>
    public Action BeforeInspect { get; set; } = () => { };

    public int Joins { get; private set; }

    public async Task<ClipFacts> InspectAsync(Run run, Attempt attempt, RunFolder folder, CancellationToken cancellationToken)
    {
        BeforeInspect();
        var text = await File.ReadAllTextAsync(folder.FullPath(folder.ClipFile(attempt)), cancellationToken);
        if (!text.StartsWith("clip", StringComparison.Ordinal))
        {
            throw new MediaException("this is not a clip");
        }

        await File.WriteAllTextAsync(folder.FullPath(folder.LastFrameFile(attempt)), $"last frame of {text}", cancellationToken);
        return new ClipFacts(640, 360, 120, 24);
    }

    public Task PrepareJointsAsync(Run run, Segment segment, RunFolder folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<FinishedVideo> JoinAsync(Run run, RunFolder folder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        await BeforeJoin();
        Joins++;
        var clips = run.Segments.Select(segment => File.ReadAllText(folder.FullPath(segment.Take!.File)));
        await File.WriteAllTextAsync(folder.Video, string.Join('\n', clips), cancellationToken);
        return new FinishedVideo(folder.VideoFile, run.Segments.Length * 5, run.Segments.Length * 120, 640, 360, "cd");
    }
}
