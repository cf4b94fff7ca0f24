using ChainForge.Media;
using ChainForge.Runs;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>Media work for rows that are about requests: a clip must be an MP4 by its first bytes, a video is the clips one behind the other. Rows about clips use FFmpeg.</summary>
internal sealed class PlainMedia : IClipMedia
{
    public async Task<ClipFacts> InspectAsync(Run run, Attempt attempt, RunFolder folder, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(folder.FullPath(folder.ClipFile(attempt)), cancellationToken);
        if (bytes.Length < 12 || !bytes.AsSpan(4, 4).SequenceEqual("ftyp"u8))
        {
            throw new MediaException("this is not an MP4");
        }

        await File.WriteAllBytesAsync(folder.FullPath(folder.LastFrameFile(attempt)), bytes[..12], cancellationToken);
        return new ClipFacts(320, 180, 12, 24);
    }

    public Task PrepareJointsAsync(Run run, Segment segment, RunFolder folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<FinishedVideo> JoinAsync(Run run, RunFolder folder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        await using var video = File.Create(folder.Video);
        foreach (var segment in run.Segments)
        {
            await using var clip = File.OpenRead(folder.FullPath(segment.Take!.File));
            await clip.CopyToAsync(video, cancellationToken);
        }

        return new FinishedVideo(folder.VideoFile, run.Segments.Length, run.Segments.Length * 12, 320, 180, "not looked at");
    }
}
