using System.Reflection;

namespace PictorySimulator.Rendering.Scenes;

/// <summary>Light, weather and things in view. Two scenes can be mixed, so light and weather can change within a clip.</summary>
internal sealed record Scene
{
    private static readonly PropertyInfo[] Parts =
        [.. typeof(Scene).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)];

    public Rgb Zenith { get; init; }
    public Rgb Middle { get; init; }
    public Rgb Horizon { get; init; }
    public Rgb Sun { get; init; }
    public Rgb Cloud { get; init; }
    public Rgb Water { get; init; }
    public Rgb Far { get; init; }
    public Rgb Near { get; init; }

    /// <summary>Height of the sun or moon above the horizon, in picture heights.</summary>
    public float SunHeight { get; init; }
    public float SunX { get; init; }
    public float SunGlow { get; init; } = 1;
    public float CloudCover { get; init; } = 0.4f;
    public float Stars { get; init; }
    public float Haze { get; init; } = 0.4f;
    public float Waves { get; init; } = 0.5f;
    public float Hills { get; init; } = 0.5f;
    public float Rugged { get; init; } = 0.4f;

    /// <summary>1 is sea in front, 0 is land.</summary>
    public float Sea { get; init; } = 1;
    public float Lighthouse { get; init; }
    public float Lamp { get; init; }
    public float City { get; init; }
    public float Windows { get; init; }
    public float Boats { get; init; }
    public float Birds { get; init; }
    public float Pines { get; init; }
    public float Rain { get; init; }
    public float Snow { get; init; }

    public static Scene Mix(Scene from, Scene to, float share)
    {
        if (share <= 0 || from == to)
        {
            return from;
        }

        var mixed = new Scene();
        foreach (var part in Parts)
        {
            part.SetValue(mixed, (part.GetValue(from), part.GetValue(to)) switch
            {
                (Rgb a, Rgb b) => Rgb.Mix(a, b, share),
                (float a, float b) => a + ((b - a) * share),
                var other => throw new InvalidOperationException($"Cannot mix {other}."),
            });
        }

        return mixed;
    }
}
