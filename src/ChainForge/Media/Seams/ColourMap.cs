using System.Text.Json.Serialization;

namespace ChainForge.Media;

/// <summary>One line for a channel of 8-bit YUV: <c>gain · value + offset</c>.</summary>
public readonly record struct ChannelMap(double Gain, double Offset)
{
    /// <summary>Changes nothing.</summary>
    public static ChannelMap Identity { get; } = new(1, 0);

    /// <summary>This map after <paramref name="first"/>.</summary>
    public ChannelMap After(ChannelMap first) => new(Gain * first.Gain, (Gain * first.Offset) + Offset);

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
    public double Reach => new[] { Move(Y, 32), Move(Y, 220), Move(U, 96), Move(U, 160), Move(V, 96), Move(V, 160) }.Max();

    /// <summary>This map after <paramref name="first"/>.</summary>
    public ColourMap After(ColourMap first)
    {
        ArgumentNullException.ThrowIfNull(first);
        return new(Y.After(first.Y), U.After(first.U), V.After(first.V));
    }

    private static double Move(ChannelMap map, double value) => Math.Abs(map.Apply(value) - value);
}
