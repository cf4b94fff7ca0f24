using System.Text;
using System.Text.RegularExpressions;

namespace ChainForge.Providers.Pictory;

/// <summary>Makes foreign text fit to be shown and stored: no key, no address beyond its host (paths hold tokens, queries signatures), one line, at most 4 KB of UTF-8.</summary>
internal sealed partial class Redactor(Func<IEnumerable<string>> keys)
{
    public Redactor(string apiKey)
        : this(() => [apiKey])
    {
    }

    public const int MostBytes = 4096;

    public string Clean(string text)
    {
        // A short one is no key of Pictory's but a word made up for a simulator: taking it out would garble every text.
        foreach (var key in keys().Where(key => key.Length >= 8))
        {
            text = text.Replace(key, "[key]", StringComparison.OrdinalIgnoreCase);
        }

        // First redact, then cut: a key that is cut in half would no longer be found.
        text = AnyKey().Replace(text, "[key]");
        text = Address().Replace(text, "$1$2/…");
        text = QueryValue().Replace(text, "$1…");
        text = Token().Replace(text, "[token]");
        text = Blank().Replace(text, " ").Trim();
        return Encoding.UTF8.GetByteCount(text) <= MostBytes ? text : Cut(text) + "…";
    }

    // Whole runes, and room for the "…".
    private static string Cut(string text)
    {
        var (length, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes - 3)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    [GeneratedRegex("""pictai_[\w\-]*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnyKey();

    // Also as JSON may write it, https:\/\/host\/path, and percent-encoded inside another address.
    [GeneratedRegex("""((?:https?|wss?)(?::|%3A)(?:\\?/|%2F){2})(?:[^\s/\\?#"'<>@%]*@)?([^\s/\\?#"'<>%,;)@]+)(?:[/\\?#%][^\s"'<>]*)?""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // What is left of an address that was printed without its beginning: ?X-Amz-Signature=…
    [GeneratedRegex("""([?&][\w\-.]+=)[^\s&"'<>]+""")]
    private static partial Regex QueryValue();

    // A webhook's, wherever the provider repeats it: 32 bytes in hex. Longer than any id.
    [GeneratedRegex("""[0-9a-f]{64,}""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    // Control characters too: a reply must not write a second log line or colour a terminal.
    [GeneratedRegex("""[\s\p{Cc}\p{Cf}]+""")]
    private static partial Regex Blank();
}
