using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class DamagedIndexTests : MediaFolder
{
    private const int Cases = 1_500;

    [Fact]
    public async Task Whatever_stands_in_an_index_it_is_read_or_refused_and_takes_no_memory()
    {
        var clip = await ClipAsync("clip.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 12)], Video = "-c:v libx264 -preset fast -movflags +faststart" });
        var bytes = await File.ReadAllBytesAsync(clip);
        var end = bytes.AsSpan().IndexOf("mdat"u8);
        var random = new Random(1);
        for (var i = 0; i < Cases; i++)
        {
            var damaged = bytes.ToArray();
            for (var spot = 0; spot <= i % 3; spot++)
            {
                random.NextBytes(damaged.AsSpan(random.Next(32, end - 8), random.Next(1, 5)));
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            Read(damaged);
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(600_000_000, $"case {i}");
        }
    }

    private void Read(byte[] content)
    {
        File.WriteAllBytes(PathOf("damaged.mp4"), content);
        try
        {
            Mp4Reader.Read(PathOf("damaged.mp4"));
        }
        catch (Mp4Exception)
        {
            // That is what it is for.
        }
    }
}
