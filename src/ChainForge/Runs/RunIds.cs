using System.Security.Cryptography;

namespace ChainForge.Runs;

/// <summary>Makes run ids: the UTC second and four random characters, <c>20261123-091500-k7qd</c>.</summary>
public static class RunIds
{
    // No vowels and no look-alikes: ids are read aloud and typed.
    private const string Letters = "bcdfghjkmnpqrstvwxz23456789";

    /// <summary>A new id.</summary>
    public static string New(TimeProvider time) =>
        $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString(Letters, 4)}";
}
