using System.Collections.Concurrent;
using ChainForge.Runs;
using Hangfire;
using Hangfire.Common;

namespace ChainForge.App.Jobs;

/// <summary>What jobs are called on the dashboard: <c>lighthouse · 3 of 8 · submit</c>. Their arguments are ids only, so the words are kept here.</summary>
public sealed class JobLabels
{
    private const int Most = 5_000;

    private readonly ConcurrentDictionary<JobRequest, string> _labels = new();

    /// <summary>Remembers what a job is called.</summary>
    public void Keep(JobRequest request, Run run)
    {
        if (_labels.Count > Most)
        {
            _labels.Clear();
        }

        _labels[request] = Label(request, run);
    }

    /// <summary>The name of a job; one of an earlier process has only its run's id.</summary>
    public string NameOf(Job job)
    {
        if (job.Args is not [string runId, ..])
        {
            return job.ToString();
        }

        JobRequest request = job.Type.Name switch
        {
            nameof(DownloadJob) => new(JobKind.Download, runId, job.Args[1] as string),
            nameof(StitchJob) => new(JobKind.Stitch, runId),
            _ => new(JobKind.Advance, runId),
        };
        return _labels.TryGetValue(request, out var label) ? label : $"{runId} · {Verb(request.Kind)}";
    }

    private static string Label(JobRequest request, Run run)
    {
        if (request.Kind == JobKind.Stitch)
        {
            return $"{run.Chain} · {run.Segments.Length} clips · stitch";
        }

        var index = request.AttemptId is { } attemptId
            ? run.SegmentOf(attemptId).Index
            : Math.Min(run.Segments.Count(segment => segment.IsGenerated), run.Segments.Length - 1);
        return $"{run.Chain} · {index + 1} of {run.Segments.Length} · {Verb(request.Kind)}";
    }

    private static string Verb(JobKind kind) => kind switch
    {
        JobKind.Download => "download",
        JobKind.Stitch => "stitch",
        _ => "submit",
    };
}
