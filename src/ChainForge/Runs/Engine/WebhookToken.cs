using System.Security.Cryptography;
using System.Text;

namespace ChainForge.Runs;

/// <summary>The secret in an attempt's webhook address: 32 random bytes, of which only the hash is stored.</summary>
/// <param name="Text">The secret, for the address; never logged or stored.</param>
/// <param name="Hash">Its SHA-256, lower-case hex.</param>
public sealed record WebhookToken(string Text, string Hash)
{
    /// <summary>A new token.</summary>
    public static WebhookToken New()
    {
        var text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return new WebhookToken(text, HashOf(text));
    }

    /// <summary>What is looked up for a token that somebody presents: a hash, so that timing tells nothing of the token.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether a text can be a token at all: what cannot is not worth a look-up.</summary>
    public static bool HasShape(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <inheritdoc/>
    public override string ToString() => "webhook token";
}
