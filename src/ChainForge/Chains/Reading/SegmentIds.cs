using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>The ids of a chain's segments: written, or the position; unique even where file names fold case.</summary>
internal sealed class SegmentIds(ProblemList problems)
{
    private readonly Dictionary<string, (int Index, Place Place)> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _defaults = [];

    public string Read(Block segment, int index)
    {
        var byDefault = $"{index + 1:00}";
        if (!segment.Has("id"))
        {
            _defaults.Add(byDefault);
            return byDefault;
        }

        if (segment.TextAt("id") is not { } id)
        {
            return byDefault;
        }

        if (NameRule.Refuse(id.Value) is { } refusal)
        {
            problems.Add(id.Place, $"The id {Shown.Value(id.Value)} {refusal}");
        }

        if (!_written.TryAdd(id.Value, (index, id.Place)))
        {
            var (other, place) = _written[id.Value];
            problems.Add(id.Place, $"The id {Shown.Value(id.Value)} is that of segment {other + 1} on line {place.Line}: ids are unique, also without regard to case, write another");
        }

        return id.Value;
    }

    /// <summary>To be called after the last segment: a written id may be what a later one is called by default.</summary>
    public void CheckDefaults()
    {
        foreach (var (id, (_, place)) in _written.Where(entry => _defaults.Contains(entry.Key)))
        {
            problems.Add(place, $"The id {Shown.Value(id)} is what segment {int.Parse(id)} is called by default: write another, or give that one an id too");
        }
    }
}
