using System.Text.Json.Serialization;

namespace ChainForge.Media;

/// <summary>One line for a channel of 8-bit YUV: <c>gain · value + offset</c>.</summary>
public readonly record struct ChannelMap(double Gain, double Offset)
{
    /// <summary>Changes nothing.</summary>
    public static ChannelMap Identity { get; } = new(1, 0);

    /// <summary>This map after <paramref name="first"/>.</summary>
    public ChannelMap After(ChannelMap first) => new(Gain * first.Gain, (Gain * first.Offset) + Offset);

    /// <summary>Undoes this map.</summary>
    public ChannelMap Inverse() => new(1 / Gain, -Offset / Gain);

    /// <summary>Between this map (0) and another (1).</summary>
    public ChannelMap Towards(ChannelMap other, double share) => new(Gain + (share * (other.Gain - Gain)), Offset + (share * (other.Offset - Offset)));

    /// <summary>The mapped value, not rounded.</summary>
    public double Apply(double value) => (Gain * value) + Offset;
}

/// <summary>Three lines that bring one look to another. Staying in YUV avoids the detour through RGB and its wrong matrices.</summary>
public sealed record ColourMap(ChannelMap Y, ChannelMap U, ChannelMap V)
{
    /// <summary>Changes nothing.</summary>
    public static ColourMap Identity { get; } = new(ChannelMap.Identity, ChannelMap.Identity, ChannelMap.Identity);

    /// <summary>The farthest that any usual value moves, in 8-bit levels.</summary>
    [JsonIgnore]
    public double Reach => From(Identity);

    /// <summary>This map after <paramref name="first"/>.</summary>
    public ColourMap After(ColourMap first)
    {
        ArgumentNullException.ThrowIfNull(first);
        return new(Y.After(first.Y), U.After(first.U), V.After(first.V));
    }

    /// <summary>Undoes this map.</summary>
    public ColourMap Inverse() => new(Y.Inverse(), U.Inverse(), V.Inverse());

    /// <summary>Between this map (0) and another (1).</summary>
    public ColourMap Towards(ColourMap other, double share)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Y.Towards(other.Y, share), U.Towards(other.U, share), V.Towards(other.V, share));
    }

    /// <summary>The farthest that this map and another move any usual value apart, in 8-bit levels.</summary>
    internal double From(ColourMap other) => Math.Max(Apart(Y, other.Y, 32, 220), Math.Max(Apart(U, other.U, 96, 160), Apart(V, other.V, 96, 160)));

    private static double Apart(ChannelMap one, ChannelMap other, double low, double high) =>
        Math.Max(Math.Abs(one.Apply(low) - other.Apply(low)), Math.Abs(one.Apply(high) - other.Apply(high)));
}
