using FFMpegCore;
using FFMpegCore.Exceptions;

namespace ChainForge.Media;

/// <summary>Puts picture and sound into one MP4 with its index in front.</summary>
internal static class Muxer
{
    // Nothing is encoded here: hours of video are copied in a minute.
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(10);

    /// <param name="tools">FFmpeg.</param>
    /// <param name="folder">Where the tracks lie and the file goes; only our own plain names reach the command line.</param>
    /// <param name="picture">Name of the picture's track.</param>
    /// <param name="sound">Name of the sound's track; null: none.</param>
    /// <param name="target">What the video is.</param>
    /// <param name="output">Name of the file.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    public static async Task JoinAsync(FFmpegTools tools, string folder, string picture, string? sound, StitchTarget target, string output, CancellationToken cancellationToken)
    {
        var inputs = FFMpegArguments.FromFileInput(picture, verifyExists: false);
        inputs = sound is null ? inputs : inputs.AddFileInput(sound, verifyExists: false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(MostTime);
        try
        {
            await inputs
                .OutputToFile(output, overwrite: true, o => o.WithCustomArgument($"-map 0:v {(sound is null ? "" : "-map 1:a")} -c copy {string.Join(' ', Mp4Clock.Of(target))} -movflags +faststart -f mp4"))
                .ProcessAsynchronously(throwOnError: true, new FFOptions { BinaryFolder = Path.GetDirectoryName(tools.FFmpeg)!, WorkingDirectory = folder }, limit.Token);
        }
        catch (Exception e) when (e is FFMpegProcessException or OperationCanceledException && limit.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new MediaException("FFmpeg could not put picture and sound together in time. Look whether the disk is full or very slow.", e);
        }
        catch (FFMpegProcessException e)
        {
            throw new MediaException($"FFmpeg could not put picture and sound together. It said: {string.Join(" | ", e.Result.StandardError.TakeLast(6))}", e)
            {
                IsDiskFull = StderrTail.IsDiskFull(string.Join(' ', e.Result.StandardError)),
            };
        }
    }
}
