using System.Security.Cryptography;
using System.Text;

namespace PictorySimulator.Jobs;

/// <summary>Makes and checks the URLs of results and uploads.</summary>
internal sealed class MediaUrls(SimulatorSettings settings)
{
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>Scheme, host and port of the media, known once the server listens.</summary>
    public string Base { get; set; } = "";

    public string Result(string jobId, string file)
    {
        var path = $"/media/{jobId}/{file}";
        return settings.SignedMedia ? $"{Base}{path}?sig={Sign(path)}" : Base + path;
    }

    public string Upload(string path) => $"{Base}{path}?sig={Sign(path)}";

    public string Public(string path) => Base + path;

    public bool IsSigned(string path, string? signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(path)), Encoding.ASCII.GetBytes(signature ?? ""));

    private string Sign(string path) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(path)));
}
