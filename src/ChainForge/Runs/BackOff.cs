namespace ChainForge.Runs;

/// <summary>How long to wait after a failure that the provider named no time for.</summary>
internal static class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>2 s, 4 s, 8 s, … up to a minute.</summary>
    public static TimeSpan After(int failuresBefore) =>
        failuresBefore >= 5 ? Longest : First * Math.Pow(2, failuresBefore);
}
