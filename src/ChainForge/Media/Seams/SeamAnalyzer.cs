namespace ChainForge.Media;

/// <summary>Measures the joint of two clips on their decoded frames.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits; unset: the defaults.</param>
/// <param name="time">The clock; unset: the system's.</param>
public sealed class SeamAnalyzer(FFmpegTools tools, MediaLimits? limits = null, TimeProvider? time = null)
{
    private readonly SketchReader _reader = new(tools, limits ?? new MediaLimits(), time ?? TimeProvider.System);

    /// <summary>One joint by itself, as soon as both clips are there. Decodes both.</summary>
    /// <exception cref="MediaException">A clip can't be decoded to its end.</exception>
    public async Task<SeamMeasure> MeasureAsync(ClipInfo before, ClipInfo after, JointKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var left = await _reader.ReadAsync(before, whole: false, cancellationToken);
        var right = await _reader.ReadAsync(after, kind == JointKind.Extend, cancellationToken);
        return SeamJudge.Judge(left, right, kind);
    }

    /// <summary>All joints of a chain; each clip is decoded once. Two clips' small frames are in memory at a time.</summary>
    /// <param name="clips">The clips in order.</param>
    /// <param name="kinds">How each clip after the first follows the one before.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="MediaException">A clip can't be decoded to its end.</exception>
    public async Task<IReadOnlyList<SeamMeasure>> MeasureAllAsync(IReadOnlyList<ClipInfo> clips, IReadOnlyList<JointKind> kinds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clips);
        ArgumentNullException.ThrowIfNull(kinds);
        var seams = new List<SeamMeasure>();
        ClipSketch? before = null;
        for (var k = 0; k < clips.Count && clips.Count > 1; k++)
        {
            var kind = k == 0 ? JointKind.Cut : kinds[k - 1];
            var sketch = await _reader.ReadAsync(clips[k], kind == JointKind.Extend, cancellationToken);
            if (before is not null)
            {
                seams.Add(SeamJudge.Judge(before, sketch, kind));
            }

            before = sketch;
        }

        return seams;
    }
}
