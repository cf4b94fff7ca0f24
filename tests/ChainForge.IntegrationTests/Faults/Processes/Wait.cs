using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>Waits for what another process does and nobody announces: a file that appears, a process that ends.</summary>
internal static class Wait
{
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        using var deadline = new CancellationTokenSource(Deadlines.Long);
        while (!holds())
        {
            deadline.IsCancellationRequested.Should().BeFalse($"{what} in time");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }
}
