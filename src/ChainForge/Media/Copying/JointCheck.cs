namespace ChainForge.Media;

/// <summary>Decodes the picture around its joints: from the first frame that is not the clip's own to the first that hang on the next clip's key frame.</summary>
/// <remarks>It reads the samples from where they will be copied from, so that it can run while the sound is still being made.</remarks>
internal sealed class JointCheck(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    // A key frame and the first that hangs on it: whatever ids collide is noticed there.
    private const int Behind = 2;

    /// <exception cref="Mp4Exception">A decoder complains, or shows fewer frames.</exception>
    public async Task RequireAsync(CopiedPicture picture, string folder, CancellationToken cancellationToken)
    {
        if (picture.Joints.Count == 0)
        {
            return;
        }

        // What was changed and the first frames of the next clip: both begin with a key frame.
        var count = picture.Track.Samples.Count;
        var kept = picture.Joints.SelectMany(joint => Enumerable.Range(joint.From, Math.Min(count, joint.Next + Behind) - joint.From)).Distinct().Order().ToList();
        var path = Path.Combine(folder, "joints.mp4");
        await MovieWriter.WriteAsync(path, [MovieExcerpt.Of(picture.Track, kept)], picture.Track.Timescale, cancellationToken);
        try
        {
            var decoded = await DecodedFrames.CountAsync(tools, path, "the joints of the stitched video", isAside: true, limits, time, cancellationToken);
            if (decoded != kept.Count)
            {
                throw new Mp4Exception($"{decoded} of {kept.Count} frames around the joints can be decoded");
            }
        }
        catch (MediaException e)
        {
            throw new Mp4Exception(e.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
