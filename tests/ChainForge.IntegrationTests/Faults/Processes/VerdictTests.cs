using System.Security.Cryptography;
using ChainForge.Runs;
using ChainForge.Soak;
using ChainForge.Tests.Runs;
using PictorySimulator.Admin;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>What a soak calls wrong: its verdict is the only thing that sees it.</summary>
public sealed class VerdictTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_video_whose_jobs_are_on_the_bill_is_right() => Judge(Completed(), Job("a")).Should().BeEmpty();

    [Fact]
    public void A_run_that_asks_about_an_unknown_request_is_rightly_parked_whether_it_was_taken_or_not()
    {
        var parked = Parked(ParkingCause.OutcomeUnknown, AttemptState.Unknown);

        Judge([Completed(), parked], Job("a")).Should().BeEmpty();
        Judge([Completed(), parked], Job("a"), Job("lost", "prompt of parked")).Should().BeEmpty();
    }

    [Theory]
    [InlineData(ParkingCause.DownloadFailed)]
    [InlineData(ParkingCause.Timeout)]
    [InlineData(ParkingCause.LostByProvider)]
    [InlineData(ParkingCause.Budget)]
    public void Another_cause_to_park_is_a_problem(ParkingCause cause) =>
        Judge([Completed(), Parked(cause, AttemptState.Unknown)], Job("a")).Should().ContainSingle().Which.Should().Contain(cause.ToString());

    [Fact]
    public void To_park_over_a_request_whose_job_is_known_is_a_problem()
    {
        var parked = Parked(ParkingCause.OutcomeUnknown, AttemptState.Accepted, "b");

        Judge([Completed(), parked], Job("a"), Job("b", "prompt of parked")).Should().ContainSingle().Which.Should().Contain("Parked");
    }

    [Fact]
    public void Nothing_but_parked_runs_is_a_problem() =>
        Judge([Parked(ParkingCause.OutcomeUnknown, AttemptState.Unknown), Parked(ParkingCause.OutcomeUnknown, AttemptState.Unknown, name: "other")]).Should().Contain("only 0 of 2 runs completed");

    [Fact]
    public void A_run_that_failed_or_still_runs_is_a_problem()
    {
        Judge([Completed(), Completed() with { State = RunState.Failed }], Job("a")).Should().Contain(problem => problem.Contains("is Failed"));
        Judge([Completed(), Completed() with { State = RunState.Running }], Job("a")).Should().Contain(problem => problem.Contains("is Running"));
    }

    [Fact]
    public void A_job_paid_twice_is_a_problem_also_while_another_chain_has_an_open_request() =>
        Judge([Completed(), Parked(ParkingCause.OutcomeUnknown, AttemptState.Unknown)], Job("a"), Job("twice")).Should()
            .Contain("lighthouse, segment 1: 2 jobs on the bill for 1 approved attempts")
            .And.Contain("lighthouse, segment 1: 1 jobs on the bill are not in the ledger, for 0 open requests");

    [Fact]
    public void A_job_that_is_not_on_the_bill_or_costs_something_else_is_a_problem()
    {
        Judge(Completed()).Should().Contain("the ledger names a job that is not on the bill");
        Judge(Completed(), Job("a") with { Credits = 12 }).Should().ContainSingle().Which.Should().StartWith("the ledger holds 10");
        Judge(Completed(), Job("a"), Job("b", "of nobody")).Should().Contain("a job on the bill belongs to no run");
    }

    [Theory]
    [InlineData("lighthouse.mp4")]
    [InlineData("segments/01.mp4")]
    public void A_file_with_other_bytes_than_the_ledger_says_is_a_problem(string file)
    {
        var run = Completed();
        File.AppendAllText(PathOf(file), "!");

        Judge(run, Job("a")).Should().ContainSingle().Which.Should().Contain("is not the one that the ledger knows");
    }

    [Fact]
    public void What_was_seen_before_and_a_run_too_few_are_problems()
    {
        Verdict.Of([Completed()], Bill(Job("a")), 1, _folder.Root, ["a server ended by itself"]).Problems.Should().Equal("a server ended by itself");
        Verdict.Of([Completed()], Bill(Job("a")), 2, _folder.Root, []).Problems.Should().ContainSingle().Which.Should().Contain("2 chains were dropped, 1 runs");
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<string> Judge(Run run, params BillEntry[] bill) => Judge([run], bill);

    private IReadOnlyList<string> Judge(Run[] runs, params BillEntry[] bill) => Verdict.Of(runs, Bill(bill), runs.Length, _folder.Root, []).Problems;

    private Run Completed()
    {
        var (clip, video) = (Write("segments/01.mp4"), Write("lighthouse.mp4"));
        var attempt = Attempt(AttemptState.Downloaded, "a") with { Spent = Given.Cost, Take = Given.Take() with { Sha256 = clip } };
        var run = Given.Run(segments: 1);
        return run with { State = RunState.Completed, Segments = [run.Segments[0] with { Attempts = [attempt] }], Video = Given.Video() with { Sha256 = video } };
    }

    private static Run Parked(ParkingCause cause, AttemptState state, string? jobId = null, string name = "parked")
    {
        var chain = Given.Chain(1, name: name);
        var run = Given.Run(segments: 1);
        return run with
        {
            Id = $"20261123-090000-{name}",
            Definition = chain with { Segments = [chain.Segments[0] with { Prompt = $"prompt of {name}" }] },
            State = RunState.Parked,
            Segments = [run.Segments[0] with { Attempts = [Attempt(state, jobId)] }],
            Parking = new Parking(cause, "why", "01-1", []),
        };
    }

    private static Attempt Attempt(AttemptState state, string? jobId) => new()
    {
        Id = "01-1",
        State = state,
        JobId = jobId,
        Asked = new AskedFor("m1", "16:9", 5, "the prompt alone", "f1"),
        ExpectedCredits = Given.Cost,
        IntendedAt = Given.Now,
        SendBefore = Given.Now,
        AnswerBefore = Given.Now,
        Owner = "me",
    };

    private static Bill Bill(params BillEntry[] jobs) => new(jobs, jobs.Sum(job => job.Credits), 0);

    private static BillEntry Job(string id, string prompt = "prompt 1") =>
        new(id, 1, "completed", Given.Cost, prompt, "m1", "16:9", 5, null, null, [], null, Given.Now, Given.Now, false);

    private string PathOf(string file) => _folder.Of(Path.Combine("output", "lighthouse", Given.Run().Id, file));

    private string Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), file);
        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(file))));
    }
}
