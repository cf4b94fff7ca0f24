using System.Globalization;

namespace ChainForge.Media;

/// <summary>How a clip's last frames are encoded anew.</summary>
/// <param name="Crf">What stands in the parameter sets as quality.</param>
/// <param name="Parameters">x264's own.</param>
internal sealed record TailSettings(string Crf, string Parameters)
{
    // Nobody can tell these few frames from the clip's own. The quantizer decides that, and where x264 puts its bits (aq-mode): a slower search
    // was measured to gain less than a decibel, at 47 and more, and takes several times as long. Threads and a look ahead pay off later than that.
    private const string Quality = "keyint=250:scenecut=0:zones=0,9999,q=14:aq-mode=1:threads=1:rc-lookahead=0:sync-lookahead=0";

    /// <summary>The settings that the clip was encoded with, so that the parameter sets come out byte for byte the same; null: it does not tell them.</summary>
    public static TailSettings? Matching(ClipTrack track)
    {
        using var file = File.OpenRead(track.Track.Path);
        return EncoderSettings.Read(track.Units(file, 0)) is { } settings && EncoderSettings.Again(settings) is { } again ? new TailSettings(again.Crf, $"{Quality}:{again.Parameters}") : null;
    }

    /// <summary>Settings with parameter sets of their own.</summary>
    /// <param name="id">Their id, 1 to 14.</param>
    public static TailSettings Own(int id) => new("16", $"{Quality}:sps-id={id}:bframes=0:cabac=1:8x8dct=1");

    /// <summary>The filter for frames that come out of a decoder, the first of them <paramref name="skip"/> frames late.</summary>
    public static string Filter(ClipInfo clip, int skip, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"trim=start_frame={skip}:end_frame={skip + count},setpts=N/({clip.FrameRate})/TB");

    /// <summary>FFmpeg's options for the output.</summary>
    public IReadOnlyList<string> Output(ClipInfo clip, string path) =>
    [
        "-r", $"{clip.FrameRate}", "-c:v", "libx264", "-preset", "ultrafast", "-crf", Crf, "-x264-params", Parameters, "-pix_fmt", clip.PixelFormat, .. Tags(clip.Colour),
        "-bsf:v", "filter_units=remove_types=6", "-f", "mp4", "-y", FFmpegCommand.Local(path),
    ];

    private static IEnumerable<string> Tags(ColourTags colour) =>
        new[] { ("-color_range", colour.Range), ("-colorspace", colour.Space), ("-color_primaries", colour.Primaries), ("-color_trc", colour.Transfer) }
            .Where(tag => tag.Item2 is not null).SelectMany(tag => new[] { tag.Item1, tag.Item2! });
}
