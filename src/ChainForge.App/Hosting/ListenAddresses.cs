using System.Net;
using System.Net.Sockets;

namespace ChainForge.App.Hosting;

/// <summary>Where the service listens. What listens would find out only after everything else has begun, and tell it in stacks.</summary>
internal static class ListenAddresses
{
    /// <summary>Where nobody says anything else.</summary>
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>As a person wrote them.</summary>
    /// <exception cref="SettingsException">One is no address, or none for plain HTTP.</exception>
    public static string[] Of(IConfiguration configuration, string? urls)
    {
        var addresses = (urls ?? configuration["ASPNETCORE_URLS"] ?? configuration["URLS"] ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] problems = [.. addresses.Select(ProblemOf).OfType<string>()];
        return problems.Length == 0 ? addresses : throw new SettingsException(problems);
    }

    /// <summary>Tries whether each can be listened at.</summary>
    /// <exception cref="IOException">One cannot: it is taken, or not this machine's.</exception>
    public static void RequireFree(IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            if (BindingAddress.Parse(address) is not { IsUnixPipe: false, IsNamedPipe: false } binding)
            {
                continue;
            }

            try
            {
                using var listener = ListenerAt(binding);
                listener.Start();
            }
            catch (SocketException e)
            {
                throw new IOException($"The service cannot listen at {address}: {e.Message}. Stop what listens there, or name another address with --urls.", e);
            }
        }
    }

    // As Kestrel takes a host: what is no address of the network means every one.
    private static TcpListener ListenerAt(BindingAddress binding) =>
        IPAddress.TryParse(binding.Host.Trim('[', ']'), out var ip) ? new TcpListener(ip, binding.Port)
        : binding.Host == "localhost" ? new TcpListener(IPAddress.Loopback, binding.Port)
        : TcpListener.Create(binding.Port);

    private static string? ProblemOf(string address)
    {
        try
        {
            var binding = BindingAddress.Parse(address);
            return binding.Scheme == Uri.UriSchemeHttps ? Problem($"it speaks plain HTTP; let a proxy that holds the certificate stand before it, and use an address such as {Default} here")
                : binding.Port is >= 0 and <= 65535 ? null
                : Problem("a port is 65535 at most");
        }
        catch (FormatException)
        {
            return Problem($"use an address and a port up to 65535, such as {Default}");
        }

        string Problem(string what) => $"The service cannot listen at {address}: {what}.";
    }
}
