using System.Globalization;
using System.Text;

namespace ChainForge.Chains.Problems;

/// <summary>What a person wrote, fit for a message: short, on one line, nothing that a terminal obeys, no signed query.</summary>
public static class Shown
{
    private const int Longest = 60;

    /// <summary>Between backticks, cut where it is long; what is hidden is told by its number.</summary>
    public static string Value(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var shown = new StringBuilder("`");
        foreach (var rune in value.EnumerateRunes())
        {
            if (shown.Length > Longest)
            {
                shown.Append('…');
                break;
            }

            // Format characters are hidden, and some turn the reading direction of what follows.
            var hidden = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            shown.Append(hidden ? $"\\u{rune.Value:x4}" : rune.ToString());
        }

        return shown.Append('`').ToString();
    }

    /// <summary>An address without user, password, query and fragment: a signed one must not reach a log.</summary>
    public static string Address(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var bare = address[..(address.IndexOfAny(['?', '#']) is var end and >= 0 ? end : address.Length)];
        var host = bare.IndexOf("://", StringComparison.Ordinal) + 3;
        var at = bare.LastIndexOf('@');
        return Value(host >= 3 && at >= host ? bare[..host] + "…" + bare[at..] : bare);
    }

    /// <summary><c>a</c>, <c>a or b</c>, <c>a, b or c</c>.</summary>
    public static string Choice(IReadOnlyList<string> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Count < 2 ? string.Concat(options) : $"{string.Join(", ", options.SkipLast(1))} or {options[^1]}";
    }
}
