using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>A folder whose stitched videos are held to the film that their clips were cut from.</summary>
public abstract class TruthFolder : MediaFolder
{
    private const double LeastDecibels = 40;

    // x264 uses at most as many B-frames in a row; with its defaults these are 2.
    private const int MostAJoint = 5;

    /// <summary>Cuts, stitches, and requires the true frames in the true order, bit for bit but for the few that the report names.</summary>
    internal async Task<JoinReport> RequireTrueAsync(CutFilm cut)
    {
        var clips = await cut.WriteAsync(this);
        var report = await JoinAsync(new StitchOptions(), clips);
        var (made, own, changed) = await CompareAsync(report.Result.Path, clips, cut.Film);

        report.Result.Way.Should().Contain("bit for bit");
        made.Length.Should().Be(cut.Frames);
        if (cut.Film.Barcode)
        {
            made.Select(frame => cut.Film.Read(frame)).Should().Equal(Enumerable.Range(0, cut.Frames));
        }

        changed.Length.Should().BeLessThanOrEqualTo(report.Result.EncodedFrames);
        changed.Where(place => !report.SeamFrames.Any(seam => place < seam && place >= seam - MostAJoint)).Should().BeEmpty("only what hangs on a frame that is left out is encoded anew");
        changed.Select(place => Decibels(made[place], own[place])).Where(decibels => decibels < LeastDecibels).Should().BeEmpty("nobody shall see which these are");
        RequireSteady(report);
        return report;
    }

    /// <summary>One length for all frames in the file's own tables, and as much sound as picture.</summary>
    private static void RequireSteady(JoinReport report)
    {
        var tracks = Mp4Reader.Read(report.Result.Path);
        tracks[0].Samples.Select(sample => sample.Duration).Distinct().Should().ContainSingle();
        if (report.Result.Video.Audio is not null)
        {
            report.Result.SoundMinusPictureMs.Should().BeInRange(-1, 1);
        }
    }

    /// <summary>Peak signal to noise ratio of all three planes.</summary>
    private static double Decibels(byte[] one, byte[] other) =>
        10 * Math.Log10(255 * 255 / Enumerable.Range(0, one.Length).Average(i => (double)(one[i] - other[i]) * (one[i] - other[i])));
}
