namespace PictorySimulator.Wire;

/// <summary>What a model can make and costs, as documented; sizes, rates and sound as third parties report them.</summary>
internal sealed record ModelCard(
    string Name, string[] AspectRatios, int[] Seconds, decimal CreditsPerSecond, int ShortSide, int FramesPerSecond, int SampleRate)
{
    public (int Width, int Height) Size(string aspectRatio)
    {
        var parts = aspectRatio.Split(':');
        int across = int.Parse(parts[0]), down = int.Parse(parts[1]);
        return across >= down ? (ShortSide * across / down, ShortSide) : (ShortSide, ShortSide * down / across);
    }
}

internal static class Catalogue
{
    public static readonly ModelCard[] Models =
    [
        new("pixverse5.5", ["16:9", "9:16", "1:1", "3:4", "4:3"], [5, 8, 10], 1.6m, 720, 24, 44_100),
        new("veo3.1_fast", ["16:9", "9:16"], [4, 6, 8], 10m, 1080, 24, 48_000),
        new("veo3.1", ["16:9", "9:16"], [4, 6, 8], 20m, 1080, 24, 48_000),
    ];

    public static ModelCard? Find(string name) => Array.Find(Models, m => m.Name == name);
}
