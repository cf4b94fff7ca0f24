namespace PictorySimulator.Rendering;

/// <summary>One plane of a frame, with what it takes to draw smooth-edged shapes on it.</summary>
internal sealed class Plane(byte[] data, int start, int width, int height)
{
    private const int SubRows = 4;

    /// <summary>Always left zeroed by who borrows it.</summary>
    [ThreadStatic]
    private static float[]? coverOfThread;

    public int Width => width;
    public int Height => height;

    public Span<byte> Row(int y) => data.AsSpan(start + (y * width), width);

    /// <summary>Moves a pixel towards a value.</summary>
    public static void Blend(ref byte pixel, float value, float share) =>
        pixel = (byte)Math.Clamp(float.ConvertToIntegerNative<int>(pixel + ((value - pixel) * share) + 0.5f), 0, 255);

    /// <summary>Fills a polygon; edges are covered by area, so that slow motion stays smooth.</summary>
    public void Fill(ReadOnlySpan<(float X, float Y)> points, float value, float alpha)
    {
        float top = float.MaxValue, bottom = float.MinValue;
        foreach (var (_, y) in points)
        {
            top = Math.Min(top, y);
            bottom = Math.Max(bottom, y);
        }

        Span<float> crossings = stackalloc float[16];
        var cover = Lend();
        for (var row = Math.Max(0, (int)top); row < Math.Min(height, bottom); row++)
        {
            int left = width, right = 0;
            for (var sub = 0; sub < SubRows; sub++)
            {
                var count = Cross(points, row + ((sub + 0.5f) / SubRows), crossings);
                for (var i = 0; i + 1 < count; i += 2)
                {
                    Cover(cover, crossings[i], crossings[i + 1], ref left, ref right);
                }
            }

            var pixels = Row(row);
            for (var x = left; x < right; x++)
            {
                Blend(ref pixels[x], value, cover[x] * alpha);
                cover[x] = 0;
            }
        }
    }

    /// <summary>Fills an upright rectangle.</summary>
    public void FillBox(float left, float top, float right, float bottom, float value, float alpha)
    {
        (left, right) = (Math.Max(0, left), Math.Min(width, right));
        (top, bottom) = (Math.Max(0, top), Math.Min(height, bottom));
        for (var y = (int)top; y < bottom; y++)
        {
            var share = alpha * (Math.Min(bottom, y + 1) - Math.Max(top, y));
            var pixels = Row(y);
            for (var x = (int)left; x < right; x++)
            {
                Blend(ref pixels[x], value, share * (Math.Min(right, x + 1) - Math.Max(left, x)));
            }
        }
    }

    /// <summary>Adds light in a soft round spot.</summary>
    public void Glow(float x, float y, float radius, float amount)
    {
        for (var row = Math.Max(0, (int)(y - radius)); row <= Math.Min(height - 1, y + radius); row++)
        {
            var pixels = Row(row);
            for (var column = Math.Max(0, (int)(x - radius)); column <= Math.Min(width - 1, x + radius); column++)
            {
                float dx = column + 0.5f - x, dy = row + 0.5f - y;
                var light = 1 - (((dx * dx) + (dy * dy)) / (radius * radius));
                if (light > 0)
                {
                    pixels[column] = (byte)Math.Clamp(pixels[column] + (amount * light * light) + 0.5f, 0, 255);
                }
            }
        }
    }

    private float[] Lend() =>
        coverOfThread?.Length >= width ? coverOfThread : coverOfThread = new float[width];

    private static int Cross(ReadOnlySpan<(float X, float Y)> points, float y, Span<float> crossings)
    {
        var count = 0;
        for (var i = 0; i < points.Length; i++)
        {
            var (ax, ay) = points[i];
            var (bx, by) = points[(i + 1) % points.Length];
            if (ay <= y != by <= y && count < crossings.Length)
            {
                crossings[count++] = ax + ((y - ay) / (by - ay) * (bx - ax));
            }
        }

        crossings[..count].Sort();
        return count;
    }

    private void Cover(float[] cover, float from, float to, ref int left, ref int right)
    {
        from = Math.Max(0, from);
        to = Math.Min(width, to);
        if (to <= from)
        {
            return;
        }

        left = Math.Min(left, (int)from);
        right = Math.Max(right, Math.Min(width, (int)MathF.Ceiling(to)));
        for (var x = (int)from; x < right && x < to; x++)
        {
            cover[x] += (Math.Min(to, x + 1) - Math.Max(from, x)) / SubRows;
        }
    }
}
