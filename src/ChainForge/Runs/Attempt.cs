using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ChainForge.Runs;

/// <summary>One paid generation request, recorded before it is sent.</summary>
public sealed record Attempt
{
    /// <summary>Unique in its run: segment and number, <c>03-1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required AttemptState State { get; init; }

    /// <summary>What was asked for, without any address.</summary>
    public required AskedFor Asked { get; init; }

    /// <summary>What it is expected to cost, in credits.</summary>
    public required decimal ExpectedCredits { get; init; }

    /// <summary>What it cost, in credits, once that is known; 0 before.</summary>
    public decimal Spent { get; init; }

    /// <summary>When the intent was written.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>When the first intent was written, if it was sent again after a server error: what is newer than that may be ours. Null: it was sent once.</summary>
    public DateTimeOffset? FirstIntendedAt { get; init; }

    /// <summary>After this moment nobody may begin to send it: a frozen process that wakes up late finds the door shut.</summary>
    public required DateTimeOffset SendBefore { get; init; }

    /// <summary>After this moment an intent without an outcome is unknown: whoever sent it is gone.</summary>
    public required DateTimeOffset AnswerBefore { get; init; }

    /// <summary>The process that wrote the intent, the only one that may send it.</summary>
    public required string Owner { get; init; }

    /// <summary>The account's newest job when the intent was written; what is newer may be ours. Null when the list was empty or silent.</summary>
    public string? NewestJobBefore { get; init; }

    /// <summary>Whether the jobs list answered before the intent, so that <see cref="NewestJobBefore"/> means something.</summary>
    public bool JobsListKnown { get; init; }

    /// <summary>How often it was found not to have been sent, or was turned away with 429.</summary>
    public int TimesNotSent { get; init; }

    /// <summary>Not to be sent again, or fetched again, before this moment; null when it may be done now.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Since when the outcome is unknown; null otherwise.</summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>Whether the outcome is unknown because the provider answered with an error of its own (500, 502, 503): the one kind that may be sent again by itself.</summary>
    public bool ServerError { get; init; }

    /// <summary>When the jobs list, whole and with nobody else's request open, first did not show it after such an error; null before.</summary>
    public DateTimeOffset? NotListedAt { get; init; }

    /// <summary>How often it was sent again after such an error.</summary>
    public int ServerErrorResends { get; init; }

    /// <summary>Whether the account's jobs were read whole in the search for it, so that finding nothing means something.</summary>
    public bool SearchedWhole { get; init; }

    /// <summary>The provider's id; known from <see cref="AttemptState.Accepted"/> on, and never forgotten.</summary>
    public string? JobId { get; init; }

    /// <summary>Whether the job was found in the account's list and taken for this attempt's, because it could be nothing else's.</summary>
    public bool FoundInList { get; init; }

    /// <summary>Whether a person named the job: right for this attempt on his word, but no proof for any other.</summary>
    public bool Adopted { get; init; }

    /// <summary>Whether the list was searched long enough for a second job, where it was sent more than once.</summary>
    public bool LookedBack { get; init; }

    /// <summary>Other jobs that were named for it after <see cref="JobId"/> was known or it was given up: an alarm, a person should look at the account.</summary>
    public ImmutableArray<OtherJob> OtherJobs { get; init; } = [];

    /// <summary>How many of its requests, where it was sent more than once, may have been taken beside the one that is counted, without anybody having been able to see it.</summary>
    public int UnseenTwins { get; init; }

    /// <summary>When the provider took it, or it was found.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The moment that the longest wait for its end is counted from: acceptance, or the last <c>retry</c>.</summary>
    public DateTimeOffset? AskedSince { get; init; }

    /// <summary>Whether the provider offers a picture of the last frame that can be used; if not, it is cut from the clip.</summary>
    public bool HasLastFrameAtProvider { get; init; }

    /// <summary>When it was seen to be finished.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary>How often the provider did not know the job, and when last: 404 must repeat before it counts.</summary>
    public int NotFoundCount { get; init; }

    /// <summary>When the provider last did not know the job.</summary>
    public DateTimeOffset? NotFoundAt { get; init; }

    /// <summary>Failed tries to fetch the clip since the last <c>retry</c>.</summary>
    public int DownloadFailures { get; init; }

    /// <summary>How often the clip could not be written here since the last <c>retry</c>.</summary>
    public int DiskFailures { get; init; }

    /// <summary>Whether fetching the clip is given up until a person says <c>retry</c>.</summary>
    public bool DownloadGivenUp { get; init; }

    /// <summary>Whether nobody asks or looks for it any more: it got stuck after its run had ended. <c>retry</c> takes it up again.</summary>
    public bool LeftAlone { get; init; }

    /// <summary>The clip on disk; null before <see cref="AttemptState.Downloaded"/>.</summary>
    public Take? Take { get; init; }

    /// <summary>Whether an abandoned attempt may still turn up on the bill, so that its credits stay reserved.</summary>
    public bool MayBeBilled { get; init; }

    /// <summary>Whether a new attempt is made after this one failed, without a person: the provider reported no credits for it, and trouble of its own.</summary>
    public bool RepeatsByItself { get; init; }

    /// <summary>What went wrong, for a person: the provider's words and code.</summary>
    public string? Failure { get; init; }

    /// <summary>What its own job still may cost.</summary>
    [JsonIgnore]
    public decimal HeldForItself => State is AttemptState.Intended or AttemptState.Deferred or AttemptState.Unknown or AttemptState.Accepted || MayBeBilled ? ExpectedCredits : 0;

    /// <summary>What still may be spent on it: its own job, and others that were named for it or may be there.</summary>
    [JsonIgnore]
    public decimal HeldCredits => HeldForItself + (ExpectedCredits * (OtherJobs.Count(job => job.MayBeBilled) + UnseenTwins));

    /// <summary>Whether a request was sent for it before the last one, and answered with an error: whatever became of the last, that one may have been taken.</summary>
    [JsonIgnore]
    public bool WasSentBefore => ServerErrorResends > 0;

    /// <summary>Whether the provider may have taken it without our knowing the job. One that waits to be sent again after a server error still may: the list can be late.</summary>
    [JsonIgnore]
    public bool MayBeTaken => State is AttemptState.Intended or AttemptState.Unknown || (State == AttemptState.Deferred && WasSentBefore);

    /// <summary>Whether a job that is named for it becomes its own. Also where it is taken for not sent: the provider knows better.</summary>
    [JsonIgnore]
    public bool LacksJob => MayBeTaken || State == AttemptState.Deferred;

    /// <summary>Whether a second job of it may turn up in the list: it was sent more than once.</summary>
    [JsonIgnore]
    public bool MayHaveTwin => WasSentBefore && JobId is not null && !LookedBack;

    /// <summary>Whether it was given up although it had been taken, or may have been: its clip may be paid for already.</summary>
    [JsonIgnore]
    public bool WasPerhapsPaid => State == AttemptState.Abandoned && (JobId is not null || UnknownSince is not null || MayBeBilled);

    /// <summary>Whether it may be the owner of a job that nobody knows: also one that was given up, or that a person is asked about.</summary>
    [JsonIgnore]
    public bool MayOwnAJob => MayBeTaken || (State == AttemptState.Abandoned && JobId is null);

    /// <summary>Whether it may occupy one of the account's places.</summary>
    [JsonIgnore]
    public bool IsInFlight => (MayBeTaken || State == AttemptState.Accepted) && !LeftAlone;

    /// <summary>Whether it is the very intent that the other is, and not a later one of the same attempt.</summary>
    public bool IsSameIntent(Attempt other) => Id == other.Id && IntendedAt == other.IntendedAt && Owner == other.Owner;

    /// <summary>Whether the provider itself said, by its answer or a call with the token, that the job is this attempt's. What was found, or named by a person, may be another's.</summary>
    public bool IsCertainOf(string jobId) =>
        (JobId == jobId && !FoundInList && !Adopted) || OtherJobs.Any(other => other.JobId == jobId && other.MayBeBilled);

    /// <summary>Whether the job was taken for its own once, and does not look like it: only a person takes it again.</summary>
    public bool HasLetGoOf(string jobId) => JobId != jobId && OtherJobs.Any(other => other.JobId == jobId && !other.MayBeBilled);
}
