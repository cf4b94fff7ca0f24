using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs;

/// <summary>Walks a run through its transitions: each step applies one and must change something.</summary>
internal static class TransitionSteps
{
    public static readonly AccountTotals NothingElse = new(0, 0);

    public static readonly ProviderFailure Trouble = new(ProviderFailureKind.ServerError, "trouble", "E1");

    public static Run Then(this Run run, Func<Run, Transition?> transition) =>
        (transition(run) ?? throw new InvalidOperationException("the transition changed nothing")).Run;

    public static Run Intend(this Run run, int index, decimal credits = Given.Cost, DateTimeOffset? at = null) =>
        run.Then(r => r.SubmitIntended(index, Given.Intent(credits, at), NothingElse, 10, at ?? Given.Now));

    public static Run Accept(this Run run, string attemptId, string jobId) => run.Then(r => r.Accepted(attemptId, jobId, Given.Now));

    public static Run Generate(this Run run, string attemptId, decimal? credits = null, bool lastFrame = true) =>
        run.Then(r => r.Generated(attemptId, credits, lastFrame, Given.Now));

    public static Run Download(this Run run, string attemptId) => run.Then(r => r.Downloaded(attemptId, Given.Take()));

    public static Run LoseAnswer(this Run run, string attemptId) => run.Then(r => r.OutcomeUnknown(attemptId, "no answer", Given.Now));

    /// <summary>Segment <paramref name="index"/> from its intent to its clip.</summary>
    public static Run Finish(this Run run, int index, int attempt = 1)
    {
        var id = $"{index + 1:00}-{attempt}";
        return run.Intend(index).Accept(id, $"job-{id}").Generate(id).Download(id);
    }

    /// <summary>Six failed downloads: given up.</summary>
    public static Run FailDownloads(this Run run, string attemptId)
    {
        for (var failure = 0; failure < 6; failure++)
        {
            run = run.Then(r => r.DownloadFailed(attemptId, Trouble, Given.Now));
        }

        return run;
    }

    public static IReadOnlyList<Step> Next(this Run run, DateTimeOffset? now = null) => NextSteps.Of(run, now ?? Given.Now);
}
