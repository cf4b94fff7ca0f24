using ChainForge.Chains.Problems;
using ChainForge.Chains.Yaml;

namespace ChainForge.Chains.Reading;

/// <summary>Text is text: not a number that YAML reads in its own way, and nothing invisible that a provider or a terminal may obey.</summary>
internal static class TextRule
{
    public static bool Accepts(TextNode text, string key, ProblemList problems)
    {
        if (Refuse(text) is { } reason)
        {
            problems.Add(text.Place, $"`{key}` {reason}");
            return false;
        }

        return true;
    }

    private static string? Refuse(TextNode text)
    {
        if (text.IsEmpty)
        {
            return "has an empty entry: give it a value or remove it";
        }

        if (!text.IsText)
        {
            return $"is text, and this is {text.Kind}: put it in quotes, \"{text.Value}\"";
        }

        var control = text.Value.Where(character => char.IsControl(character) && character is not ('\n' or '\t')).Take(1).ToList();
        return control.Count == 0 ? null : $"holds the control character U+{(int)control[0]:X4}: remove it";
    }
}
