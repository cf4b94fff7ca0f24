using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ChainForge.Chains.Reading;

/// <summary>Addresses of media are fetched by the provider, over the public internet, and are stored in the ledger.</summary>
internal static partial class AddressRule
{
    /// <summary>Whether something is meant as an address: a scheme of two letters or more, since one is a Windows drive.</summary>
    public static bool LooksLikeOne(string written) => Scheme().IsMatch(written);

    /// <summary>Why the address cannot be used, in words that follow it; null if it can.</summary>
    public static string? Refuse(string address, bool allowLoopback)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return "cannot be read: write it like `https://example.com/harbour.png`";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "holds a user name or password: use one without";
        }

        if (uri.IsLoopback && allowLoopback && uri.Scheme is "http" or "https")
        {
            return null;
        }

        if (uri.Scheme != Uri.UriSchemeHttps)
        {
            return "does not begin with `https://`: use one that does, or a local file";
        }

        return IsPrivate(uri) ? "cannot be reached by the provider: use a public one, or a local file, which is uploaded" : null;
    }

    // Only what is written; what a public name leads to is the provider's matter.
    private static bool IsPrivate(Uri uri)
    {
        if (uri.IsLoopback || !IPAddress.TryParse(uri.DnsSafeHost, out var ip))
        {
            return uri.IsLoopback;
        }

        ip = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return IPAddress.IsLoopback(ip) || ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal || ip.Equals(IPAddress.IPv6Any);
        }

        var bytes = ip.GetAddressBytes();
        return bytes[0] is 0 or 10 or 127 || (bytes[0], bytes[1]) is (169, 254) or (192, 168) || (bytes[0] == 172 && bytes[1] is >= 16 and < 32);
    }

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9+.-]+:")]
    private static partial Regex Scheme();
}
