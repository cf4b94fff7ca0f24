namespace ChainForge.CrashPoints;

/// <summary>Tells the suite how many cases a test ran through: a line for each test, in a folder that <c>tools/test.sh</c> names and adds up.</summary>
internal static class CaseCount
{
    /// <param name="kind">What kind of case, in words for a person.</param>
    /// <param name="count">How many.</param>
    public static void Add(string kind, int count)
    {
        if (Environment.GetEnvironmentVariable("CHAINFORGE_CASES") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, Path.GetRandomFileName()), $"{count} {kind}\n");
        }
    }
}
