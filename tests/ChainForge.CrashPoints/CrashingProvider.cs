using ChainForge.Providers;

namespace ChainForge.CrashPoints;

/// <summary>A provider around each of whose calls the process may die.</summary>
internal sealed class CrashingProvider(IVideoProvider inner, CrashPoint points) : IVideoProvider, IDisposable
{
    public ProviderCapabilities Capabilities => inner.Capabilities;

    public ProviderFailure? HeldBack => inner.HeldBack;

    public Task<SubmitOutcome> SubmitAsync(GenerationRequest request, Uri? webhook, CancellationToken cancellationToken) =>
        points.AroundAsync("post", () => inner.SubmitAsync(request, webhook, cancellationToken));

    public Task<JobAnswer> GetJobAsync(string jobId, CancellationToken cancellationToken) =>
        points.AroundAsync("poll", () => inner.GetJobAsync(jobId, cancellationToken));

    public Task<JobPage> ListJobsAsync(string? pageKey, CancellationToken cancellationToken) =>
        points.AroundAsync("list", () => inner.ListJobsAsync(pageKey, cancellationToken));

    public Task<Quota> GetQuotaAsync(CancellationToken cancellationToken) =>
        points.AroundAsync("quota", () => inner.GetQuotaAsync(cancellationToken));

    public Task<Uri> UploadAsync(string path, CancellationToken cancellationToken) =>
        points.AroundAsync("upload", () => inner.UploadAsync(path, cancellationToken));

    public Task<DownloadedFile> DownloadAsync(Uri source, string path, MediaKind kind, CancellationToken cancellationToken) =>
        points.AroundAsync("dl", () => inner.DownloadAsync(source, path, kind, cancellationToken), after: "dl.renamed");

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
