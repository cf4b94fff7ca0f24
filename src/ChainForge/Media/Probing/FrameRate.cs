using System.Text.Json.Serialization;

namespace ChainForge.Media;

/// <summary>Frames per second as an exact fraction: 30000/1001 is not 29.97.</summary>
/// <param name="Num">Frames.</param>
/// <param name="Den">Seconds.</param>
public readonly record struct FrameRate(int Num, int Den)
{
    // What cameras and models make; a measured rate this close to one of them is that one.
    private static readonly FrameRate[] Usual =
        [new(24, 1), new(25, 1), new(30, 1), new(24000, 1001), new(30000, 1001), new(16, 1), new(15, 1), new(12, 1), new(8, 1), new(48, 1), new(50, 1), new(60, 1), new(60000, 1001)];

    /// <summary>As a number, for display and estimates only.</summary>
    [JsonIgnore]
    public double PerSecond => (double)Num / Den;

    /// <summary>Reads <c>30000/1001</c> or <c>24</c>; null for what is no rate (<c>0/0</c>).</summary>
    public static FrameRate? Parse(string? text)
    {
        var parts = (text ?? "").Split('/');
        return int.TryParse(parts[0], out var num) && num > 0
            && (parts.Length == 1 || (int.TryParse(parts[1], out var den) && den > 0))
                ? new FrameRate(num, parts.Length == 1 ? 1 : int.Parse(parts[1])).Reduced()
                : null;
    }

    /// <summary>The usual rate next to this number, or the number itself in thousandths.</summary>
    public static FrameRate Near(double perSecond)
    {
        var nearest = Usual.MinBy(r => Math.Abs(r.PerSecond - perSecond));
        return Math.Abs(nearest.PerSecond - perSecond) <= perSecond * 0.0004
            ? nearest
            : new FrameRate(Math.Max(1, (int)Math.Round(perSecond * 1000)), 1000).Reduced();
    }

    /// <summary>When frame <paramref name="frame"/> is shown, in units of 1/<paramref name="perSecond"/> s, rounded once.</summary>
    public long At(long frame, int perSecond)
    {
        var twice = 2 * (Int128)frame * Den * perSecond;
        return (long)((twice + Num) / (2 * (Int128)Num));
    }

    /// <summary>The length of so many frames.</summary>
    public TimeSpan Length(long frames) => TimeSpan.FromTicks(At(frames, (int)TimeSpan.TicksPerSecond));

    /// <inheritdoc/>
    public override string ToString() => Den == 1 ? $"{Num}" : $"{Num}/{Den}";

    private FrameRate Reduced()
    {
        var (a, b) = (Num, Den);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return new FrameRate(Num / a, Den / a);
    }
}
