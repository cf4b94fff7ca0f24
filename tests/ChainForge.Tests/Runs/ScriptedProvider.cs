using ChainForge.Providers;

namespace ChainForge.Tests.Runs;

/// <summary>A provider in memory with jobs and a bill of its own; what it answers is scripted call by call.</summary>
internal sealed class ScriptedProvider(TimeProvider time) : IVideoProvider
{
    private readonly Lock _lock = new();
    private readonly List<ScriptedJob> _jobs = [];
    private readonly List<string> _calls = [];
    private readonly List<Uri?> _webhooks = [];
    private int _submits;
    private int _uploads;

    public ProviderCapabilities Capabilities { get; } = new(
        [new VideoModel("m1", ["16:9"], [5], 2), new VideoModel("pixverse5.5", ["16:9"], [5], 1.6m)], 1, 1000, 3);

    /// <summary>Why the key is refused; null when it is not.</summary>
    public ProviderFailure? HeldBack { get; set; }

    /// <summary>How the n-th POST ends, counted from 1; accepted by default.</summary>
    public Dictionary<int, Reply> Replies { get; } = [];

    /// <summary>How a job stands when asked, by id; null falls back to the clock.</summary>
    public Func<ScriptedJob, JobAnswer?> Answer { get; set; } = _ => null;

    /// <summary>What goes wrong with a download; null when nothing does.</summary>
    public Func<Uri, ProviderFailure?> DownloadFailure { get; set; } = _ => null;

    /// <summary>What goes wrong with the jobs list; null when nothing does.</summary>
    public Func<ProviderFailure?> ListFailure { get; set; } = () => null;

    /// <summary>What goes wrong with an upload; null when nothing does.</summary>
    public Func<ProviderFailure?> UploadFailure { get; set; } = () => null;

    /// <summary>Runs while a POST is being handled, after its job was made and before the answer is given.</summary>
    public Func<ScriptedJob, Task> BeforeReply { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before a POST leaves, as a wait at the gate would.</summary>
    public Func<Task> BeforeSend { get; set; } = () => Task.CompletedTask;

    /// <summary>Whether the list shows the job without an id that can be read.</summary>
    public Func<ScriptedJob, bool> Unreadable { get; set; } = _ => false;

    public Func<ScriptedJob, bool> HasLastFrame { get; set; } = _ => true;

    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan ListLag { get; set; }

    public int PageSize { get; set; } = 10;

    /// <summary>Jobs that are no longer listed.</summary>
    public HashSet<string> Removed { get; } = [];

    /// <summary>Everything that was ever taken, in order.</summary>
    public IReadOnlyList<ScriptedJob> Jobs => Locked(() => _jobs.ToList());

    /// <summary>What was taken through a POST: what has to be paid.</summary>
    public IReadOnlyList<ScriptedJob> Bill => Locked(() => _jobs.Where(job => !job.ByHand).Select(job => Free(job.Id) ? job with { Credits = 0 } : job).ToList());

    /// <summary>Jobs, by id, that cost nothing.</summary>
    public Func<string, bool> Free { get; set; } = _ => false;

    /// <summary>The calls, in order: <c>submit 1</c>, <c>video j001</c>, <c>frame j001</c>, <c>upload x.png</c>, <c>get j001</c>, <c>list</c>.</summary>
    public IReadOnlyList<string> Calls => Locked(() => _calls.ToList());

    /// <summary>The address that each POST asked to be called at, taken or not.</summary>
    public IReadOnlyList<Uri?> Webhooks => Locked(() => _webhooks.ToList());

    /// <summary>What a job costs in the end, by its id; null: what its model says.</summary>
    public Func<string, decimal?> Price { get; set; } = _ => null;

    public int Submits => Locked(() => _submits);

    /// <summary>A job that somebody makes beside this program.</summary>
    public ScriptedJob MakeByHand() => Create(new GenerationRequest { Prompt = "by hand", Model = "m1", AspectRatio = "16:9", Seconds = 5 }, webhook: null, byHand: true);

    /// <summary>A job that was taken, and is to be paid, before this provider began.</summary>
    public void TakenBefore(string jobId, decimal credits) => Locked(() =>
    {
        var request = new GenerationRequest { Prompt = jobId, Model = "m1", AspectRatio = "16:9", Seconds = 5 };
        _jobs.Add(new ScriptedJob(jobId, request, null, time.GetUtcNow() - Duration, ByHand: false) { Credits = credits });
        return jobId;
    });

    /// <summary>What the addresses of finished jobs are signed with: it may stand in no file and no line of the history.</summary>
    public const string Canary = "canary-5f2c9d";

    public static Uri LastFrameOf(string jobId) => new($"https://media.test/{jobId}/frame.png?signature={Canary}");

    public static Uri VideoOf(string jobId) => new($"https://media.test/{jobId}/video.mp4?signature={Canary}");

    public async Task<SubmitOutcome> SubmitAsync(GenerationRequest request, Uri? webhook, CancellationToken cancellationToken)
    {
        await BeforeSend();
        if (request.Objection is { } objection && await objection() is { } why)
        {
            return new SubmitOutcome.NotSent(new ProviderFailure(ProviderFailureKind.Timeout, why));
        }

        var number = Locked(() =>
        {
            _calls.Add($"submit {++_submits}");
            _webhooks.Add(webhook);
            return _submits;
        });
        var reply = Replies.GetValueOrDefault(number, Reply.Accept);
        if (!reply.Takes)
        {
            return reply.Outcome("none");
        }

        var job = Create(request, webhook, byHand: false);
        await BeforeReply(job);
        return reply.Outcome(job.Id);
    }

    public Task<JobAnswer> GetJobAsync(string jobId, CancellationToken cancellationToken)
    {
        Note($"get {jobId}");
        var job = Jobs.FirstOrDefault(candidate => candidate.Id == jobId);
        return Task.FromResult(job is null
            ? new JobAnswer.NotFound(new ProviderFailure(ProviderFailureKind.NotFound, "no such job"))
            : Answer(job) ?? (time.GetUtcNow() - job.CreatedAt < Duration ? new JobAnswer.InProgress() : Finished(job)));
    }

    public JobAnswer Finished(ScriptedJob job) => new JobAnswer.Completed(new GenerationResult
    {
        Video = VideoOf(job.Id),
        LastFrame = HasLastFrame(job) ? LastFrameOf(job.Id) : null,
        CreditsUsed = job.Credits,
    });

    public Task<JobPage> ListJobsAsync(string? pageKey, CancellationToken cancellationToken)
    {
        Note("list");
        if (ListFailure() is { } failure)
        {
            throw new ProviderException(failure);
        }

        var from = pageKey is null ? 0 : int.Parse(pageKey);
        var visible = Jobs.Where(job => job.CreatedAt + ListLag <= time.GetUtcNow() && !Removed.Contains(job.Id)).Reverse().ToList();
        return Task.FromResult(new JobPage(
            [.. visible.Skip(from).Take(PageSize).Select(job => new ListedJob(Unreadable(job) ? null : job.Id, "completed"))],
            from + PageSize < visible.Count ? $"{from + PageSize}" : null));
    }

    public Task<Quota> GetQuotaAsync(CancellationToken cancellationToken) => Task.FromResult(new Quota(Bill.Sum(job => job.Credits), 1000));

    public Task<Uri> UploadAsync(string path, CancellationToken cancellationToken)
    {
        Note($"upload {Path.GetFileName(path)}");
        if (UploadFailure() is { } failure)
        {
            throw new ProviderException(failure);
        }

        using var _ = File.OpenRead(path);
        return Task.FromResult(new Uri($"https://uploads.test/{Interlocked.Increment(ref _uploads)}/{Path.GetFileName(path)}"));
    }

    public async Task<DownloadedFile> DownloadAsync(Uri source, string path, MediaKind kind, CancellationToken cancellationToken)
    {
        var jobId = source.Segments[1].TrimEnd('/');
        Note($"{(kind == MediaKind.Video ? "video" : "frame")} {jobId}");
        if (DownloadFailure(source) is { } failure)
        {
            throw new ProviderException(failure);
        }

        // On purpose it makes no folder: that is the caller's.
        await File.WriteAllTextAsync(path, $"{(kind == MediaKind.Video ? "clip" : "frame")} of {jobId}", cancellationToken);
        return new DownloadedFile(path, new FileInfo(path).Length, "unused");
    }

    private ScriptedJob Create(GenerationRequest request, Uri? webhook, bool byHand) => Locked(() =>
    {
        var id = $"j{_jobs.Count + 1:000}";
        var job = new ScriptedJob(id, request, webhook, time.GetUtcNow(), byHand) { Credits = Price(id) ?? Capabilities.Find(request.Model)!.Cost(request.Seconds) };
        _jobs.Add(job);
        return job;
    });

    private void Note(string call)
    {
        lock (_lock)
        {
            _calls.Add(call);
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}

/// <summary>A job that the scripted provider has taken.</summary>
internal sealed record ScriptedJob(string Id, GenerationRequest Request, Uri? Webhook, DateTimeOffset CreatedAt, bool ByHand)
{
    public decimal Credits { get; init; }
}

/// <summary>How a POST ends: whether the provider takes the job, and what the caller learns of it.</summary>
internal sealed record Reply(bool Takes, Func<string, SubmitOutcome> Outcome)
{
    private static readonly ProviderFailure Silence = new(ProviderFailureKind.Timeout, "no answer in time");

    public static readonly Reply Accept = new(true, id => new SubmitOutcome.Accepted(id));

    /// <summary>Taken, but the answer is lost.</summary>
    public static readonly Reply TakenButLost = new(true, _ => new SubmitOutcome.Unknown(Silence));

    /// <summary>Not taken, and the caller cannot know.</summary>
    public static readonly Reply NotTakenAndLost = new(false, _ => new SubmitOutcome.Unknown(Silence));

    /// <summary>500, 502 or 503, and not taken.</summary>
    public static readonly Reply ServerError = new(false, _ => new SubmitOutcome.Unknown(new ProviderFailure(ProviderFailureKind.ServerError, "internal error", "500")));

    /// <summary>The same answer, though it was taken.</summary>
    public static readonly Reply TakenWithServerError = ServerError with { Takes = true };

    public static readonly Reply Refuse = new(false, _ => new SubmitOutcome.Refused(new ProviderFailure(ProviderFailureKind.InvalidRequest, "the prompt is not allowed", "CONTENT")));

    public static Reply Busy(int seconds) => new(
        false, _ => new SubmitOutcome.NotSent(new ProviderFailure(ProviderFailureKind.RateLimited, "too many requests", null, TimeSpan.FromSeconds(seconds))));

    public static readonly Reply Unreachable = new(false, _ => new SubmitOutcome.NotSent(new ProviderFailure(ProviderFailureKind.Unreachable, "no such host")));
}
