using System.Text;
using System.Text.Json;
using ChainForge.Chains;

namespace ChainForge.Tests.Chains;

public sealed class GoodChainsTests : IDisposable
{
    private readonly ChainFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OnlyPrompts_FillsInEveryDefault()
    {
        var chain = Good("segments:\n  - prompt: A lighthouse\n  - prompt: The lamp goes out\n", "my-film.yaml");

        chain.Should().BeEquivalentTo(new ChainDefinition
        {
            Name = "my-film",
            Model = "pixverse5.5",
            AspectRatio = "16:9",
            Start = ChainStart.Nothing,
            Segments =
            [
                new SegmentDefinition { Id = "01", Prompt = "A lighthouse", Seconds = 5, Handover = Handover.LastFrame },
                new SegmentDefinition { Id = "02", Prompt = "The lamp goes out", Seconds = 5, Handover = Handover.LastFrame },
            ],
            Stitch = new StitchSettings { Colour = ColourSetting.None, Audio = AudioSetting.Crossfade },
            MaxCredits = null,
        });
    }

    [Fact]
    public void Read_EveryKey_ReachesTheDefinition()
    {
        var chain = Good("""
            # yaml-language-server: $schema=./chain.schema.json
            name: lighthouse
            model: veo3.1
            aspectRatio: 9:16
            duration: 8s
            style: 35mm film
            start: { firstFrame: images/harbour.png }
            segments:
              - id: dawn
                prompt: A lighthouse
              - prompt: The lamp goes out
                duration: 4s
                handover: extend
              - prompt: Boats
                handover: cut
                references: [images/boat.jpg, images/lamp.webp, "https://example.com/sea.png?size=2"]
            stitch: { colour: match, audio: mute }
            budget: { maxCredits: 62.5 }
            """);

        chain.Should().BeEquivalentTo(new ChainDefinition
        {
            Name = "lighthouse",
            Model = "veo3.1",
            AspectRatio = "9:16",
            Start = new ChainStart { FirstFrame = Local("images/harbour.png") },
            Segments =
            [
                new SegmentDefinition { Id = "dawn", Prompt = "A lighthouse. 35mm film", Seconds = 8 },
                new SegmentDefinition { Id = "02", Prompt = "The lamp goes out. 35mm film", Seconds = 4, Handover = Handover.Extend },
                new SegmentDefinition
                {
                    Id = "03",
                    Prompt = "Boats. 35mm film",
                    Seconds = 8,
                    Handover = Handover.Cut,
                    References = [Local("images/boat.jpg"), Local("images/lamp.webp"), new MediaSource(null, new Uri("https://example.com/sea.png?size=2"))],
                },
            ],
            Stitch = new StitchSettings { Colour = ColourSetting.Match, Audio = AudioSetting.Mute },
            MaxCredits = 62.5m,
        });
    }

    [Fact]
    public void Read_EveryKeyOfTheStitch_ReachesTheDefinition()
    {
        _folder.Write("theme.mp3", "ID3 and then some"u8.ToArray());
        var stitch = Good("""
            segments: [{ prompt: A lighthouse }]
            stitch: { colour: match, colourStrength: 0.5, audio: cut, loudness: keep, music: theme.mp3, musicVolume: -6.5dB, quality: reencode }
            """).Stitch;

        stitch.Should().Be(new StitchSettings
        {
            Colour = ColourSetting.Match,
            ColourStrength = 0.5,
            Audio = AudioSetting.Cut,
            Loudness = LoudnessSetting.Keep,
            Music = Local("theme.mp3"),
            MusicVolume = -6.5,
            Quality = QualitySetting.Reencode,
        });
    }

    [Fact]
    public void Read_Transitions_AreForCutsAlone_AndASegmentsOwnWins()
    {
        var segments = Good("""
            stitch: { transition: dissolve, transitionLength: 1.5s }
            segments:
              - prompt: A lighthouse
              - prompt: The lamp goes out
              - { prompt: Boats, handover: cut }
              - { prompt: The sea, handover: cut, transition: none }
              - { prompt: The shore, handover: cut, transition: fadeblack, transitionLength: 0.4s }
            """).Segments;

        segments.Select(segment => segment.Transition).Should().Equal(
            TransitionSetting.None, TransitionSetting.None, TransitionSetting.Dissolve, TransitionSetting.None, TransitionSetting.Fadeblack);
        segments[2].TransitionSeconds.Should().Be(1.5);
        segments[4].TransitionSeconds.Should().Be(0.4);
    }

    [Fact]
    public void Read_TheFormatsOwnExample_WithItsRemarks_IsGood()
    {
        var chain = Good("""
            # yaml-language-server: $schema=./chain.schema.json
            name: lighthouse                 # default: the file's name; [a-z0-9][a-z0-9-]*
            model: pixverse5.5
            aspectRatio: "16:9"
            duration: 8s
            style: 35mm film, soft morning light      # added to every prompt, word for word
            start:                           # at most one of these
              firstFrame: images/harbour.png # a local picture is uploaded; or an https URL
            # references: [a.png, https://…]
            # extend: https://….mp4
            segments:
              - id: dawn                     # default: 01, 02, …
                prompt: A lighthouse above a calm harbour at dawn, slow dolly in
              - prompt: The lamp goes out as the sun rises
                duration: 5s
              - prompt: Fishing boats leave the harbour
                handover: lastFrame          # or extend, or cut (a cut may have references of its own)
            stitch: { colour: match, audio: crossfade }
            budget: { maxCredits: 60 }
            """);

        chain.Segments.Select(segment => (segment.Id, segment.Seconds, segment.Handover)).Should().Equal(
            ("dawn", 8, Handover.LastFrame), ("02", 5, Handover.LastFrame), ("03", 8, Handover.LastFrame));
        chain.Segments.Should().OnlyContain(segment => segment.Prompt.EndsWith(". 35mm film, soft morning light", StringComparison.Ordinal));
    }

    [Fact]
    public void ADefinition_ComesBackFromJson_AsARunStoresIt()
    {
        var chain = Good("""
            start: { references: [images/boat.jpg, "https://example.com/a.png?sig=1"] }
            segments: [{ prompt: A lighthouse }, { prompt: The sea, handover: cut, references: [images/lamp.webp] }]
            stitch: { audio: mute }
            budget: { maxCredits: 12.8 }
            """);

        JsonSerializer.Deserialize<ChainDefinition>(JsonSerializer.Serialize(chain)).Should().BeEquivalentTo(chain);
    }

    [Theory]
    [InlineData("A lighthouse", "A lighthouse. 35mm film")]
    [InlineData("A lighthouse!", "A lighthouse! 35mm film")]
    [InlineData("'A lighthouse, '", "A lighthouse, 35mm film")]
    [InlineData("'A lighthouse (at dawn)'", "A lighthouse (at dawn). 35mm film")]
    [InlineData("|\n      A lighthouse\n      at dawn\n", "A lighthouse\nat dawn. 35mm film")]
    [InlineData(">\n      A lighthouse\n      at dawn\n", "A lighthouse at dawn. 35mm film")]
    [InlineData("Ein Leuchtturm über dem Meer 🌊", "Ein Leuchtturm über dem Meer 🌊. 35mm film")]
    public void Read_AStyle_StandsBehindThePromptAsASentence(string prompt, string expected) =>
        Good($"style: ' 35mm film '\nsegments:\n  - prompt: {prompt}\n").Segments[0].Prompt.Should().Be(expected);

    [Fact]
    public void Read_APromptTooShortByItself_IsLongEnoughWithTheStyle() =>
        Good("style: film\nsegments:\n  - prompt: Sea\n").Segments[0].Prompt.Should().Be("Sea. film");

    [Fact]
    public void Read_References_AreAStartOfTheirOwn() =>
        Good("start: { references: [images/boat.jpg] }\nsegments: [{ prompt: A lighthouse }]").Start.References.Should().Equal(Local("images/boat.jpg"));

    [Fact]
    public void Read_AVideo_IsExtended() =>
        Good("start: { extend: ./clip.mp4 }\nsegments: [{ prompt: A lighthouse }]").Start.Extend.Should().Be(Local("clip.mp4"));

    [Fact]
    public void Read_AnAbsolutePath_IsTakenAsItIs()
    {
        var path = Path.Combine(_folder.Path, "clip.mp4");

        Good($"start: {{ extend: '{path}' }}\nsegments: [{{ prompt: A lighthouse }}]").Start.Extend!.Path.Should().Be(path);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080/a.png")]
    [InlineData("http://localhost/a.png")]
    [InlineData("https://[::1]:9/a.png")]
    public void Read_LoopbackAddresses_AreForALoopbackProviderOnly(string address)
    {
        var yaml = $"start: {{ firstFrame: '{address}' }}\nsegments: [{{ prompt: A lighthouse }}]";

        _folder.Read(yaml, limits: TestLimits.Pictory with { AllowLoopbackUrls = true }).Definition!.Start.FirstFrame!.Url.Should().Be(new Uri(address));
        _folder.Read(yaml).Problems.Should().ContainSingle();
    }

    [Fact]
    public void Read_LocalFilesFromElsewhere_AreRefusedUnseen()
    {
        var limits = TestLimits.Pictory with { AllowLocalFiles = false };
        var problems = new[] { "images/harbour.png", "images/absent0.png", "/etc/passwd0000000" }.Select(path =>
            _folder.Read($"start: {{ firstFrame: {path} }}\nsegments: [{{ prompt: A lighthouse }}]", limits: limits)).ToList();

        problems.Should().OnlyContain(reading => reading.Problems.Count == 1 && reading.Problems[0].Line == 1 && reading.Problems[0].Message.Contains("https address"));
        problems.Select(reading => reading.Problems[0].Message.Length).Distinct().Should().ContainSingle("whether a file is there is not told");
        _folder.Read("start: { firstFrame: https://example.com/a.png }\nsegments: [{ prompt: A lighthouse }]", limits: limits).Definition.Should().NotBeNull();
    }

    [Theory]
    [InlineData("\uFEFFsegments:\n  - prompt: A lighthouse\n")]
    [InlineData("segments:\r\n  - prompt: A lighthouse\r\n")]
    [InlineData("---\nsegments:\n  - prompt: A lighthouse\n...\n")]
    [InlineData("{ \"segments\": [ { \"prompt\": \"A lighthouse\" } ] }")]
    [InlineData("segments:\n- prompt: A lighthouse   # at dawn")]
    public void Read_OtherWaysToWriteYaml_SayTheSame(string yaml) =>
        Good(yaml).Segments.Should().ContainSingle().Which.Prompt.Should().Be("A lighthouse");

    [Fact]
    public void Read_FiveHundredSegments_AreAllowed()
    {
        var yaml = new StringBuilder("segments:\n");
        for (var number = 1; number <= ChainLimits.MaxSegments; number++)
        {
            yaml.Append($"  - {{ id: clip-{number}, prompt: A lighthouse, duration: 8s, handover: {(number == 1 ? "" : "cut, references: [images/boat.jpg, images/boat.jpg, images/boat.jpg]")} }}\n".Replace("handover:  ", ""));
        }

        Good(yaml.ToString()).Segments.Should().HaveCount(ChainLimits.MaxSegments);
    }

    private ChainDefinition Good(string yaml, string name = "test.yaml")
    {
        var reading = _folder.Read(yaml, name);
        reading.Problems.Should().BeEmpty();
        reading.IsValid.Should().BeTrue();
        return reading.Definition!;
    }

    private MediaSource Local(string name) => new(Path.Combine(_folder.Path, name.Replace('/', Path.DirectorySeparatorChar)), null);
}
