using System.Collections.Concurrent;
using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>The results of finished jobs, with their addresses, in memory only: addresses may be signed and are never stored.</summary>
/// <remarks>After a restart, or when an address no longer works, the job is simply asked again, which costs nothing.</remarks>
internal sealed class JobResults(IVideoProvider provider)
{
    private readonly ConcurrentDictionary<string, GenerationResult> _results = new();

    public void Keep(string jobId, GenerationResult result) => _results[jobId] = result;

    public void Forget(string jobId) => _results.TryRemove(jobId, out _);

    public async Task<JobAnswer> GetAsync(string jobId, CancellationToken cancellationToken)
    {
        if (_results.TryGetValue(jobId, out var known))
        {
            return new JobAnswer.Completed(known);
        }

        var answer = await provider.GetJobAsync(jobId, cancellationToken);
        if (answer is JobAnswer.Completed completed)
        {
            Keep(jobId, completed.Result);
        }

        return answer;
    }
}
