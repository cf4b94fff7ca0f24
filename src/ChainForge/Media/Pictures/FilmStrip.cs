namespace ChainForge.Media;

/// <summary>Makes a picture of a video: a strip of film with the frames around each seam and some in between.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits; unset: the defaults.</param>
/// <param name="time">The clock; unset: the system's.</param>
public sealed class FilmStrip(FFmpegTools tools, MediaLimits? limits = null, TimeProvider? time = null)
{
    private readonly MediaLimits _limits = limits ?? new MediaLimits();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Writes the strip, at most 1600 pixels wide; an amber line marks each seam. The PNG appears by rename.</summary>
    /// <param name="video">A finished video.</param>
    /// <param name="seamFrames">The first frame of each clip after the first, <see cref="JoinReport.SeamFrames"/>; of very many some are shown.</param>
    /// <param name="pngPath">The picture.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="MediaException">The video can't be decoded.</exception>
    public async Task CreateAsync(string video, IReadOnlyList<int> seamFrames, string pngPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seamFrames);
        var clip = await new ClipReader(tools, _limits, _time).ReadAsync(video, cancellationToken);
        var frames = FilmStripFrames.Choose(clip.FrameCount, seamFrames);
        var layout = FilmStripLayout.For(frames.Length, clip.DisplayWidth, clip.DisplayHeight);
        var seams = seamFrames.ToHashSet();
        var overlay = FilmStripOverlay.Draw(layout, frames.Length, Enumerable.Range(0, frames.Length).Where(i => seams.Contains(frames[i])).ToHashSet());
        var own = $"{pngPath}.{Path.GetRandomFileName()}.partial";
        try
        {
            var excerpt = await FrameExcerpt.OfAsync(clip, frames, own, cancellationToken);
            await PartialFile.WriteAsync(pngPath, async partial =>
            {
                var command = FFmpegCommand.Fed(tools, $"draw the film strip of {Path.GetFileName(video)}",
                    [.. FFmpegCommand.Untrusted(excerpt.Path), "-f", "rawvideo", "-pix_fmt", "rgba", "-s", $"{layout.Width}x{layout.Height}", "-i", "pipe:0",
                        "-filter_complex", Graph(clip, layout, excerpt.Ranks), "-map", "[strip]", "-frames:v", "1", "-c:v", "png", "-f", "image2", "-update", "1", "-y", FFmpegCommand.Local(partial)]);
                await using var process = FFmpegProcess.Start(command with { MostTime = _limits.For(clip.Duration) }, _limits.Stall, _time, cancellationToken);
                await process.WriteAsync(overlay);
                await process.CompleteAsync();
            });
        }
        finally
        {
            File.Delete(own);
        }
    }

    private static string Graph(ClipInfo clip, FilmStripLayout layout, IReadOnlyList<int> frames)
    {
        var colour = clip.Colour.Resolved(clip.Width, clip.Height);
        var select = string.Join('+', frames.Select(f => $"eq(n,{f})"));
        return $"[0:v:0]select='{select}',scale={layout.FrameWidth}:{layout.FrameHeight}:flags=lanczos+accurate_rnd+full_chroma_int:in_color_matrix={PictureFilter.Matrix(colour)}:in_range={colour.Range},"
            + $"format=rgb24,setsar=1,pad={layout.PitchX}:{layout.PitchY}:0:{FilmStripLayout.Edge},tile={layout.Columns}x{layout.Rows},"
            + $"pad={Math.Max(layout.Width, layout.Left(0) + (layout.Columns * layout.PitchX))}:{layout.Height}:{layout.Left(0)}:0,crop={layout.Width}:{layout.Height}:0:0[frames];"
            + "[frames][1:v]overlay=format=rgb:eof_action=repeat,format=rgb24[strip]";
    }
}
