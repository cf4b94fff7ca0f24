namespace ChainForge.App.Jobs;

/// <summary>The kinds of jobs.</summary>
public enum JobKind
{
    /// <summary><see cref="AdvanceRunJob"/>.</summary>
    Advance,

    /// <summary><see cref="DownloadJob"/>.</summary>
    Download,

    /// <summary><see cref="StitchJob"/>.</summary>
    Stitch,
}
