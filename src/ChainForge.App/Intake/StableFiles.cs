namespace ChainForge.App.Intake;

/// <summary>Decides which files of a folder have stopped changing and have not been looked at as they are now.</summary>
internal sealed class StableFiles
{
    // A copy over a slow line may pause; half a chain that happens to be good YAML would be made and paid for.
    private const int EqualLooks = 3;

    private readonly HashSet<FileStamp> _seen = [];
    private Dictionary<FileStamp, int> _looks = [];

    /// <summary>Takes another look at the folder.</summary>
    /// <returns>Files that have looked the same three times running, each once for as long as it does not change.</returns>
    public IReadOnlyList<string> Look(IReadOnlyCollection<FileStamp> now)
    {
        _looks = now.ToDictionary(stamp => stamp, stamp => _looks.GetValueOrDefault(stamp) + 1);
        var stable = now.Where(stamp => _looks[stamp] >= EqualLooks && !_seen.Contains(stamp)).ToList();
        _seen.UnionWith(stable);
        _seen.IntersectWith(now);
        return [.. stable.Select(stamp => stamp.Path).Order(StringComparer.Ordinal)];
    }

    /// <summary>Looks at a file again although it has not changed: what it names may have.</summary>
    public void Forget(string path) => _seen.RemoveWhere(stamp => stamp.Path == path);
}
