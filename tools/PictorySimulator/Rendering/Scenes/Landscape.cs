namespace PictorySimulator.Rendering.Scenes;

/// <summary>A place that goes on for ever: the scene of one moment turns into another within a clip.</summary>
internal sealed class Landscape(Scene from, Scene to, uint seed, double clock, double seconds) : IWorld
{
    public void Draw(Frame frame, double at)
    {
        var view = new View(SceneAt(at), seed, clock + at, frame.Width, frame.Height);
        var brush = new Brush(frame);
        Backdrop.Draw(view, frame);
        Weather.DrawStars(view, brush);
        if (view.Scene.Sea > 0)
        {
            Sea.Draw(view, frame);
        }

        Hills.Draw(view, frame);
        Hills.DrawLand(view, frame);
        Town.Draw(view, brush);
        Life.Draw(view, brush);
        Beacon.Draw(view, brush);
        Weather.DrawFalling(view, brush);
    }

    public WorldState StateAt(double at) => new() { Seed = seed, Clock = clock + at, Scene = SceneAt(at) };

    /// <summary>The change begins and ends at rest, so that light does not jerk at a joint.</summary>
    private Scene SceneAt(double at) => Scene.Mix(from, to, Noise.Smooth((float)(at / seconds)));
}
