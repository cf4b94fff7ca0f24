namespace ChainForge.Media;

/// <summary>How a clip's last frames are encoded anew.</summary>
/// <param name="Crf">What stands in the parameter sets as quality.</param>
/// <param name="Parameters">x264's own.</param>
internal sealed record TailSettings(string Crf, string Parameters)
{
    // Nobody can tell these few frames from the clip's own. The quantizer decides that, and where x264 puts its bits (aq-mode): a slower search
    // was measured to gain less than a decibel, at 47 and more, and takes several times as long. Threads and a look ahead pay off later than that.
    // For a first frame x264 asks neither zone nor clip but what came before it, or its crf: bounded from above, it is as good wherever the end lies.
    private const string Quality = "keyint=250:scenecut=0:zones=0,9999,q=14:qpmax=17:ipratio=1:aq-mode=1:threads=1:rc-lookahead=0:sync-lookahead=0";

    /// <summary>The settings that the clip was encoded with, so that the parameter sets come out byte for byte the same; null: it does not tell them.</summary>
    public static TailSettings? Matching(ClipTrack track)
    {
        using var file = File.OpenRead(track.Track.Path);
        return EncoderSettings.Read(track.Units(file, 0)) is { } settings && EncoderSettings.Again(settings) is { } again ? new TailSettings(again.Crf, $"{Quality}:{again.Parameters}") : null;
    }

    /// <summary>Settings with parameter sets of their own.</summary>
    /// <param name="id">Their id, 1 to 14.</param>
    public static TailSettings Own(int id) => new("16", $"{Quality}:sps-id={id}:bframes=0:cabac=1:8x8dct=1");

    /// <summary>What FFmpeg is to make of the frames that come out of a decoder.</summary>
    /// <param name="clip">The clip, or one of several alike.</param>
    /// <param name="ends">The ends of clips, by the places of their frames among those that come out; each becomes a group of pictures of its own.</param>
    /// <param name="path">The file, which holds them all.</param>
    public FilterOutput Output(ClipInfo clip, IReadOnlyList<TailSpan> ends, string path) => new(
        $"select='{string.Join('+', ends.Select(end => $"gte(n,{end.From})*lt(n,{end.Wanted})"))}',setpts=N/({clip.FrameRate})/TB",
        [
            "-r", $"{clip.FrameRate}", "-c:v", "libx264", "-preset", "ultrafast", "-crf", Crf, "-x264-params", Parameters, "-pix_fmt", clip.PixelFormat, .. clip.Colour.EncoderOptions,
            "-force_key_frames", $"expr:{string.Join('+', ends.Select((_, i) => $"eq(n,{ends.Take(i).Sum(end => end.Count)})"))}",
            "-bsf:v", "filter_units=remove_types=6", "-f", "mp4", "-y", FFmpegCommand.Local(path),
        ]);
}
