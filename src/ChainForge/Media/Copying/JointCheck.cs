using System.Text.RegularExpressions;

namespace ChainForge.Media;

/// <summary>Decodes the written video around its joints: from the first frame that was encoded anew until well into the next clip.</summary>
internal sealed partial class JointCheck(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    private const int Behind = 12;

    /// <exception cref="Mp4Exception">A decoder complains, or shows fewer frames.</exception>
    public async Task RequireAsync(string video, CopiedPicture picture, StitchTarget target, string folder, CancellationToken cancellationToken)
    {
        if (picture.Joints.Count == 0)
        {
            return;
        }

        var written = Mp4Reader.Read(video).First(track => track.Handler == "vide");
        var shown = CleanCut.OrderOfShowing(written.Samples);
        var kept = picture.Joints.SelectMany(joint => From(written, joint)).Distinct().Order().ToList();
        var places = kept.Select(i => shown[i]).Order().Select((place, rank) => (place, rank)).ToDictionary(pair => pair.place, pair => pair.rank);
        var ticks = written.Samples[0].Duration;
        var around = new MovieTrack
        {
            Timescale = written.Timescale,
            SampleEntry = written.SampleEntry,
            Samples = PictureClock.Lay([.. kept.Select(i => (new MovieSample(video, written.Samples[i].Offset, written.Samples[i].Size, 0, 0, written.Samples[i].IsSync), places[shown[i]]))], ticks, out var delay),
            MediaTime = delay,
            Length = (long)kept.Count * ticks,
            Picture = (target.Width, target.Height),
        };
        var path = Path.Combine(folder, "joints.mp4");
        await MovieWriter.WriteAsync(path, [around], written.Timescale, cancellationToken);
        var command = FFmpegCommand.FFmpeg(tools, "decode the joints of the stitched video",
            ["-xerror", "-progress", "pipe:1", .. FFmpegCommand.Untrusted(path), "-map", "0:v", "-fps_mode", "passthrough", "-f", "null", "-"]);
        try
        {
            var text = await FFmpegProcess.ReadTextAsync(command, limits.Stall, time, cancellationToken);
            var decoded = FrameLine().Matches(text) is [.., var last] ? int.Parse(last.Groups[1].Value) : 0;
            if (decoded != kept.Count)
            {
                throw new Mp4Exception($"{decoded} of {kept.Count} frames around the joints can be decoded");
            }
        }
        catch (MediaException e)
        {
            throw new Mp4Exception(e.Message);
        }
    }

    /// <summary>The samples of a joint: what was encoded anew and the first ones of the next clip, both of which begin with a key frame.</summary>
    private static IEnumerable<int> From(Mp4Track track, int joint)
    {
        var next = joint;
        while (next + 1 < track.Samples.Count && !(next > joint && track.Samples[next].IsSync))
        {
            next++;
        }

        return track.Samples[joint].IsSync ? Enumerable.Range(joint, Math.Min(track.Samples.Count, next + Behind) - joint) : [];
    }

    [GeneratedRegex(@"^frame=\s*(\d+)", RegexOptions.Multiline)]
    private static partial Regex FrameLine();
}
