namespace ChainForge.Media;

/// <summary>Brings small frames from one clip's YUV matrix to another's, so that no difference of matrices passes for one of colours. Limited range on both sides.</summary>
internal sealed class MatrixChange
{
    private readonly (double Red, double Blue) _from;
    private readonly (double Red, double Blue) _to;

    private MatrixChange((double Red, double Blue) from, (double Red, double Blue) to) => (_from, _to) = (from, to);

    /// <summary>Null: both have the same.</summary>
    public static MatrixChange? Between(ClipInfo from, ClipInfo to)
    {
        var (own, wanted) = (Weights(from), Weights(to));
        return own == wanted ? null : new MatrixChange(own, wanted);
    }

    /// <summary>The sketch in the other matrix.</summary>
    public ClipSketch Of(ClipSketch sketch) => new([.. sketch.Head.Select(Of)], [.. sketch.Tail.Select(Of)], sketch.All is null ? null : [.. sketch.All.Select(Of)]);

    private SmallFrame Of(SmallFrame frame)
    {
        var changed = new byte[SmallFrame.Bytes];
        for (var i = 0; i < SmallFrame.Plane; i++)
        {
            var (luma, blueness, redness) = ((frame.Y[i] - 16) / 219.0, (frame.U[i] - 128) / 224.0, (frame.V[i] - 128) / 224.0);
            var red = luma + (2 * (1 - _from.Red) * redness);
            var blue = luma + (2 * (1 - _from.Blue) * blueness);
            var green = (luma - (_from.Red * red) - (_from.Blue * blue)) / (1 - _from.Red - _from.Blue);
            var wanted = (_to.Red * red) + (_to.Blue * blue) + ((1 - _to.Red - _to.Blue) * green);
            changed[i] = Level(16 + (219 * wanted));
            changed[SmallFrame.Plane + i] = Level(128 + (224 * (blue - wanted) / (2 * (1 - _to.Blue))));
            changed[(2 * SmallFrame.Plane) + i] = Level(128 + (224 * (red - wanted) / (2 * (1 - _to.Red))));
        }

        return new SmallFrame(changed, frame.Sharpness);
    }

    // ITU-R BT.709, BT.2020 and BT.601; FFmpeg's names.
    private static (double Red, double Blue) Weights(ClipInfo clip) => clip.Colour.Resolved(clip.Width, clip.Height).Space switch
    {
        "bt709" => (0.2126, 0.0722),
        "bt2020nc" or "bt2020c" => (0.2627, 0.0593),
        "smpte240m" => (0.212, 0.087),
        "fcc" => (0.30, 0.11),
        _ => (0.299, 0.114),
    };

    private static byte Level(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
