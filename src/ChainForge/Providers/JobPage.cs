namespace ChainForge.Providers;

/// <summary>One page of the account's jobs, newest first.</summary>
/// <param name="Jobs">The jobs, also those that cannot be read: each holds its place.</param>
/// <param name="NextPageKey">Key of the next page; null at the end.</param>
public sealed record JobPage(IReadOnlyList<ListedJob> Jobs, string? NextPageKey);

/// <summary>A job as the list tells it.</summary>
/// <param name="JobId">The id; null when it has none that can be read, so that it may be any job.</param>
/// <param name="Status">The provider's word for its state, if it gave one.</param>
public sealed record ListedJob(string? JobId, string? Status);
