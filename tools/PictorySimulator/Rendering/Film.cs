namespace PictorySimulator.Rendering;

/// <summary>The frames of one clip, in order.</summary>
internal sealed class Film
{
    private readonly ClipOrder order;
    private readonly ClipShape shape;
    private readonly Opening opening;
    private readonly Tint before;
    private readonly Tint hop;
    private readonly Remainder? remainder;

    /// <summary>What of the extended video comes first.</summary>
    private readonly IReadOnlyList<Frame> source;

    public Film(ClipOrder order, Opening opening)
    {
        this.order = order;
        this.opening = opening;
        shape = order.Shape;
        source = order.Look.ExtendIncludesSource ? opening.Source : [];
        var drift = opening.Before.Drift;
        before = new(drift.Contrast, drift.Saturation);
        hop = opening.Anchor is null ? new(1, 1) : new(order.Look.Contrast, order.Look.Saturation);
        After = opening.Anchor is null ? drift : drift.Plus(order.Look);
        Last = new(shape.Width, shape.Height);
        if (opening.Anchor is { } anchor)
        {
            var drawn = new Frame(shape.Width, shape.Height);
            opening.World.Draw(drawn, 0);
            before.Apply(drawn);
            remainder = new(anchor, drawn);
        }
    }

    public int Length => source.Count + shape.Frames;

    public Drift After { get; }

    /// <summary>The last frame, once all are written.</summary>
    public Frame Last { get; private set; }

    public WorldState StateAtEnd => opening.World.StateAt(SecondsOf(shape.Frames - 1)) with { Drift = After };

    /// <summary>Draws a few frames at a time on all cores, while the encoder takes those before.</summary>
    public async Task WriteAsync(Stream to, CancellationToken cancel)
    {
        foreach (var frame in source)
        {
            await to.WriteAsync(frame.Data, cancel);
        }

        var batch = Environment.ProcessorCount * 2;
        var (drawing, writing) = (NewBatch(batch), NewBatch(batch));
        var written = Task.CompletedTask;
        for (var first = 0; first < shape.Frames; first += batch)
        {
            var count = Math.Min(batch, shape.Frames - first);
            var (frames, start) = (drawing, first);
            await Parallel.ForAsync(0, count, cancel, (i, _) =>
            {
                DrawFrame(frames[i], start + i);
                return ValueTask.CompletedTask;
            });
            await written;
            (drawing, writing) = (writing, drawing);
            written = WriteBatchAsync(to, writing, count, cancel);
            Last = writing[count - 1];
        }

        await written;
    }

    private static async Task WriteBatchAsync(Stream to, Frame[] frames, int count, CancellationToken cancel)
    {
        for (var i = 0; i < count; i++)
        {
            await to.WriteAsync(frames[i].Data, cancel);
        }
    }

    private Frame[] NewBatch(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Frame(shape.Width, shape.Height))];

    private void DrawFrame(Frame frame, int index)
    {
        var at = SecondsOf(index);
        opening.World.Draw(frame, at);
        before.Apply(frame);
        remainder?.AddTo(frame, at);
        hop.Apply(frame);
    }

    /// <summary>A continuation shows its anchor as often as asked; an extended video that holds its source has shown it already.</summary>
    private double SecondsOf(int index)
    {
        var repeats = opening.Anchor is null ? 1 : source.Count > 0 ? 0 : order.Look.AnchorRepeats;
        return Math.Max(0, index + 1 - repeats) / (double)shape.Rate;
    }
}
