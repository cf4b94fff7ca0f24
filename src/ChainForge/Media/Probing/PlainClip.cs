namespace ChainForge.Media;

/// <summary>Reads the plain kind of clip from its own index: H.264 of 8 bits in 4:2:0 at a constant rate, AAC or no sound, both from zero on.</summary>
/// <remarks>
/// FFprobe says the same and takes a tenth of a second for it, most of which goes by before it reads a byte. Whatever is not certain here, by a
/// number that is not known or a table that is not as expected, is for FFprobe to say.
/// </remarks>
internal static class PlainClip
{
    private static readonly ColourTags Untold = new(null, null, null, null);

    /// <summary>What is known about a clip; null: it is of another kind, or cannot be read.</summary>
    public static ClipInfo? Read(string path)
    {
        try
        {
            var tracks = Mp4Reader.Read(path);
            var pictures = tracks.Where(track => track.Handler == "vide").ToList();
            var sounds = tracks.Where(track => track.Handler == "soun").ToList();
            return pictures is [var picture] && sounds.Count <= 1 && Picture(picture) is { } clip ? WithSound(clip, sounds.SingleOrDefault()) : null;
        }
        catch (Exception e) when (e is Mp4Exception or IOException or UnauthorizedAccessException or OverflowException)
        {
            return null;
        }
    }

    private static ClipInfo? Picture(Mp4Track track)
    {
        var config = ClipTrack.ConfigOf(track);
        if (track.EntryType != "avc1" || config.Sequences.Count != 1 || SequenceParameters.Read(config.Sequences[0]) is not { IsProgressive: true, Picture: { Chroma: 1, Depth: 8, HasSquarePixels: true } format }
            || ColourOf(track, format) is not { Range: not "pc" } colour)
        {
            return null;
        }

        var isPlain = track.Upright == (format.Width, format.Height) && ClipTrack.BoxesOf(track).All(box => box.Type switch
        {
            "avcC" or "btrt" or "colr" => true,
            "pasp" => Mp4Fields.UInt(box.Content.Span, 0) == Mp4Fields.UInt(box.Content.Span, 4),
            _ => false,
        });
        return isPlain && Timeline(track) is { IsConstant: true } timeline
            ? new ClipInfo
            {
                Path = track.Path,
                Codec = "h264",
                Width = format.Width,
                Height = format.Height,
                PixelFormat = "yuv420p",
                FrameRate = timeline.Rate,
                IsConstantRate = true,
                FrameCount = timeline.Times.Count,
                Duration = TimeSpan.FromSeconds(timeline.Length),
                Colour = colour,
            }
            : null;
    }

    /// <summary>The colours as the frames tell them; where they say nothing, as the file does. Null: the two differ, or tell what has no name here.</summary>
    private static ColourTags? ColourOf(Mp4Track track, PictureFormat format) => ClipTrack.BoxesOf(track).Where(box => box.Type == "colr").ToList() switch
    {
        [] => format.Colour,
        [var only] when ColourBox.Read(only.Content.Span) is { } told && (format.Colour == Untold || format.Colour == told) => told,
        _ => null,
    };

    /// <summary>The frames on their clock; null: not all of them are shown, from zero on.</summary>
    private static FrameTimeline? Timeline(Mp4Track track)
    {
        var samples = track.Samples;
        var stamps = samples.Select(sample => sample.DecodeTime + sample.ShownAfter).ToList();
        var last = samples[stamps.IndexOf(stamps.Max())].Duration;
        if (samples.Count < 2 || stamps.Min() != track.MediaTime || (track.ShownLength is { } shown && stamps.Max() - track.MediaTime + (last / 2) > shown))
        {
            return null;
        }

        var claim = samples.All(sample => sample.Duration == samples[0].Duration) ? FrameRate.Parse($"{track.Timescale}/{samples[0].Duration}") : null;
        return FrameTimeline.Read(stamps, 1.0 / track.Timescale, last, claim is { } rate ? [rate] : []);
    }

    private static ClipInfo? WithSound(ClipInfo clip, Mp4Track? track)
    {
        if (track is null)
        {
            return clip;
        }

        // The edit list cuts off what an encoder had to put before and behind.
        var length = Math.Min(track.MediaLength, track.ShownLength ?? long.MaxValue);
        return AacEntry.Of(track) is { } sound && sound.SampleRate == track.Timescale && length > 0 && length <= track.Samples.Sum(packet => (long)packet.Duration)
            ? clip with { Audio = new AudioInfo("aac", sound.SampleRate, sound.Channels, TimeSpan.Zero, Seconds(length, track.Timescale)) }
            : null;
    }

    // To the microsecond, as FFprobe prints it.
    private static TimeSpan Seconds(long ticks, int timescale) => TimeSpan.FromSeconds(Math.Round(ticks / (double)timescale, 6));
}
