using System.Globalization;
using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Clips whose look drifts from hop to hop are brought back to the first, and clips that do not drift are not touched.</summary>
public sealed class ColourMatchTests : MediaFolder
{
    private const int Hops = 8;
    private const int Length = 20;
    private const string Tint = "eq=contrast=0.8:brightness=0.08:saturation=0.5";

    private static readonly TestFilm Film = new() { Width = 160, Height = 96 };

    [Theory]
    [InlineData(2.0, null, null)]
    [InlineData(5.0, "noise=alls=10:allf=t", null)]
    [InlineData(2.0, null, "first")]
    [InlineData(2.0, null, "last")]
    [InlineData(2.0, null, "flash")]
    public async Task Drift_over_eight_hops_is_brought_below_a_quarter(double speed, string? grain, string? odd)
    {
        var film = Film with { Speed = speed };
        var clips = await ChainAsync(film, Hops, k => Drift(k), grain, odd);

        var drifted = await ErrorAsync(film, new StitchOptions(), clips);
        var matched = await ErrorAsync(film, new StitchOptions { Colour = ColourMode.Match }, clips);

        drifted.Spread.Should().OnlyContain(spread => spread > 0.4, "eight hops of drift are plain to see");
        matched.Spread.Zip(drifted.Spread).Should().OnlyContain(pair => pair.First < pair.Second / 4, "{0} became {1}", drifted, matched);
        matched.Mean.Zip(drifted.Mean).Should().OnlyContain(pair => pair.First < Math.Max(1, pair.Second / 4));
    }

    [Theory]
    [InlineData(2.0, null)]
    [InlineData(5.0, "noise=alls=10:allf=t")]
    public async Task Without_drift_every_frame_stays_as_it_was_paid_for(double speed, string? grain)
    {
        var clips = await ChainAsync(Film with { Speed = speed }, Hops, _ => null, grain);

        var report = await JoinAsync(new StitchOptions { Colour = ColourMode.Match }, clips);

        report.Result.Way.Should().Contain("bit for bit");
        report.Reasons.Should().NotContain(reason => reason.Contains("colours"));
    }

    private static string? Drift(int hops) => hops == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"eq=contrast={Math.Pow(1.05, hops):0.0000}:saturation={Math.Pow(1.08, hops):0.0000}");

    /// <param name="film">The truth.</param>
    /// <param name="hops">One clip fewer than there are.</param>
    /// <param name="look">The filter that a clip went through.</param>
    /// <param name="grain">Grain of its own for each clip.</param>
    /// <param name="odd">Which single frame in the middle of the chain is tinted.</param>
    private async Task<JoinClip[]> ChainAsync(TestFilm film, int hops, Func<int, string?> look, string? grain = null, string? odd = null)
    {
        var clips = new List<JoinClip>();
        for (var k = 0; k <= hops; k++)
        {
            var tint = (k, odd) switch
            {
                (4, "first") => $"{Tint}:enable='eq(n,0)'",
                (4, "flash") => "eq=brightness=0.3:enable='eq(n,1)'",
                (3, "last") => $"{Tint}:enable='eq(n,{Length - 1})'",
                _ => null,
            };
            var filters = new[] { look(k), tint, grain }.OfType<string>().ToArray();
            var recipe = new ClipRecipe { Film = film, Frames = [.. Enumerable.Range(k * (Length - 1), Length)], SampleRate = null, Filter = filters.Length == 0 ? null : string.Join(',', filters) };
            clips.Add(new JoinClip(await ClipAsync($"{clips.Count}.mp4", recipe), JointKind.LastFrame));
        }

        return [.. clips];
    }

    /// <summary>Mean and spread of each channel in the last segment against the film itself.</summary>
    private async Task<Error> ErrorAsync(TestFilm film, StitchOptions options, JoinClip[] clips)
    {
        var report = await JoinAsync(options, clips);
        var frames = await FramesAsync(report.Result.Path, film.Width, film.Height);
        var last = frames.Count - Length + 1;
        var luma = film.Width * film.Height;
        var errors = Enumerable.Range(last, Length - 1).Select(n => (Made: frames[n], True: film.Frame(n))).ToArray();
        return new Error(
            [.. Planes(luma).Select(plane => errors.Average(e => Math.Abs(SmallFrame.Spread(e.Made[plane]).Mean - SmallFrame.Spread(e.True[plane]).Mean)))],
            [.. Planes(luma).Select(plane => errors.Average(e => Math.Abs((SmallFrame.Spread(e.Made[plane]).Deviation / SmallFrame.Spread(e.True[plane]).Deviation) - 1)))]);
    }

    private static Range[] Planes(int luma) => [0..luma, luma..(luma * 5 / 4), (luma * 5 / 4)..(luma * 3 / 2)];

    private sealed record Error(double[] Mean, double[] Spread)
    {
        public override string ToString() => FormattableString.Invariant($"mean {string.Join(' ', Mean.Select(m => Math.Round(m, 2)))} spread {string.Join(' ', Spread.Select(s => Math.Round(s, 3)))}");
    }
}
