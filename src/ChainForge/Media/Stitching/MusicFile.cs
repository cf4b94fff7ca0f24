namespace ChainForge.Media;

/// <summary>A user's own music: whatever FFmpeg can read.</summary>
internal sealed class MusicFile(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    // A file as quiet as that holds no music, and its noise is not worth more.
    private const double MostGain = 30;

    /// <summary>FFmpeg's options that open it. It may be of any kind, but reaches nothing outside this machine.</summary>
    public static IReadOnlyList<string> Input(string path) => ["-protocol_whitelist", "file,pipe", "-i", FFmpegCommand.Local(path)];

    /// <summary>Makes sure, before any work is done, that there is sound in it.</summary>
    /// <exception cref="MediaException">It is not there, or there is no sound in it that FFmpeg can read.</exception>
    public async Task RequireAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw MediaException.About(path, $"the music is not there ({Path.GetFullPath(path)})", "Put the file back, or name another one");
        }

        try
        {
            var command = FFmpegCommand.FFmpeg(tools, $"read the music {Path.GetFileName(path)}", ["-t", "1", .. Input(path), "-map", "0:a:0", "-vn", "-f", "f32le", "pipe:1"]);
            await using var decoder = FFmpegProcess.Start(command, limits.Stall, time, cancellationToken);
            if (await decoder.ReadAsync(new byte[sizeof(float)]) > 0)
            {
                return;
            }

            await decoder.CompleteAsync();
        }
        catch (MediaException e)
        {
            throw Unreadable(path, e.Message);
        }

        throw Unreadable(path, null);
    }

    /// <summary>What brings it to the loudness that is planned, in dB.</summary>
    /// <exception cref="MediaException">It can't be read.</exception>
    public async Task<double> GainAsync(MusicPlan music, TimeSpan length, CancellationToken cancellationToken)
    {
        try
        {
            // Only what will be heard of it counts; a short one is heard again and again.
            var loudness = await new LoudnessMeter(tools, limits, time).MeasureAsync(Path.GetFileName(music.Path), ["-t", $"{length.TotalSeconds:0.###}", .. Input(music.Path)], "aformat=channel_layouts=stereo", cancellationToken);
            return Math.Min(MostGain, music.Loudness - loudness.Integrated);
        }
        catch (MediaException e) when (!e.IsDiskFull)
        {
            throw Unreadable(music.Path, e.Message);
        }
    }

    private static MediaException Unreadable(string path, string? said) =>
        MediaException.About(path, "there is no sound in it that can be read", "Name another file as music: MP3, WAV, FLAC, Ogg, M4A or whatever else FFmpeg reads", said);
}
