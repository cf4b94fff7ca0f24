namespace PictorySimulator.Rendering.Scenes;

/// <summary>Waves, and the sun's glitter on them.</summary>
internal static class Sea
{
    public static void Draw(View view, Frame frame)
    {
        var scene = view.Scene;
        var (sunX, _) = view.SunAt;
        var glitter = Math.Max(0.15f, Noise.Smooth((scene.SunHeight + 0.06f) / 0.08f)) * (0.3f + scene.SunGlow) * 200;
        for (var y = Math.Max(0, (int)view.Horizon + 1); y < frame.Height; y++)
        {
            var below = (y + 0.5f - view.Horizon) / view.Unit;
            var distance = 1 / (below + 0.035f);
            var height = scene.Sea * (0.4f + scene.Waves) * Noise.Smooth(below / 0.12f) * 34;
            var stretch = distance * 26 / view.Unit;
            var start = view.WorldX(0, 1) * view.Unit * stretch;
            var along = distance * 44;
            var lane = view.Unit * (0.03f + (below * 0.22f));
            var shine = scene.Sea * glitter * (1 - (0.55f * Noise.Smooth(below / 0.4f)));
            var row = frame.Luma.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var across = start + (x * stretch);
                var wave = Noise.Sample(Noise.Ripples, (across * 0.5f) + (view.Clock * 2.2f), along + (view.Clock * 5))
                    + Noise.Sample(Noise.Ripples, across - (view.Clock * 3.1f), (along * 1.7f) + (view.Clock * 3)) - 1;
                var off = (x - sunX) / lane;
                var spark = Math.Max(0, wave - 0.12f) * shine / (1 + (off * off));
                row[x] = (byte)Math.Clamp(row[x] + (wave * height) + spark, 16, 235);
            }
        }
    }
}
