using ChainForge.IntegrationTests.Faults.Loopback;
using ChainForge.IntegrationTests.Faults.Processes;
using ChainForge.IntegrationTests.Program;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("ChainForge.IntegrationTests.LongestFirst", "ChainForge.IntegrationTests")]

namespace ChainForge.IntegrationTests;

/// <summary>What takes longest begins first, or all others would be over and one of these waited for.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Long =
        [typeof(EveryPointTests), typeof(Row38FullDiskTests), typeof(SharedRowTests), typeof(SharedServersTests), typeof(TroubleTests), typeof(Row45KeyFileTests), typeof(StopTests), typeof(ServeTests)];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindIndex(Long, type => collection.DisplayName.EndsWith(type.FullName!, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length);
}
