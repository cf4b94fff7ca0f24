namespace ChainForge.IntegrationTests.Program;

/// <summary>Chains and times that keep tests quick.</summary>
internal static class Quick
{
    public static readonly TimeSpan Generation = TimeSpan.FromMilliseconds(300);

    /// <summary>A chain of so many 5 s segments, each from the last frame of the one before; 8 credits each.</summary>
    public static string Chain(string name, int segments, string more = "") =>
        $"name: {name}\nduration: 5s\n{more}segments:\n"
        + string.Concat(Enumerable.Range(1, segments).Select(n => $"  - prompt: \"{name}, a lighthouse above a calm harbour, scene {n}\"\n"));
}
