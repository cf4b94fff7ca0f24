using System.Globalization;
using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Clips whose look drifts from hop to hop are brought back to the first, and clips that do not drift are not touched.</summary>
[TakesLong(55)]
public sealed class ColourMatchTests : MediaFolder
{
    private const int Hops = 8;
    private const int Length = 20;
    private const string Grain = "noise=alls=10:allf=t";
    private const string Tint = "eq=contrast=0.8:brightness=0.08:saturation=0.5:enable='eq(n,0)'";

    private static readonly TestFilm Film = new() { Width = 160, Height = 96 };

    [Theory]
    [InlineData(2.0, null, false)]
    [InlineData(5.0, Grain, false)]
    [InlineData(2.0, null, true)]
    public async Task Drift_over_eight_hops_is_brought_below_a_quarter(double speed, string? grain, bool odd)
    {
        var film = Film with { Speed = speed };
        var clips = await ChainAsync(film, Drift, grain, odd);

        var report = await JoinAsync(new StitchOptions { Colour = ColourMode.Match }, clips);

        var decoded = await FramesAsync([clips[^1].Path, report.Result.Path], film.Width, film.Height);
        var (drifted, matched) = (Error.Of(film, decoded[0][1..]), Error.Of(film, decoded[1][^(Length - 1)..]));
        drifted.Spread.Should().OnlyContain(spread => spread > 0.4, "eight hops of drift are plain to see");
        matched.Spread.Zip(drifted.Spread).Should().OnlyContain(pair => pair.First < pair.Second / 4, "{0} became {1}", drifted, matched);
        matched.Mean.Zip(drifted.Mean).Should().OnlyContain(pair => pair.First < Math.Max(1, pair.Second / 4));
    }

    [Fact]
    public async Task Without_drift_every_frame_stays_as_it_was_paid_for()
    {
        var clips = await ChainAsync(Film with { Speed = 5 }, _ => null, Grain);

        var report = await JoinAsync(new StitchOptions { Colour = ColourMode.Match }, clips);

        report.Result.Way.Should().Contain("bit for bit");
        report.Reasons.Should().NotContain(reason => reason.Contains("colours"));
    }

    [Theory]
    [InlineData("a fade to black and back", 18)]
    [InlineData("a fade to black and back", 23)]
    [InlineData("a flicker", 23)]
    [InlineData("a coarse encoder", 35)]
    public async Task What_the_scene_and_the_encoder_do_is_no_drift(string what, int crf)
    {
        Func<int, double> light = what switch
        {
            "a fade to black and back" => n => Math.Clamp(Math.Abs(n - (Length * Hops / 2.0)) / 50, 0.02, 1),
            "a flicker" => n => 0.85 + (0.15 * Math.Sin(n * 1.3)),
            _ => _ => 1,
        };
        var clips = await ChainAsync(Film with { Width = 320, Height = 180, Speed = 1, Grain = 3, Light = light }, _ => null, null, crf: crf);

        var report = await JoinAsync(new StitchOptions { Colour = ColourMode.Match }, clips);

        report.Reasons.Should().NotContain(reason => reason.Contains("colours"));
        report.Result.Way.Should().Contain("bit for bit");
    }

    [Fact]
    public async Task Drift_that_sets_in_behind_an_honoured_first_frame_is_found_in_a_dull_scene_too()
    {
        var film = Film with { Speed = 2 };
        var dull = "eq=contrast=0.5:saturation=0.5";
        var clips = await ChainAsync(film, hops => hops == 0 ? dull : $"{dull},{Drift(hops)}:enable='gte(n,1)'", null);
        var clean = await ClipAsync("clean.mp4", new ClipRecipe { Film = film, Frames = [.. Enumerable.Range(Hops * (Length - 1), Length)], SampleRate = null, Filter = dull });

        var report = await JoinAsync(new StitchOptions { Colour = ColourMode.Match }, clips);

        var decoded = await FramesAsync([clean, clips[^1].Path, report.Result.Path], film.Width, film.Height);
        var drifted = Apart(decoded[1][1..], decoded[0][1..]);
        drifted.Should().BeGreaterThan(0.3);
        Apart(decoded[2][^(Length - 1)..], decoded[0][1..]).Should().BeLessThan(drifted / 4);

        double Apart(IEnumerable<byte[]> made, byte[][] wanted) => made.Zip(wanted, (one, other) =>
            Math.Abs((SmallFrame.Spread(one.AsSpan(0, film.Width * film.Height)).Deviation / SmallFrame.Spread(other.AsSpan(0, film.Width * film.Height)).Deviation) - 1)).Average();
    }

    [Fact]
    public async Task The_report_shows_what_is_seen_where_a_step_is_eased()
    {
        var clips = await ChainAsync(Film, Drift, null);

        var report = await JoinAsync(new StitchOptions { Colour = ColourMode.Match, ColourStrength = 0.5 }, clips);

        report.Plans[1].ColourLead.Should().NotBeEmpty();
        SeamReport.Of(report, [.. clips.Select((_, k) => $"{k}")]).Joints.Should().OnlyContain(joint => Math.Abs(joint.ColourInVideo!.YSpreadRatio - 1) < 0.01, "half of the drift comes in over half a second, not at the joint");
    }

    private static string? Drift(int hops) => hops == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"eq=contrast={Math.Pow(1.05, hops):0.0000}:saturation={Math.Pow(1.08, hops):0.0000}");

    /// <param name="film">The truth.</param>
    /// <param name="look">The filter that a clip went through, by its place.</param>
    /// <param name="grain">Grain of its own for each clip.</param>
    /// <param name="odd">Whether the first frame of a clip in the middle is tinted.</param>
    /// <param name="crf">How coarsely the clips are encoded.</param>
    private Task<JoinClip[]> ChainAsync(TestFilm film, Func<int, string?> look, string? grain, bool odd = false, int crf = 18) =>
        ChainAsync([.. Enumerable.Range(0, Hops + 1).Select(k =>
        {
            var filters = new[] { look(k), odd && k == Hops / 2 ? Tint : null, grain }.OfType<string>().ToArray();
            return new ClipRecipe { Film = film, Frames = [.. Enumerable.Range(k * (Length - 1), Length)], SampleRate = null, Filter = filters.Length == 0 ? null : string.Join(',', filters), Video = $"-c:v libx264 -preset fast -crf {crf} -pix_fmt yuv420p" };
        })]);

    /// <summary>How far mean and spread of each channel lie from the film's in the last segment.</summary>
    private sealed record Error(double[] Mean, double[] Spread)
    {
        public static Error Of(TestFilm film, byte[][] made)
        {
            var luma = film.Width * film.Height;
            var pairs = made.Select((frame, i) => (Made: frame, True: film.Frame((Hops * (Length - 1)) + 1 + i))).ToArray();
            Range[] planes = [0..luma, luma..(luma * 5 / 4), (luma * 5 / 4)..(luma * 3 / 2)];
            return new Error(
                [.. planes.Select(plane => pairs.Average(p => Math.Abs(Look(p.Made, plane).Mean - Look(p.True, plane).Mean)))],
                [.. planes.Select(plane => pairs.Average(p => Math.Abs((Look(p.Made, plane).Deviation / Look(p.True, plane).Deviation) - 1)))]);

            static (double Mean, double Deviation) Look(byte[] frame, Range plane) => SmallFrame.Spread(frame.AsSpan(plane));
        }

        public override string ToString() => FormattableString.Invariant($"mean {string.Join(' ', Mean.Select(m => Math.Round(m, 2)))} spread {string.Join(' ', Spread.Select(s => Math.Round(s, 3)))}");
    }
}
