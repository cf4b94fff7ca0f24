namespace ChainForge.Media;

/// <summary>Decodes the written video around its joints: from the first frame that was encoded anew until well into the next clip.</summary>
internal sealed class JointCheck(FFmpegTools tools, MediaLimits limits, TimeProvider time)
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
        var around = MovieExcerpt.Of(written, shown, kept, written.Timescale, written.Samples[0].Duration, (target.Width, target.Height));
        var path = Path.Combine(folder, "joints.mp4");
        await MovieWriter.WriteAsync(path, [around], written.Timescale, cancellationToken);
        try
        {
            var decoded = await DecodedFrames.CountAsync(tools, path, "the joints of the stitched video", limits, time, cancellationToken);
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
}
