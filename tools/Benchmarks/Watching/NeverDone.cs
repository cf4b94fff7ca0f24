using ChainForge.Providers;

namespace ChainForge.Benchmarks.Watching;

/// <summary>Answers every question at once and in memory: what is left is our own side.</summary>
internal sealed class NeverDone(IVideoProvider rest) : IVideoProvider
{
    public ProviderCapabilities Capabilities => rest.Capabilities;

    public ProviderFailure? HeldBack => null;

    public Task<JobAnswer> GetJobAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult<JobAnswer>(new JobAnswer.InProgress());

    public Task<SubmitOutcome> SubmitAsync(GenerationRequest request, Uri? webhook, CancellationToken cancellationToken) => rest.SubmitAsync(request, webhook, cancellationToken);

    public Task<JobPage> ListJobsAsync(string? pageKey, CancellationToken cancellationToken) => rest.ListJobsAsync(pageKey, cancellationToken);

    public Task<Quota> GetQuotaAsync(CancellationToken cancellationToken) => rest.GetQuotaAsync(cancellationToken);

    public Task<Uri> UploadAsync(string path, CancellationToken cancellationToken) => rest.UploadAsync(path, cancellationToken);

    public Task<DownloadedFile> DownloadAsync(Uri source, string path, MediaKind kind, CancellationToken cancellationToken) =>
        rest.DownloadAsync(source, path, kind, cancellationToken);
}
