namespace ChainForge.App.Intake;

/// <summary>Decides which files of a folder have stopped changing and have not been looked at as they are now.</summary>
internal sealed class StableFiles
{
    private readonly HashSet<FileStamp> _seen = [];
    private HashSet<FileStamp> _before = [];

    /// <summary>Takes another look at the folder.</summary>
    /// <returns>Files that look the same as at the look before, each once for as long as it does not change.</returns>
    public IReadOnlyList<string> Look(IReadOnlyCollection<FileStamp> now)
    {
        var stable = now.Where(stamp => _before.Contains(stamp) && !_seen.Contains(stamp)).ToList();
        _seen.UnionWith(stable);
        _seen.IntersectWith(now);
        _before = [.. now];
        return [.. stable.Select(stamp => stamp.Path).Order(StringComparer.Ordinal)];
    }
}
