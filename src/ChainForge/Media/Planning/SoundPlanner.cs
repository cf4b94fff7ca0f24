namespace ChainForge.Media;

/// <summary>
/// Lays the sound on the exact frame grid: a clip's samples run from round(F·sr/fps) to the next clip's, F counted over the whole
/// video, so that no rounding adds up. Where frames were dropped both clips have sound for the joint: there they are crossfaded.
/// </summary>
internal static class SoundPlanner
{
    // Measured: 20 to 30 ms hide the joint; longer ones dip in level when the two sounds have nothing in common.
    private const double CrossfadeSeconds = 0.025;
    private const double LeastSeconds = 0.005;

    public static SoundSlot?[] Lay(IReadOnlyList<ClipPlan> clips, StitchTarget target, AudioMode mode)
    {
        if (target.SampleRate == 0)
        {
            return new SoundSlot?[clips.Count];
        }

        var grid = clips.Select(c => Sample(c.StartFrame)).Append(Sample(clips[^1].StartFrame + clips[^1].ShownFrames)).ToArray();
        var zones = new (long From, long To)[clips.Count + 1];
        for (var k = 1; k < clips.Count; k++)
        {
            zones[k] = mode == AudioMode.Crossfade ? Zone(clips[k - 1], clips[k], grid[k - 1], grid[k], grid[k + 1]) : (grid[k], grid[k]);
        }

        (zones[0], zones[^1]) = ((0, 0), (grid[^1], grid[^1]));
        return [.. clips.Select((clip, k) => new SoundSlot(
            zones[k].From,
            zones[k + 1].To,
            SourceSample(clip) + (zones[k].From - grid[k]),
            (int)(zones[k].To - zones[k].From),
            (int)(zones[k + 1].To - zones[k + 1].From),
            clip.Clip.Audio is null || mode == AudioMode.Mute))];

        long Sample(int frame) => target.FrameRate.At(frame, target.SampleRate);

        long SourceSample(ClipPlan clip) => (long)Math.Round(clip.Clip.SecondsAt(clip.FirstFrame) * target.SampleRate);

        (long From, long To) Zone(ClipPlan before, ClipPlan after, long start, long joint, long end)
        {
            if (before.Clip.Audio is not { } sound || after.Clip.Audio is null)
            {
                return (joint, joint);
            }

            var stop = before.Clip.SecondsAt(before.FirstFrame + before.FrameCount);
            var heard = (sound.Start - before.Clip.VideoStart + sound.Duration).TotalSeconds;
            var tail = Fading(Math.Min(heard, before.Clip.Duration.TotalSeconds) - stop, end - joint);
            if (tail > 0)
            {
                return (joint, joint + tail);
            }

            var head = Fading(after.Clip.SecondsAt(after.FirstFrame), joint - start);
            return (joint - head, joint);
        }

        // At most half of a clip: it may fade at both ends.
        int Fading(double seconds, long room)
        {
            var samples = (int)Math.Min(Math.Min(seconds, CrossfadeSeconds) * target.SampleRate, room / 2);
            return samples < LeastSeconds * target.SampleRate ? 0 : samples;
        }
    }
}
