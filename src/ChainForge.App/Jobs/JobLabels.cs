using System.Collections.Concurrent;
using ChainForge.Runs;
using Hangfire.Common;

namespace ChainForge.App.Jobs;

/// <summary>What jobs are called on the dashboard: <c>lighthouse · 3 of 8 · submit</c>. Their arguments are ids only, so the words are kept here.</summary>
public sealed class JobLabels
{
    // Hangfire forgets finished jobs after minutes; this is far more than it shows.
    private const int Most = 5_000;

    private readonly ConcurrentDictionary<string, string> _labels = new();

    /// <summary>Remembers what the job of a request is called, for the run as it is now.</summary>
    public void Keep(JobRequest request, Run run)
    {
        if (_labels.Count > Most)
        {
            _labels.Clear();
        }

        _labels[KeyOf(request.Kind, request.RunId, request.AttemptId ?? $"{run.Version}")] = LabelOf(request, run);
    }

    /// <summary>The name of a job; one of an earlier process has only its run's id.</summary>
    public string NameOf(Job job)
    {
        if (job.Args is not { Count: > 0 } args || args[0] is not string runId)
        {
            return job.ToString();
        }

        var kind = job.Type.Name switch
        {
            nameof(DownloadJob) => JobKind.Download,
            nameof(StitchJob) => JobKind.Stitch,
            _ => JobKind.Advance,
        };

        // A stitch is named by its run alone: its version is not among its arguments.
        return _labels.TryGetValue(KeyOf(kind, runId, $"{args.ElementAtOrDefault(1)}"), out var label) ? label : $"{runId} · {kind.ToString().ToLowerInvariant()}";
    }

    private static string KeyOf(JobKind kind, string runId, string which) =>
        kind == JobKind.Stitch ? $"{kind}/{runId}" : $"{kind}/{runId}/{which}";

    private static string LabelOf(JobRequest request, Run run)
    {
        var index = request.AttemptId is { } attemptId
            ? run.SegmentOf(attemptId).Index
            : Math.Min(run.Segments.Count(segment => segment.IsGenerated), run.Segments.Length - 1);
        return request.Kind switch
        {
            JobKind.Stitch => $"{run.Chain} · {run.Segments.Length} clips · stitch",
            JobKind.Download => $"{run.Chain} · {index + 1} of {run.Segments.Length} · download",
            _ => $"{run.Chain} · {index + 1} of {run.Segments.Length} · {Doing(run)}",
        };
    }

    private static string Doing(Run run) => run.Segments.AsEnumerable().FirstOrDefault(segment => !segment.IsGenerated)?.Current?.State switch
    {
        null or AttemptState.Refused or AttemptState.Failed or AttemptState.Deferred => run.Segments.All(segment => segment.IsGenerated) ? "finish" : "submit",
        AttemptState.Intended or AttemptState.Unknown => "look for",
        _ => "collect",
    };
}
