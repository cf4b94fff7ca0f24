using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>Reads <c>name:</c>, which defaults to the file's own.</summary>
internal static class NameReader
{
    public static string? Read(Block chain, string path)
    {
        if (chain.Has("name"))
        {
            var name = chain.TextAt("name");
            if (name is not null && NameRule.Refuse(name.Value) is { } refusal)
            {
                chain.Add(name.Place, $"The name {Shown.Value(name.Value)} {refusal}");
            }

            return name?.Value;
        }

        var fileName = Path.GetFileNameWithoutExtension(path);
        if (NameRule.Refuse(fileName) is { } reason)
        {
            chain.Add(Place.Start, $"The chain has no `name:`, and the file's {Shown.Value(fileName)} {reason}");
        }

        return fileName;
    }
}
