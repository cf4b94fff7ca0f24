namespace ChainForge.Benchmarks;

/// <summary>A folder that is gone after the measurement.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("chainforge-benchmark-").FullName;

    /// <summary>A new folder in it.</summary>
    public string Sub(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
