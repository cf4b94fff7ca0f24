namespace PictorySimulator.Rendering;

/// <summary>A picture that the simulator did not make, filmed by a slowly moving camera that starts where the picture is whole.</summary>
internal sealed class PictureWorld(Frame picture, string hash, double clock) : IWorld
{
    public void Draw(Frame frame, double at)
    {
        var time = clock + at;
        var zoom = 1 + (0.07 * (1 - Math.Cos(time * 0.25)));
        var panX = 0.05 * (1 - Math.Cos(time * 0.31));
        var panY = -0.03 * (1 - Math.Cos(time * 0.23));
        foreach (var (source, target) in picture.Planes.Zip(frame.Planes))
        {
            Warp(source, target, zoom, panX, panY);
        }
    }

    public WorldState StateAt(double at) => new() { Picture = hash, Clock = clock + at };

    private static void Warp(Plane source, Plane target, double zoom, double panX, double panY)
    {
        float centreX = target.Width / 2f, centreY = target.Height / 2f;
        for (var y = 0; y < target.Height; y++)
        {
            var sy = Mirror((float)(((y - centreY) / zoom) + centreY + (panY * target.Height)), source.Height);
            var top = source.Row((int)sy);
            var below = source.Row(Math.Min(source.Height - 1, (int)sy + 1));
            var shareY = sy - (int)sy;
            var row = target.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var sx = Mirror((float)(((x - centreX) / zoom) + centreX + (panX * target.Width)), source.Width);
                int left = (int)sx, right = Math.Min(source.Width - 1, left + 1);
                var share = sx - left;
                var upper = top[left] + ((top[right] - top[left]) * share);
                var lower = below[left] + ((below[right] - below[left]) * share);
                row[x] = (byte)(upper + ((lower - upper) * shareY) + 0.5f);
            }
        }
    }

    /// <summary>Beyond the edge the picture is mirrored.</summary>
    private static float Mirror(float at, int size)
    {
        at = Math.Abs(at);
        return Math.Max(0, at > size - 1 ? (2 * (size - 1)) - at : at);
    }
}
