using System.Data.Common;
using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>One life of a process: it ends at the n-th point before or after a call to the outside, and nothing gets through afterwards.</summary>
internal sealed class CrashSwitch(int? crashAt)
{
    private bool _dead;
    private int _points;

    public async Task<T> AroundAsync<T>(Func<Task<T>> call)
    {
        Point();
        var result = await call();
        Point();
        return result;
    }

    private void Point()
    {
        if (_dead || ++_points == crashAt)
        {
            _dead = true;
            throw new CrashException();
        }
    }
}

/// <summary>A ledger's store whose process may die before a commit, or after it without learning of it.</summary>
internal sealed class CrashingStore(ILedgerStore inner, CrashSwitch crash) : ILedgerStore
{
    public Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        crash.AroundAsync(() => inner.WriteAsync(work, cancellationToken));

    // A read changes nothing: the points around it are those of the calls beside it.
    public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) => inner.ReadAsync(work, cancellationToken);

    public Task LockTotalsAsync(DbConnection connection) => inner.LockTotalsAsync(connection);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed class CrashingProvider(IVideoProvider inner, CrashSwitch crash) : IVideoProvider
{
    public ProviderCapabilities Capabilities => inner.Capabilities;

    public Task<SubmitOutcome> SubmitAsync(GenerationRequest request, Uri? webhook, CancellationToken cancellationToken) =>
        crash.AroundAsync(() => inner.SubmitAsync(request, webhook, cancellationToken));

    public Task<JobAnswer> GetJobAsync(string jobId, CancellationToken cancellationToken) => crash.AroundAsync(() => inner.GetJobAsync(jobId, cancellationToken));

    public Task<JobPage> ListJobsAsync(string? pageKey, CancellationToken cancellationToken) => crash.AroundAsync(() => inner.ListJobsAsync(pageKey, cancellationToken));

    public Task<Quota> GetQuotaAsync(CancellationToken cancellationToken) => crash.AroundAsync(() => inner.GetQuotaAsync(cancellationToken));

    public Task<Uri> UploadAsync(string path, CancellationToken cancellationToken) => crash.AroundAsync(() => inner.UploadAsync(path, cancellationToken));

    public Task<DownloadedFile> DownloadAsync(Uri source, string path, MediaKind kind, CancellationToken cancellationToken) =>
        crash.AroundAsync(() => inner.DownloadAsync(source, path, kind, cancellationToken));
}

internal sealed class CrashingMedia(IClipMedia inner, CrashSwitch crash) : IClipMedia
{
    public Task<ClipFacts> InspectAsync(string clip, string lastFrame, CancellationToken cancellationToken) =>
        crash.AroundAsync(() => inner.InspectAsync(clip, lastFrame, cancellationToken));

    public Task<FinishedVideo> JoinAsync(Run run, RunFolder folder, IProgress<double>? progress, CancellationToken cancellationToken) =>
        crash.AroundAsync(() => inner.JoinAsync(run, folder, progress, cancellationToken));
}
