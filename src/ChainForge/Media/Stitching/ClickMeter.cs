using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChainForge.Media;

/// <summary>Listens to the joined sound as it passes and measures it at each joint. Holds two seconds and the clip that was just heard, however long the video is.</summary>
internal sealed class ClickMeter
{
    private const double NearSeconds = 0.002;
    private const double AroundSeconds = 1;
    private const double Share = 0.001;

    private readonly int _channels;
    private readonly int _near;
    private readonly int _around;
    private readonly Queue<(int Joint, long At)> _places;
    private readonly SampleStep?[] _steps;
    private readonly float[] _own;
    private readonly List<float> _sound = [];
    private long _start;

    /// <param name="rate">Samples a second.</param>
    /// <param name="channels">Interleaved.</param>
    /// <param name="slots">The clips' places in the sound.</param>
    public ClickMeter(int rate, int channels, IReadOnlyList<SoundSlot> slots)
    {
        (_channels, _near, _around) = (channels, (int)(NearSeconds * rate), (int)(AroundSeconds * rate));
        (_steps, _own) = (new SampleStep?[slots.Count - 1], new float[slots.Count - 1]);

        // A crossfade can have a corner where it begins and where it ends.
        _places = new(slots.Skip(1).SelectMany((slot, joint) => new[] { slot.From, slot.From + slot.LeadIn }.Distinct().Select(at => (joint, at))));
    }

    /// <summary>Hears what is about to be joined.</summary>
    /// <param name="joint">Which joint.</param>
    /// <param name="outgoing">What is left of the clip before, to be faded out.</param>
    /// <param name="incoming">The next clip.</param>
    public void Before(int joint, ReadOnlySpan<float> outgoing, ReadOnlySpan<float> incoming)
    {
        var heard = CollectionsMarshal.AsSpan(_sound);
        ReadOnlySpan<float> left = [.. heard[^Math.Min(heard.Length, _near * _channels)..], .. outgoing];
        var right = incoming[..Math.Min(incoming.Length, outgoing.Length + (_near * _channels))];
        for (var i = 1; i < Math.Max(left.Length, right.Length) / _channels; i++)
        {
            _own[joint] = Math.Max(_own[joint], Math.Max(Bend(left, i), Bend(right, i)));
        }
    }

    /// <summary>Hears the next samples.</summary>
    public void Add(ReadOnlySpan<float> sound)
    {
        _sound.AddRange(sound);
        var heard = _start + (_sound.Count / _channels);
        while (_places.TryPeek(out var place) && place.At + _around + 1 < heard)
        {
            Measure(_places.Dequeue());
        }

        var next = _places.TryPeek(out var waiting) ? waiting.At : long.MaxValue;
        var past = (int)Math.Clamp(Math.Min(next, heard) - _around - 1 - _start, 0, heard - _start);
        _sound.RemoveRange(0, past * _channels);
        _start += past;
    }

    /// <summary>One for each joint, when all has been heard.</summary>
    public IReadOnlyList<SampleStep> End()
    {
        while (_places.TryDequeue(out var place))
        {
            Measure(place);
        }

        return [.. _steps.Select(step => step!)];
    }

    // All samples around a joint: most stitches are over before the runtime would compile it well.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Measure((int Joint, long At) place)
    {
        var sound = CollectionsMarshal.AsSpan(_sound);
        var at = (int)(place.At - _start);
        var (from, to) = (Math.Max(1, at - _around), Math.Min((sound.Length / _channels) - 1, at + _around));
        var atJoint = 0.0;

        // The largest of the sound around, the least of them in front: with all of them in, it is the percentile.
        var largest = new PriorityQueue<float, float>();
        var kept = Math.Max(1, (int)((to - from) * Share));
        for (var i = from; i < to; i++)
        {
            var bend = Bend(sound, i);
            if (Math.Abs(i - at) <= _near)
            {
                atJoint = Math.Max(atJoint, bend);
            }
            else if (largest.Count < kept)
            {
                largest.Enqueue(bend, bend);
            }
            else if (largest.Peek() < bend)
            {
                largest.EnqueueDequeue(bend, bend);
            }
        }

        var step = new SampleStep(Math.Round(atJoint, 7), Math.Round(largest.Count > 0 ? largest.Peek() : 0, 7)) { Own = Math.Round(_own[place.Joint], 7) };
        var worst = _steps[place.Joint];
        _steps[place.Joint] = worst is null || step.Audible > worst.Audible ? step : worst;
    }

    // The largest of the channels' second differences around a sample; 0 where it has no neighbour.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Bend(ReadOnlySpan<float> sound, int sample)
    {
        var bend = 0f;
        for (var s = sample * _channels; s < Math.Min((sample + 1) * _channels, sound.Length - _channels); s++)
        {
            bend = Math.Max(bend, Math.Abs(sound[s - _channels] - (2 * sound[s]) + sound[s + _channels]));
        }

        return bend;
    }
}
