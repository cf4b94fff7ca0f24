using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>Reads a key that has a few possible words. The words are the enum's names as the format writes them.</summary>
internal static class ChoiceReader
{
    /// <summary>The chosen value; the enum's first, the default of all, if nothing is written; null if nothing right is.</summary>
    public static T? Read<T>(Block block, string key)
        where T : struct, Enum
    {
        var word = block.ScalarAt(key);
        var options = Words<T>();
        var chosen = word is null ? 0 : options.IndexOf(word.Value);
        if (chosen < 0)
        {
            var choice = Shown.Choice([.. options.Select(option => $"`{option}`")]);
            block.Add(word!.Place, $"`{key}` is {choice}; you wrote {Shown.Value(word.Value)}{Suggestion.For(word.Value, options)}");
            return null;
        }

        return Enum.GetValues<T>()[chosen];
    }

    /// <summary>The enum's names in the format's spelling, <c>lastFrame</c>.</summary>
    public static IList<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];
}
