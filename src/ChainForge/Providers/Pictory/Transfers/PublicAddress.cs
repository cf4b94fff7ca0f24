using System.Net;
using System.Net.Sockets;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>Whether an IP address is one of the open internet. From IANA's special-purpose registries, November 2026; what is not surely public is not.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.31.196.0/24"), IPNetwork.Parse("192.52.193.0/24"), IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("192.175.48.0/24"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
    ];

    // Inside 2000::/3: Teredo and its neighbours, documentation, 6to4 (it carries any IPv4), AS112, documentation again.
    private static readonly IPNetwork[] SpecialV6 =
    [
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("2620:4f:8000::/48"), IPNetwork.Parse("3fff::/20"),
    ];

    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !SpecialV4.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => IsGlobalUnicast(address) && !SpecialV6.Any(network => network.Contains(address)),
        _ => false,
    };

    // 2000::/3 alone leaves out ::, ::1, IPv4-mapped and -compatible, NAT64, unique local, link-local and multicast.
    // By hand: IPNetwork.Contains says that ::ffff:10.0.0.1 is within 2000::/3.
    private static bool IsGlobalUnicast(IPAddress address) => (address.GetAddressBytes()[0] & 0xE0) == 0x20;
}
