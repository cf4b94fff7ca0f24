using System.Net;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>Which addresses of media are used at all: https, on a host that is not plainly private. The host's real addresses are judged when connecting, by <see cref="SafeConnect"/>.</summary>
/// <param name="AllowLoopback">The API itself is on loopback, so its media may be too, also over http.</param>
internal sealed record MediaAddress(bool AllowLoopback)
{
    private const int MostCharacters = 8192;

    /// <summary>The address, or null when it is missing, unreadable or not to be used.</summary>
    public Uri? Read(string? text) => ReadAny(text) is { } address && Allows(address) ? address : null;

    /// <summary>The address, or null when it is missing or unreadable; whether it may be opened is not judged.</summary>
    public static Uri? ReadAny(string? text) =>
        text is { Length: > 0 and <= MostCharacters } && Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;

    public bool Allows(Uri address)
    {
        if (!address.IsAbsoluteUri || address.UserInfo.Length > 0)
        {
            return false;
        }

        if (AllowLoopback && address.IsLoopback)
        {
            return address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;
        }

        return address.Scheme == Uri.UriSchemeHttps && !address.IsLoopback
            && (!IPAddress.TryParse(address.IdnHost, out var literal) || PublicAddress.Is(literal));
    }

    /// <exception cref="ProviderException">It is not to be used.</exception>
    public void Require(Uri address)
    {
        if (!Allows(address))
        {
            var host = address.IsAbsoluteUri ? address.Host : "no host";
            throw new ProviderException(new ProviderFailure(
                ProviderFailureKind.UnsafeAddress, $"The address of the media ({host}) is not used: it must be https on a public host."));
        }
    }
}
