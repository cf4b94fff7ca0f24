namespace PictorySimulator.Rendering;

/// <summary>
/// What a given picture shows beyond the world it is taken for: added to the first frame it makes that frame the picture
/// itself, pixel by pixel, and then fades within a second.
/// </summary>
internal sealed class Remainder
{
    private const double FadeSeconds = 1.2;
    private readonly short[] difference;

    public Remainder(Frame given, Frame drawn) =>
        difference = [.. given.Data.Zip(drawn.Data, (g, d) => (short)(g - d))];

    public void AddTo(Frame frame, double at)
    {
        var left = 1 - (at / FadeSeconds);
        if (left <= 0)
        {
            return;
        }

        var share = (int)(256 * left * left * (3 - (2 * left)));
        var data = frame.Data;
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = (byte)Math.Clamp(data[i] + ((difference[i] * share) / 256), 0, 255);
        }
    }
}
