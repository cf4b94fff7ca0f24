using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>Fetches a video or a picture from a host that is not trusted: no key, capped, checked, resumed, complete or not at all.</summary>
internal sealed class MediaDownloader(MediaClient media, PictoryOptions options, TimeProvider clock, ILogger logger)
{
    private readonly TransferRetry _retry = new(options, clock, logger);

    /// <exception cref="ProviderException">It could not be fetched.</exception>
    public async Task<DownloadedFile> DownloadAsync(Uri source, string path, MediaKind kind, CancellationToken cancellationToken)
    {
        using var file = PartialFile.Create(path);
        using var timer = new CancellationTokenSource(options.DownloadTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var transfer = new Transfer(source, kind, file, kind == MediaKind.Video ? options.MaxVideoBytes : options.MaxPictureBytes);
        try
        {
            await _retry.RunAsync(kind, token => TryAsync(transfer, token), either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failure(ProviderFailureKind.Timeout, $"The download was not finished within {options.DownloadTimeout.TotalMinutes:0.##} min.");
        }

        var downloaded = file.Commit();
        PictoryLog.Downloaded(logger, kind, downloaded.Bytes);
        return downloaded;
    }

    private async Task TryAsync(Transfer transfer, CancellationToken cancellationToken)
    {
        var file = transfer.File;
        // Without a strong ETag the second half could be another file's.
        var resume = file.Length > 0 && transfer.Tag is not null;
        if (!resume)
        {
            file.Restart();
        }
        else
        {
            PictoryLog.Resuming(logger, file.Length);
        }

        HttpRequestMessage Request(Uri address)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (resume)
            {
                request.Headers.Range = new RangeHeaderValue(file.Length, null);
                request.Headers.IfRange = new RangeConditionHeaderValue(transfer.Tag!);
            }

            return request;
        }

        using var response = await media.SendAsync(Request, transfer.Source, options.DownloadHeaderTimeout, cancellationToken);
        MediaReply.RequireMedia(response, clock.GetUtcNow());
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            transfer.Begin(response);
        }
        else if (!resume || !transfer.IsContinuedBy(response))
        {
            transfer.Forget();
            throw Failure(ProviderFailureKind.Interrupted, "The media host answered with another part than the one that was asked for.");
        }

        transfer.RequireSize(transfer.Total ?? 0);
        await CopyAsync(response, transfer, cancellationToken);
        transfer.RequireWhole();
    }

    private async Task CopyAsync(HttpResponseMessage response, Transfer transfer, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(options.DownloadIdleTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var chunk = new byte[64 * 1024];
        while (true)
        {
            int read;
            try
            {
                idle.CancelAfter(options.DownloadIdleTimeout);
                read = await stream.ReadAsync(chunk, either.Token);
            }
            catch (Exception exception) when (NetworkFault.Is(exception))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw idle.IsCancellationRequested
                    ? Failure(ProviderFailureKind.Timeout, $"{transfer.Source.Host} sent nothing for {options.DownloadIdleTimeout.TotalSeconds:0.###} s.")
                    : new ProviderException(NetworkFault.Read(exception, transfer.Source.Host, null));
            }

            if (read == 0)
            {
                return;
            }

            // Before it is written: a bomb must not fill the disk, a web page must not become a file.
            transfer.RequireSize(transfer.File.Length + read);
            await transfer.File.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
            transfer.RequireType();
        }
    }

    private static ProviderException Failure(ProviderFailureKind kind, string message) => new(new ProviderFailure(kind, message));
}
