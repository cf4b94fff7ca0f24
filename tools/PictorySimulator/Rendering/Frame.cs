namespace PictorySimulator.Rendering;

/// <summary>One picture: 8-bit planar YUV 4:2:0, BT.709, limited range, as it goes to the encoder.</summary>
internal sealed class Frame
{
    public Frame(int width, int height)
    {
        Data = new byte[width * height * 3 / 2];
        Luma = new(Data, 0, width, height);
        ChromaU = new(Data, width * height, width / 2, height / 2);
        ChromaV = new(Data, width * height * 5 / 4, width / 2, height / 2);
    }

    public byte[] Data { get; }
    public Plane Luma { get; }
    public Plane ChromaU { get; }
    public Plane ChromaV { get; }
    public int Width => Luma.Width;
    public int Height => Luma.Height;
    public IEnumerable<Plane> Planes => [Luma, ChromaU, ChromaV];
}
