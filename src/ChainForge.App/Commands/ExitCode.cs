namespace ChainForge.App.Commands;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Wrong use, a bad definition or bad settings; nothing was spent.</summary>
    public const int Usage = 2;

    /// <summary>A person is needed.</summary>
    public const int Parked = 3;

    /// <summary>Stopped by Ctrl-C or SIGTERM; the run can be taken up again.</summary>
    public const int Cancelled = 130;
}
