using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>Makes a local file public: Pictory signs an address, the bytes are put there without the key.</summary>
internal sealed class MediaUploader(
    PictoryQueries queries, MediaClient media, MediaAddress rule, PictoryOptions options, TimeProvider clock, ILogger logger)
{
    // A slow uplink: 32 KB/s on top of the host's time to answer.
    private const long SlowestBytesPerSecond = 32 * 1024;

    private readonly TransferRetry _retry = new(options, clock, logger);

    /// <exception cref="ProviderException">It is no MP4, PNG, JPEG or WebP, too large, or was not taken.</exception>
    public async Task<Uri> UploadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous);
        var head = new byte[MediaSignature.Length];
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var type = MediaSignature.Read(head.AsSpan(0, read))
            ?? throw Failure(ProviderFailureKind.BadMedia, $"{Path.GetFileName(path)} is no PNG, JPEG, WebP or MP4.");
        var most = type.Kind == MediaKind.Video ? options.MaxVideoBytes : options.MaxPictureBytes;
        if (file.Length > most)
        {
            throw Failure(ProviderFailureKind.BadMedia, $"{Path.GetFileName(path)} has {file.Length} bytes; {most} are allowed.");
        }

        // Named by its content: a local name is nobody's business and may hold anything.
        file.Position = 0;
        var hash = await SHA256.HashDataAsync(file, cancellationToken);
        var slot = await queries.GetUploadSlotAsync(Convert.ToHexStringLower(hash.AsSpan(0, 8)) + type.Extension, type.ContentType, cancellationToken);
        var target = rule.Read(slot.SignedUrl) ?? throw Failure(ProviderFailureKind.UnsafeAddress, "Pictory's upload address is not https on a public host.");
        var address = rule.Read(slot.Url) ?? throw Failure(ProviderFailureKind.UnsafeAddress, "Pictory's address of the uploaded file is not https on a public host.");
        await _retry.RunAsync(type.Kind, token => PutAsync(file, type, target, token), cancellationToken);
        PictoryLog.Uploaded(logger, type.Kind, file.Length);
        return address;
    }

    private async Task PutAsync(FileStream file, MediaSignature type, Uri target, CancellationToken cancellationToken)
    {
        HttpRequestMessage Request(Uri address)
        {
            file.Position = 0;
            // The message disposes its content, and that would close the file under the next try.
            var content = new StreamContent(new UnclosedStream(file));
            content.Headers.ContentType = new MediaTypeHeaderValue(type.ContentType);
            content.Headers.ContentLength = file.Length;
            return new HttpRequestMessage(HttpMethod.Put, address) { Content = content };
        }

        var time = options.DownloadHeaderTimeout + TimeSpan.FromSeconds((double)file.Length / SlowestBytesPerSecond);
        using var response = await media.SendAsync(Request, target, time, cancellationToken);
        MediaReply.RequireSuccess(response, clock.GetUtcNow());
    }

    private static ProviderException Failure(ProviderFailureKind kind, string message) => new(new ProviderFailure(kind, message));
}
