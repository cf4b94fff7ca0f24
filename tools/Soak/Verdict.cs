using System.Security.Cryptography;
using ChainForge.Runs;
using PictorySimulator.Admin;

namespace ChainForge.Soak;

/// <summary>The bill beside the ledger.</summary>
/// <param name="Completed">Runs with a video.</param>
/// <param name="Parked">Runs that wait for a person.</param>
/// <param name="Billed">Credits on the provider's bill.</param>
/// <param name="Ledger">Credits spent and reserved in the ledger.</param>
/// <param name="Unknown">Credits of those that are reserved for requests that nobody can know were not taken.</param>
/// <param name="Problems">What must not be; empty when all is well.</param>
internal sealed record Verdict(int Completed, int Parked, decimal Billed, decimal Ledger, decimal Unknown, IReadOnlyList<string> Problems)
{
    /// <param name="runs">Every run of the ledger.</param>
    /// <param name="bill">The provider's.</param>
    /// <param name="expectedRuns">How many chains were dropped.</param>
    /// <param name="folder">The servers' working directory.</param>
    /// <param name="seen">What was seen to be wrong before.</param>
    public static Verdict Of(IReadOnlyList<Run> runs, Bill bill, int expectedRuns, string folder, IReadOnlyList<string> seen)
    {
        var problems = new List<string>(seen);
        var attempts = runs.SelectMany(run => run.Segments).SelectMany(segment => segment.Attempts).ToList();
        var named = attempts.SelectMany(NamedBy).ToList();
        var lost = bill.Jobs.Where(job => !named.Contains(job.JobId)).ToList();
        var (completed, parked) = (runs.Count(run => run.State == RunState.Completed), runs.Count(run => run.State == RunState.Parked));
        foreach (var run in runs)
        {
            Require(IsRightlyParked(run) || run.State == RunState.Completed, $"run {run.Id} of {run.Chain} is {run.State}: {run.Reason ?? $"{run.Parking?.Cause}, {run.Parking?.Message}"}");
            Require(run.State != RunState.Completed || IsWhole(run, folder), $"the video of {run.Chain} is not the one that the ledger knows");
            foreach (var segment in run.Segments)
            {
                var jobs = bill.Jobs.Where(job => job.Prompt == run.DefinitionOf(segment).Prompt).ToList();
                var (missing, open) = (jobs.Count(lost.Contains), segment.Attempts.Count(IsOpen));
                Require(jobs.Count <= segment.Attempts.Length, $"{run.Chain}, segment {segment.Index + 1}: {jobs.Count} jobs on the bill for {segment.Attempts.Length} approved attempts");
                Require(missing <= open, $"{run.Chain}, segment {segment.Index + 1}: {missing} jobs on the bill are not in the ledger, for {open} open requests");
            }
        }

        var prompts = runs.SelectMany(run => run.Segments.Select(segment => run.DefinitionOf(segment).Prompt)).ToHashSet();
        Require(runs.Count == expectedRuns, $"{expectedRuns} chains were dropped, {runs.Count} runs are in the ledger");
        Require(completed >= expectedRuns / 2, $"only {completed} of {expectedRuns} runs completed");
        Require(named.Count == named.Distinct().Count(), "a job belongs to two attempts");
        Require(named.TrueForAll(name => bill.Jobs.Any(job => job.JobId == name)), "the ledger names a job that is not on the bill");
        Require(bill.Jobs.All(job => prompts.Contains(job.Prompt)), "a job on the bill belongs to no run");
        var (ledger, unknown) = (runs.Sum(run => run.Spent + run.Reserved), attempts.Where(IsOpen).Sum(attempt => attempt.HeldCredits) - lost.Sum(job => job.Credits));
        Require(ledger == bill.TotalCredits + unknown, $"the ledger holds {ledger} credits, the bill {bill.TotalCredits}, unknown {unknown}");
        return new Verdict(completed, parked, bill.TotalCredits, ledger, unknown, problems);

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    private static IEnumerable<string> NamedBy(Attempt attempt) => attempt.OtherJobs.Select(other => other.JobId).Concat(attempt.JobId is { } own ? [own] : []);

    /// <summary>A request that may have been taken, and whose job nobody knows.</summary>
    private static bool IsOpen(Attempt attempt) => attempt.JobId is null && attempt.HeldCredits > 0;

    // The one thing that cannot be known. Everything else was tried again once the trouble was over.
    private static bool IsRightlyParked(Run run) => run is { State: RunState.Parked, Parking: { Cause: ParkingCause.OutcomeUnknown or ParkingCause.Ambiguous, AttemptId: { } attemptId } }
        && IsOpen(run.Attempt(attemptId)) && run.Attempt(attemptId).State == AttemptState.Unknown;

    private static bool IsWhole(Run run, string folder)
    {
        var home = Path.Combine(folder, "output", run.Chain, run.Id);
        return run.Video is { } video && IsThere(video.File, video.Sha256)
            && run.Segments.All(segment => segment.Take is { } take && IsThere(take.File, take.Sha256));

        bool IsThere(string file, string sha256)
        {
            var path = Path.Combine(home, file);
            return File.Exists(path) && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) == sha256;
        }
    }
}
