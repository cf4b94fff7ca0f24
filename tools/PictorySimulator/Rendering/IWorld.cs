using PictorySimulator.Rendering.Scenes;

namespace PictorySimulator.Rendering;

/// <summary>Something to film.</summary>
internal interface IWorld
{
    /// <summary>Draws the moment so many seconds after the clip's start.</summary>
    void Draw(Frame frame, double at);

    /// <summary>What a later clip needs to go on from that moment.</summary>
    WorldState StateAt(double at);
}

/// <summary>How a clip ended. A continuation whose picture shows this end goes on from it.</summary>
internal sealed record WorldState
{
    public uint Seed { get; init; }
    public double Clock { get; init; }

    /// <summary>Null when a foreign picture is filmed.</summary>
    public Scene? Scene { get; init; }

    /// <summary>SHA-256 of the foreign picture.</summary>
    public string? Picture { get; init; }

    /// <summary>Drift gathered so far.</summary>
    public Drift Drift { get; init; } = new(1, 1, 0);
}

/// <summary>Contrast and saturation as factors, loudness in dB.</summary>
internal sealed record Drift(double Contrast, double Saturation, double Gain)
{
    public Drift Plus(ClipLook look) => new(Contrast * look.Contrast, Saturation * look.Saturation, Gain + look.Gain);
}
