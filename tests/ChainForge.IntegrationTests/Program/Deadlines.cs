namespace ChainForge.IntegrationTests.Program;

/// <summary>How long a test waits before it calls something lost; never how long it takes.</summary>
internal static class Deadlines
{
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
}
