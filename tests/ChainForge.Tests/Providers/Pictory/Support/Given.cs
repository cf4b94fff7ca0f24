using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;

namespace ChainForge.Tests.Providers.Pictory.Support;

/// <summary>What most tests start from.</summary>
internal static class Given
{
    public const string Key = "pictai_canary-5f3a9c";

    public static readonly GenerationRequest Request = new()
    {
        Prompt = "A lighthouse at dawn, told in secret",
        Model = "pixverse5.5",
        AspectRatio = "16:9",
        Seconds = 8,
    };

    /// <summary>Options with waits so short that real time may pass.</summary>
    public static PictoryOptions Options(Uri baseUrl) => new()
    {
        ApiKey = Key,
        BaseUrl = new Uri(baseUrl, "/pictoryapis"),
        RequestsPerMinute = 600_000,
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    public static PictoryProvider Provider(RawServer server, LogLines? log = null, TimeProvider? clock = null) =>
        Provider(Options(server.Url), log, clock);

    public static PictoryProvider Provider(PictoryOptions options, LogLines? log = null, TimeProvider? clock = null) =>
        PictoryProvider.Create(options, clock ?? TimeProvider.System, log ?? new LogLines());

    public static ProviderFailure FailureOf(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Refused refused => refused.Failure,
        SubmitOutcome.NotSent notSent => notSent.Failure,
        SubmitOutcome.Unknown unknown => unknown.Failure,
        _ => throw new InvalidOperationException("No failure: " + outcome),
    };

    /// <summary>As many bytes as asked for that begin like an MP4.</summary>
    public static byte[] Mp4(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        ((byte[])[0, 0, 0, 16, .. "ftypisom"u8]).CopyTo(bytes, 0);
        return bytes;
    }

    public static byte[] Png => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8];

    public static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
