namespace ChainForge.Media;

/// <summary>The look of one frame, whatever it shows: what can drift from clip to clip.</summary>
/// <param name="Frame">Its place in the clip, from 0.</param>
/// <param name="Y">Brightness.</param>
/// <param name="U">Blue against yellow.</param>
/// <param name="V">Red against green.</param>
/// <param name="Sharpness">Mean absolute Laplacian of brightness at full resolution in the middle half of width and height, in 8-bit levels; 0: not measured.</param>
public readonly record struct FrameLook(int Frame, ChannelLook Y, ChannelLook U, ChannelLook V, double Sharpness)
{
    /// <summary>The same frame once its colours were corrected; null: they were not.</summary>
    public FrameLook Through(ColourMap? map) => map is null ? this : this with
    {
        Y = Y.Through(map.Y),
        U = U.Through(map.U),
        V = V.Through(map.V),
        Sharpness = Sharpness * map.Y.Gain,
    };

    /// <summary>The look of a clip as a whole: the median of each figure over its frames, so that one odd frame changes nothing.</summary>
    /// <param name="frames">At least one.</param>
    public static FrameLook Pooled(IReadOnlyList<FrameLook> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return new FrameLook(frames[0].Frame, Channel(f => f.Y), Channel(f => f.U), Channel(f => f.V), Middle(f => f.Sharpness));

        ChannelLook Channel(Func<FrameLook, ChannelLook> channel) => new(Middle(f => channel(f).Mean), Middle(f => channel(f).Deviation));

        double Middle(Func<FrameLook, double> figure) => Median.Of(frames.Select(figure));
    }
}

/// <summary>The look of one channel, 8-bit YUV in limited range.</summary>
/// <param name="Mean">Mean, in levels.</param>
/// <param name="Deviation">Standard deviation, in levels.</param>
public readonly record struct ChannelLook(double Mean, double Deviation)
{
    /// <summary>The same once the channel was corrected.</summary>
    public ChannelLook Through(ChannelMap map) => new(map.Apply(Mean), map.Gain * Deviation);
}
