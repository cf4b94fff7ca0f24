namespace ChainForge.Media;

/// <summary>The FFmpeg filters between a clip's picture and the one that is wanted. Pure text.</summary>
internal static class PictureFilter
{
    private const string Quality = "flags=bicubic+accurate_rnd+full_chroma_int";

    private const string EightBit = "yuv420p|yuvj420p|yuv422p|yuvj422p|yuv444p|yuvj444p";

    /// <summary>The filters to the target; null when the decoded picture is the target's already.</summary>
    public static string? To(ClipInfo clip, StitchTarget target)
    {
        var own = clip.Colour.Resolved(clip.Width, clip.Height);
        var fits = (clip.DisplayWidth, clip.DisplayHeight) == (target.Width, target.Height) && clip.SampleAspectRatio == 1;
        if (fits && clip.PixelFormat == target.PixelFormat && own.Space == target.Colour.Space && own.Range == "tv")
        {
            return null;
        }

        var (width, height) = Fit(clip, target);
        var pad = (width, height) == (target.Width, target.Height)
            ? ""
            : $"pad={target.Width}:{target.Height}:{Even((target.Width - width) / 2)}:{Even((target.Height - height) / 2)},";
        return $"{Scale(clip, width, height, target.Colour)},format={target.PixelFormat},{pad}setsar=1";
    }

    /// <summary>
    /// The filters to a small frame for the seam analysis, in the clip's own matrix: FFmpeg changes matrices by way of 8-bit RGB, which
    /// cuts strong colours off, and their drift with them. A fourth plane says how sharp each cell of the middle is at full resolution, which a small
    /// picture cannot show; an eighth of the area says as much as the whole, for an eighth of the time: where five films were
    /// blurred or sharpened, it told the change within 0.07 of what the whole tells. Only the positive half of the Laplacian
    /// survives 8 bits; doubled, it is the mean of its absolute values.
    /// </summary>
    public static string Sketch(ClipInfo clip)
    {
        var own = clip.Colour.Resolved(clip.Width, clip.Height);
        var small = $"scale={SmallFrame.Width}:{SmallFrame.Height}:flags=area+accurate_rnd";
        var twice = own.Range == "pc" ? "1.7176" : "2";
        return $"split[picture][detail];[picture]{small}:{Colours(clip, own)},format=yuv444p[small];"
            + $"[detail]format={EightBit},crop=iw/2:ih/4,extractplanes=y,convolution='0 -1 0 -1 4 -1 0 -1 0':0rdiv={twice}:0bias=0,{small},format=gray[sharpness];[small][sharpness]alphamerge";
    }

    /// <summary>FFmpeg's scale filter has its own names for the matrices that ffprobe reports.</summary>
    public static string Matrix(ColourTags colour) => colour.Space switch
    {
        "bt470bg" => "bt470",
        "bt2020nc" or "bt2020c" => "bt2020",
        "smpte170m" or "bt709" or "fcc" or "smpte240m" => colour.Space,
        _ => "auto",
    };

    private static string Scale(ClipInfo clip, int width, int height, ColourTags to) =>
        $"scale={width}:{height}:{Quality}:{Colours(clip, to)}";

    private static string Colours(ClipInfo clip, ColourTags to)
    {
        var from = clip.Colour.Resolved(clip.Width, clip.Height);
        return $"in_color_matrix={Matrix(from)}:out_color_matrix={Matrix(to)}:in_range={from.Range}:out_range=tv";
    }

    /// <summary>The largest even size inside the target that keeps the clip's shape; within two pixels it counts as the same shape.</summary>
    private static (int Width, int Height) Fit(ClipInfo clip, StitchTarget target)
    {
        var scale = Math.Min((double)target.Width / clip.DisplayWidth, (double)target.Height / clip.DisplayHeight);
        return (Near(clip.DisplayWidth * scale, target.Width), Near(clip.DisplayHeight * scale, target.Height));
    }

    private static int Near(double size, int full)
    {
        var even = Math.Max(2, Even((int)Math.Round(size)));
        return full - even <= 2 ? full : even;
    }

    private static int Even(int size) => size / 2 * 2;
}
