namespace ChainForge.IntegrationTests.Faults.Ledgers;

/// <summary>Makes a file that is checked in; runs only when it is told where to put it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecordingFactAttribute : FactAttribute
{
    private const string Variable = "CHAINFORGE_RECORD_LEDGER";

    public RecordingFactAttribute()
    {
        if (Target is null)
        {
            Skip = $"records a fixture: set {Variable} to the file to write";
        }
    }

    public static string? Target { get; } = Environment.GetEnvironmentVariable(Variable);
}
