using ChainForge.CrashPoints;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs;

/// <summary>Applies transitions in any order, most of them wrong ones, and looks at what must hold after each.</summary>
public sealed class RandomWalkTests
{
    [Fact]
    public void Whatever_happens_in_whatever_order_no_run_spends_too_much_or_stands_still_without_a_word()
    {
        var (applied, submitted) = (0, 0);
        for (var seed = 0; seed < 1500; seed++)
        {
            var (random, run, now) = (new Random(seed), Given.Run(3, maxCredits: 50), Given.Now);
            for (var move = 0; move < 40; move++)
            {
                now = now.AddSeconds(random.Next(0, 90));
                var before = run;
                var what = Move(random, run, now, out var after);
                run = after;
                if (!ReferenceEquals(before, run))
                {
                    applied++;
                    submitted += run.Segments.Sum(s => s.Attempts.Length) - before.Segments.Sum(s => s.Attempts.Length);
                    Check(before, run, now, $"seed {seed}, move {move}: {what}");
                }
            }
        }

        CaseCount.Add("random walks", 1500);
        applied.Should().BeGreaterThan(7_000);
        submitted.Should().BeGreaterThan(1500);
    }

    private static string Move(Random random, Run run, DateTimeOffset now, out Run after)
    {
        var attempts = run.Segments.SelectMany(segment => segment.Attempts).ToList();
        var id = attempts.Count == 0 ? "01-1" : attempts[^Math.Min(attempts.Count, 1 + random.Next(3))].Id;
        var (what, transition) = random.Next(20) switch
        {
            0 or 1 or 2 or 3 => ("intend", r => r.SubmitIntended(random.Next(3), Given.Intent(at: now), TransitionSteps.NothingElse, 10, now)),
            4 or 5 => ("accept", r => r.Accepted(id, $"job-{id}", now)),
            6 or 7 => ("generate", r => r.Generated(id, null, random.Next(3) > 0, now)),
            8 or 9 => ("download", r => r.Downloaded(id, Given.Take())),
            10 => ("lose answer", r => r.OutcomeUnknown(id, "?", now)),
            11 => ("not found", r => r.NotFound(id, random.Next(2) == 0 ? [] : ["x"], searchedWhole: true)),
            12 => ("not sent", r => r.NotSent(id, TransitionSteps.Trouble, now)),
            13 => random.Next(3) == 0 ? ("refuse", r => r.Refused(id, TransitionSteps.Trouble, now)) : ("generation failed", r => r.GenerationFailed(id, TransitionSteps.Trouble, null, now)),
            14 => ("give the download up", r => r.DownloadFailed(id, new(ChainForge.Providers.ProviderFailureKind.UnsafeAddress, "?"), now)),
            15 => random.Next(4) switch
            {
                0 => ("job not found", r => r.JobNotFound(id, now)),
                1 => ("unknown status", r => r.UnknownStatus(id, "?")),
                2 => ("outputs gone", r => r.OutputsGone(id)),
                _ => ("timed out", r => r.TimedOut(id, TimeSpan.Zero)),
            },
            16 => ("retry", r => r.Retried(50, now)),
            17 => ("resubmit", r => r.Resubmitted()),
            18 => random.Next(3) switch
            {
                0 => ("cancel", r => r.Cancelled(now)),
                1 => ("abandon", r => r.Abandoned(now)),
                _ => ("adopt", r => r.Adopted("by-hand", now)),
            },
            _ => ((string, Func<Run, Transition?>))("complete or lose a take", r => r.Done == 3 ? r.Completed(Given.Video(), now) : r.TakeLost(id, "?")),
        };
        try
        {
            after = transition(run)?.Run ?? run;
        }
        catch (IllegalTransitionException)
        {
            after = run;
        }

        return $"{what} {id}";
    }

    private static void Check(Run before, Run run, DateTimeOffset now, string where)
    {
        var steps = run.Next(now);
        var mayBeBilled = run.Segments.SelectMany(s => s.Attempts).Where(a => a.JobId is not null && a.State is not AttemptState.Failed).Sum(a => a.ExpectedCredits);

        Require(run.Spent + run.Reserved <= 50, "never over the cap");
        Require(run.Spent + run.Reserved >= mayBeBilled, "every job is counted");
        Require(steps.Count(step => step is Step.Submit) <= 1, "one spending step at most");
        Require(run.State == RunState.Running || !steps.Any(step => step is Step.Submit or Step.Stitch), "only a running run spends");
        Require(run.State != RunState.Running || steps.Count > 0, "a running run always wants something");
        Require((run.State == RunState.Parked) == (run.Parking is not null), "parked with a reason");
        Require((run.State is RunState.Completed or RunState.Failed or RunState.Cancelled) == (run.EndedAt is not null), "ended with a time");
        Require(run.Segments.All(s => s.Attempts.Count(a => a.State is not (AttemptState.Abandoned or AttemptState.Refused or AttemptState.Failed)) <= 1), "one live attempt a segment at most");
        Require(
            before.Segments.SelectMany(s => s.Attempts).All(a => a.JobId is null || run.Attempt(a.Id).JobId == a.JobId),
            "no job id is ever forgotten");

        void Require(bool holds, string what)
        {
            if (!holds)
            {
                Assert.Fail($"{what}: {where}; {run.State}, {run.Parking?.Cause}, {string.Join(", ", run.Segments.SelectMany(s => s.Attempts).Select(a => $"{a.Id} {a.State}"))}; {string.Join(", ", steps)}");
            }
        }
    }
}
