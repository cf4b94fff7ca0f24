using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ChainForge.Runs;

/// <summary>Makes run ids: the UTC second and six random characters, <c>20261123-091500-k7qdbx</c>.</summary>
public static partial class RunIds
{
    // No vowels and no look-alikes: ids are read aloud and typed.
    private const string Letters = "bcdfghjkmnpqrstvwxz23456789";

    // A hundred files dropped in one second: with four characters one time in a hundred two runs would be named alike, with six one in a hundred thousand.
    private const int Random = 6;

    /// <summary>A new id.</summary>
    public static string New(TimeProvider time) =>
        $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString(Letters, Random)}";

    /// <summary>Whether a folder's name can be a run's id, as any version made them.</summary>
    internal static bool IsOne(string name) => Id().IsMatch(name);

    [GeneratedRegex(@"\A[0-9]{8}-[0-9]{6}-[a-z0-9]{4,8}\z")]
    private static partial Regex Id();
}
