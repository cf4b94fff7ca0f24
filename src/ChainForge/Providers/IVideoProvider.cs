namespace ChainForge.Providers;

/// <summary>A service that generates video clips for money.</summary>
/// <remarks>Only <see cref="SubmitAsync"/> costs anything; everything else may be repeated freely.</remarks>
public interface IVideoProvider
{
    /// <summary>What can be asked for, and at what price.</summary>
    ProviderCapabilities Capabilities { get; }

    /// <summary>Why nothing that is sent now would be heard, because the account's key is refused; null when nothing is known against it. Asking costs nothing and sends nothing.</summary>
    ProviderFailure? HeldBack { get; }

    /// <summary>Sends one paid request, once. Never throws for what the network or the provider does: the outcome says it.</summary>
    /// <param name="request">What to generate.</param>
    /// <param name="webhook">Where the provider should report the end, or null. It carries a secret token: never log it.</param>
    /// <param name="cancellationToken">Cancelling before the request is on the wire gives <see cref="SubmitOutcome.NotSent"/>; after, <see cref="SubmitOutcome.Unknown"/>.</param>
    Task<SubmitOutcome> SubmitAsync(GenerationRequest request, Uri? webhook, CancellationToken cancellationToken);

    /// <summary>Asks how a job stands. Transient trouble has already been retried when this answers.</summary>
    Task<JobAnswer> GetJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>One page of the account's jobs, newest first.</summary>
    /// <param name="pageKey">The <see cref="JobPage.NextPageKey"/> of the page before; null for the first.</param>
    /// <exception cref="ProviderException">The provider did not answer usefully.</exception>
    Task<JobPage> ListJobsAsync(string? pageKey, CancellationToken cancellationToken);

    /// <summary>The month's credits.</summary>
    /// <exception cref="ProviderException">The provider did not answer usefully.</exception>
    Task<Quota> GetQuotaAsync(CancellationToken cancellationToken);

    /// <summary>Uploads a local picture or video and gives the public address that a request can name.</summary>
    /// <exception cref="ProviderException">The provider did not take it, or it is no picture or video that it takes.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    Task<Uri> UploadAsync(string path, CancellationToken cancellationToken);

    /// <summary>Fetches a finished job's video or picture to <paramref name="path"/>, complete or not at all.</summary>
    /// <remarks>Transient trouble has been retried. <see cref="ProviderFailureKind.Unauthorized"/> and <see cref="ProviderFailureKind.NotFound"/> mostly mean an expired address: ask the job again for a fresh one.</remarks>
    /// <exception cref="ProviderException">It could not be fetched; the failure says whether trying again makes sense.</exception>
    /// <exception cref="IOException">The disk did not take it, or somebody is fetching to the same place.</exception>
    Task<DownloadedFile> DownloadAsync(Uri source, string path, MediaKind kind, CancellationToken cancellationToken);
}
