namespace ChainForge.Runs;

/// <summary>Something that a run wants done.</summary>
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>Send the paid request of a segment.</summary>
    public sealed record Submit(int Segment) : Step;

    /// <summary>Declare an intent unknown: its sender is gone and left no outcome.</summary>
    public sealed record Lapse(string AttemptId) : Step;

    /// <summary>Look for a request whose outcome is unknown, or for a second job of one that was sent more than once.</summary>
    public sealed record LookFor(string AttemptId) : Step;

    /// <summary>Ask the provider how a job stands.</summary>
    public sealed record Ask(string AttemptId) : Step;

    /// <summary>Fetch a clip.</summary>
    public sealed record Download(string AttemptId) : Step;

    /// <summary>Make the video.</summary>
    public sealed record Stitch : Step;

    /// <summary>Nothing before that moment.</summary>
    public sealed record Wait(DateTimeOffset Until) : Step;
}
