using System.Text;
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
    public static Verdict Of(IReadOnlyList<Run> runs, Bill bill, int expectedRuns, string folder, IReadOnlyList<string> secrets)
    {
        var problems = new List<string>();
        var attempts = runs.SelectMany(run => run.Segments).SelectMany(segment => segment.Attempts).ToList();
        var named = attempts.SelectMany(attempt => attempt.OtherJobs.Select(other => other.JobId).Append(attempt.JobId)).OfType<string>().ToList();
        var lost = bill.Jobs.Where(job => !named.Contains(job.JobId)).ToList();
        var open = attempts.Where(attempt => attempt.JobId is null && attempt.HeldCredits > 0).ToList();
        foreach (var run in runs)
        {
            Require(
                run.State == RunState.Completed ? run.Video is not null && File.Exists(Path.Combine(folder, "output", run.Chain, run.Id, $"{run.Chain}.mp4")) : run.State == RunState.Parked,
                $"run {run.Id} of {run.Chain} is {run.State}: {run.Reason ?? run.Parking?.Message}");
            foreach (var segment in run.Segments)
            {
                var jobs = bill.Jobs.Count(job => job.Prompt == run.DefinitionOf(segment).Prompt);
                Require(jobs <= segment.Attempts.Length, $"{run.Chain}, segment {segment.Index + 1}: {jobs} jobs on the bill for {segment.Attempts.Length} approved attempts");
            }
        }

        Require(runs.Count == expectedRuns, $"{expectedRuns} chains were dropped, {runs.Count} runs are in the ledger");
        Require(named.Count == named.Distinct().Count(), "a job belongs to two attempts");
        Require(lost.Count <= open.Count, $"{lost.Count} jobs on the bill are not in the ledger, for {open.Count} open requests");
        var (ledger, unknown) = (runs.Sum(run => run.Spent + run.Reserved), open.Sum(attempt => attempt.HeldCredits) - lost.Sum(job => job.Credits));
        Require(ledger == bill.TotalCredits + unknown, $"the ledger holds {ledger} credits, the bill {bill.TotalCredits}, unknown {unknown}");
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file, Encoding.Latin1);
            Require(!secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)), $"a secret is in {file}");
        }

        return new Verdict(
            runs.Count(run => run.State == RunState.Completed), runs.Count(run => run.State == RunState.Parked), bill.TotalCredits, ledger, unknown, problems);

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
