using System.CommandLine;
using ChainForge.App.Commands;
using ChainForge.App.Hosting;
using ChainForge.Media;

namespace ChainForge.Tests.App.Commands;

public sealed class StitchChoicesTests
{
    private readonly StitchArguments _arguments = new();

    [Theory]
    [InlineData("--colour", "foo", "none or match")]
    [InlineData("--colour", "1", "none or match")]
    [InlineData("--audio", "cut,mute", "crossfade, cut or mute")]
    [InlineData("--audio", "", "crossfade, cut or mute")]
    [InlineData("--loudness", "-1", "match or keep")]
    [InlineData("--quality", "best", "copy or reencode")]
    [InlineData("--transition", "5", "none, dissolve or fadeblack")]
    [InlineData("--colour-strength", "abc", "from 0 to 1")]
    [InlineData("--colour-strength", "NaN", "from 0 to 1")]
    [InlineData("--colour-strength", "0,5", "from 0 to 1")]
    [InlineData("--transition-length", "5s", "from 0.1s to 2s")]
    [InlineData("--transition-length", "0.5dB", "from 0.1s to 2s")]
    [InlineData("--music-volume", "", "from -30dB to 12dB")]
    [InlineData("--music-volume", "1e400", "from -30dB to 12dB")]
    [InlineData("--music", " ", "name of a file")]
    [InlineData("--to", "", "name of a file")]
    public void A_wrong_value_is_told_with_its_option_and_what_would_do(string option, string value, string would)
    {
        var error = Parse(option, value).Errors.Should().ContainSingle().Which.Message;

        error.Should().StartWith(option).And.Contain(value.Trim() is "" ? "is" : $"'{value}'").And.Contain(would);
    }

    [Fact]
    public void Words_are_those_of_a_chain_in_any_case_and_amounts_may_have_their_unit()
    {
        var parsed = Parse("--colour", "MATCH", "--colour-strength", "0.5", "--audio", "cut", "--loudness", "keep", "--quality", "Reencode", "--music", "m.wav", "--music-volume", "-6dB", "--transition", "dissolve", "--transition-length", "0.25s");

        parsed.Errors.Should().BeEmpty();
        _arguments.Options(parsed).Should().BeEquivalentTo(new StitchOptions
        {
            Colour = ColourMode.Match,
            ColourStrength = 0.5,
            Audio = AudioMode.Cut,
            Loudness = LoudnessMode.Keep,
            Quality = QualityMode.Reencode,
            Music = new MusicBed(Path.GetFullPath("m.wav"), -6),
        });
        _arguments.Transition(parsed).Should().Be(new CutTransition(TransitionKind.Dissolve, TimeSpan.FromSeconds(0.25)));
        _arguments.Transition(Parse("--transition", "none")).Should().BeNull();
    }

    [Fact]
    public void Nothing_said_is_what_a_chain_that_says_nothing_means()
    {
        _arguments.Options(Parse()).Should().BeEquivalentTo(new StitchOptions());
        _arguments.Transition(Parse()).Should().BeNull();
    }

    private ParseResult Parse(params string[] options) =>
        new CommandFactory(new CommonOptions(), new Dictionary<string, string?>(), Parts.Real).Create("stitch", "", _arguments.All, (_, _, _) => Task.FromResult(ExitCode.Done)).Parse(["clips", .. options]);
}
