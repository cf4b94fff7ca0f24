namespace ChainForge.App.Jobs;

/// <summary>Holds back all questions for a while.</summary>
internal sealed class WatchPause(TimeProvider time)
{
    private long _until;

    /// <summary>The end of the pause; null when there is none.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            var until = new DateTimeOffset(Interlocked.Read(ref _until), TimeSpan.Zero);
            return until > time.GetUtcNow() ? until : null;
        }
    }

    public void For(TimeSpan pause) => Interlocked.Exchange(ref _until, (time.GetUtcNow() + pause).UtcTicks);
}
