namespace PictorySimulator.Rendering.Scenes;

/// <summary>A moment of a scene: its light, its clock and the camera, in pixels of the frame to draw.</summary>
internal sealed class View
{
    public View(Scene scene, uint seed, double clock, int width, int height)
    {
        Scene = scene;
        Seed = seed;
        Clock = (float)clock;
        Width = width;
        Height = height;

        // The camera drifts for ever and yet stays near: what is in view in the first clip is there in the last.
        // Up and down against left and right: it never rests, so no two frames are alike.
        Pan = 0.2f * MathF.Sin(Clock * 0.28f);
        Zoom = 1.06f + (0.06f * MathF.Sin(Clock * 0.35f));
        Horizon = (0.6f - (0.045f * MathF.Cos(Clock * 0.28f))) * height;
        Unit = height * Zoom;
    }

    public Scene Scene { get; }
    public uint Seed { get; }
    public float Clock { get; }
    public int Width { get; }
    public int Height { get; }
    public float Pan { get; }
    public float Zoom { get; }

    /// <summary>The row of the horizon.</summary>
    public float Horizon { get; }

    /// <summary>Pixels in one picture height of the world.</summary>
    public float Unit { get; }

    /// <summary>Column of a world position; 0 is the middle, near things (depth 1) move more than far ones (0).</summary>
    public float Column(float x, float depth) => (Width / 2f) + ((x - (Pan * depth)) * Unit);

    /// <summary>World position of a column.</summary>
    public float WorldX(float column, float depth) => ((column - (Width / 2f)) / Unit) + (Pan * depth);

    public (float X, float Y) SunAt => (Column(Scene.SunX * Math.Min(1, (float)Width / Height), 0.1f), Horizon - (Scene.SunHeight * Unit));
}
