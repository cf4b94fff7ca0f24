namespace ChainForge.Benchmarks.Overhead;

/// <summary>A way to make a chain.</summary>
internal interface IContender
{
    string Name { get; }

    /// <summary>Makes it once, on an account of its own.</summary>
    Task<Timeline> MakeAsync(Uri account, string folder);
}
