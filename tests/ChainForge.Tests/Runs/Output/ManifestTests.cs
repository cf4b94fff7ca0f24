using ChainForge.Chains;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Output;

public sealed class ManifestTests
{
    [Fact]
    public void What_a_chain_starts_from_is_named_without_signatures_and_folders()
    {
        var start = new ChainStart
        {
            FirstFrame = new MediaSource(null, new Uri("https://somebody:secret@example.com/a%20b.jpg?X-Amz-Signature=5ec2e7")),
            References = [new MediaSource("/home/somebody/films/harbour.png", null)],
        };
        var manifest = new Manifest
        {
            Run = "20261127-120000-abcdef",
            Definition = Given.Chain() with { Start = start },
            StartedAt = Given.Now,
            FinishedAt = Given.Now,
            Credits = 24,
            Video = Given.Video(),
            Segments = [],
            Stitch = [],
            Seams = [],
            Drift = [],
            SoundMinusPictureMs = 0,
        };

        manifest.ToJson().Should().Contain("\"https://example.com/a%20b.jpg\"").And.Contain("\"harbour.png\"")
            .And.NotContain("5ec2e7").And.NotContain("secret").And.NotContain("somebody");
    }
}
