using System.Reflection;
using Xunit.Abstractions;

namespace ChainForge;

/// <summary>What takes longest begins first, or all other tests would be over and one of these waited for.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    /// <remarks>A collection is a class, and its name ends with the class's.</remarks>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderByDescending(collection =>
        typeof(LongestFirst).Assembly.GetType(collection.DisplayName.Split(' ')[^1])?.GetCustomAttribute<TakesLongAttribute>()?.Seconds ?? 0);
}

/// <summary>These tests take half a minute together, or more.</summary>
/// <param name="seconds">About how long, on two processors; it is only compared.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesLongAttribute(int seconds) : Attribute
{
    public int Seconds => seconds;
}
