namespace ChainForge.Media;

/// <summary>Takes small frames from a decoder.</summary>
internal static class SketchReader
{
    /// <param name="process">Prints the frames that the spans say, clip by clip, and no more.</param>
    /// <param name="clips">What is decoded.</param>
    /// <returns>For each clip both ends, and the look of every frame that was looked at.</returns>
    /// <exception cref="MediaException">A clip can't be decoded to its end.</exception>
    public static async Task<IReadOnlyList<Sight>> ReadAsync(FFmpegProcess process, IReadOnlyList<(ClipInfo Clip, DecodedSpan Span)> clips)
    {
        var seen = new List<Sight>();
        var missing = 0;
        foreach (var (_, span) in clips)
        {
            var places = span.Looked;
            var frames = new SketchFrames(span.Every == 1);
            while (frames.Count < places.Count && await NextAsync(frames) is { } frame)
            {
                frames.Add(frame, places[frames.Count]);
            }

            missing += places.Count - frames.Count;
            seen.Add(frames.Sight());
        }

        for (var beyond = new byte[SmallFrame.DecodedBytes]; await process.ReadAsync(beyond) == beyond.Length;)
        {
            missing--;
        }

        await process.CompleteAsync();
        return missing == 0 ? seen : throw MediaException.About(
            clips[0].Clip.Path, $"{clips.Sum(one => one.Clip.FrameCount)} frames are listed, {clips.Sum(one => one.Clip.FrameCount) - missing} can be decoded", "The clip is damaged: download it again or use another take");

        async Task<byte[]?> NextAsync(SketchFrames frames) => frames.Buffer() is var buffer && await process.ReadAsync(buffer) == buffer.Length ? buffer : null;
    }
}

/// <summary>Small frames of a clip as they come, of which both ends are kept, or all.</summary>
file sealed class SketchFrames(bool everyFrame)
{
    private readonly List<FrameLook> _looks = [];
    private readonly List<SmallFrame> _head = [];
    private readonly List<SmallFrame> _all = [];
    private readonly Queue<byte[]> _tail = [];

    /// <summary>How many came.</summary>
    public int Count => _looks.Count;

    /// <summary>Where the next goes. Frames in the middle are read into the buffer that fell out of the tail.</summary>
    public byte[] Buffer() => !everyFrame && _tail.Count == ClipSketch.Kept ? _tail.Dequeue() : new byte[SmallFrame.DecodedBytes];

    /// <param name="buffer">A frame.</param>
    /// <param name="place">Its place in the clip.</param>
    public void Add(byte[] buffer, int place)
    {
        var frame = SmallFrame.Decoded(buffer);
        _looks.Add(frame.LookAt(place));
        if (everyFrame)
        {
            _all.Add(frame);
            return;
        }

        if (_head.Count < ClipSketch.Kept)
        {
            _head.Add(SmallFrame.Decoded([.. buffer]));
        }

        _tail.Enqueue(buffer);
    }

    public Sight Sight() => new(
        everyFrame
            ? new ClipSketch([.. _all.Take(ClipSketch.Kept)], [.. _all.TakeLast(ClipSketch.Kept)], _all)
            : new ClipSketch(_head, [.. _tail.Select(SmallFrame.Decoded)], null),
        DecodedSpan.Usual(_looks));
}

/// <summary>What one decode of a clip shows.</summary>
/// <param name="Sketch">Both ends.</param>
/// <param name="Looks">The look of every frame that was looked at.</param>
internal sealed record Sight(ClipSketch Sketch, IReadOnlyList<FrameLook> Looks);
