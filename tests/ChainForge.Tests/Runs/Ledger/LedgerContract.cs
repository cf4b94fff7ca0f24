using ChainForge.Chains;
using ChainForge.Runs;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Runs.Ledger;

/// <summary>What a ledger promises, on whatever store it lies.</summary>
public abstract class LedgerContract
{
    private protected FakeTimeProvider Time { get; } = new(Given.Now);

    private protected abstract Task<RunLedger> OpenAsync();

    protected async Task RoundTripAsync()
    {
        await using var ledger = await OpenAsync();
        var rich = Rich();
        await ledger.AddAsync(new Transition(rich, "made"));

        var read = (await ledger.FindAsync(rich.Id))!;

        read.Should().BeEquivalentTo(rich, options => options.Excluding(r => r.Version).ComparingByMembers<Run>().ComparingByMembers<Segment>().ComparingByMembers<Attempt>().WithStrictOrdering());
        RunDocument.Write(read).Should().Be(RunDocument.Write(rich));
        (await ledger.ListAsync()).Select(run => run.Id).Should().Equal(rich.Id);
        (await ledger.FindAsync("nope")).Should().BeNull();
    }

    protected async Task NoLostUpdateAsync()
    {
        await using var ledger = await OpenAsync();
        var run = await AddAsync(ledger, "a");

        await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(async () =>
        {
            for (var write = 0; write < 2; write++)
            {
                await ledger.UpdateAsync(run.Id, r => new Transition(r with { StitchFailures = r.StitchFailures + 1 }, $"{r.StitchFailures + 1}"));
            }
        })));

        (await ledger.FindAsync(run.Id))!.StitchFailures.Should().Be(128);
        (await ledger.HistoryAsync(run.Id)).Skip(1).Select(e => e.Text).Should().Equal(Enumerable.Range(1, 128).Select(i => $"{i}"), "the history has every change once, in order");
    }

    protected async Task ThrowingTransitionAsync()
    {
        await using var ledger = await OpenAsync();
        var runs = new List<Run>();
        for (var i = 0; i < 16; i++)
        {
            runs.Add(await AddAsync(ledger, $"run-{i}"));
        }

        var outcomes = await Task.WhenAll(runs.SelectMany(run => Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            try
            {
                switch (i)
                {
                    case 0:
                        await ledger.UpdateAsync(run.Id, _ => throw new IllegalTransitionException("no"));
                        break;
                    case 1:
                        await ledger.AddAsync(new Transition(run, "the same id again"));
                        break;
                    case 2:
                        await ledger.UpdateAsync("nope", r => new Transition(r, "?"));
                        break;
                    default:
                        await ledger.UpdateAsync(run.Id, r => new Transition(r with { StitchFailures = 1 }, "good"));
                        break;
                }

                return "done";
            }
            catch (Exception e)
            {
                return e.GetType().Name;
            }
        }))));

        outcomes.Chunk(4).Should().OnlyContain(four =>
            four[0] == nameof(IllegalTransitionException) && four[1] == nameof(LedgerException) && four[2] == nameof(RunNotFoundException) && four[3] == "done");
        foreach (var run in runs)
        {
            (await ledger.FindAsync(run.Id))!.StitchFailures.Should().Be(1);
            (await ledger.HistoryAsync(run.Id)).Select(e => e.Text).Should().Equal("made", "good");
        }
    }

    protected async Task JobBelongsToOneAsync()
    {
        await using var ledger = await OpenAsync();
        var (first, second) = (await AddAsync(ledger, "a"), await AddAsync(ledger, "b"));
        foreach (var run in new[] { first, second })
        {
            await ledger.UpdateAsync(run.Id, (r, totals) => r.SubmitIntended(0, Given.Intent(tokenHash: $"hash-{r.Id}"), totals, 10, Given.Now));
        }

        await ledger.UpdateAsync(first.Id, r => r.Accepted("01-1", "job", Given.Now));
        await ledger.Awaiting(l => l.UpdateAsync(second.Id, r => r.Accepted("01-1", "job", Given.Now))).Should().ThrowAsync<IllegalTransitionException>();

        (await ledger.FindAsync(second.Id))!.Attempt("01-1").State.Should().Be(AttemptState.Intended);
        (await ledger.HistoryAsync(second.Id)).Should().HaveCount(2);
        (await ledger.FindJobAsync("job")).Should().Be(first.Id);
        (await ledger.OwnedJobsAsync(["job", "other"])).Should().BeEquivalentTo(["job"]);
        (await ledger.FindTokenAsync($"hash-{second.Id}")).Should().Be((second.Id, "01-1"));
        (await ledger.InFlightAsync()).Select(held => (held.RunId, held.Attempt.State)).Should()
            .BeEquivalentTo([(first.Id, AttemptState.Accepted), (second.Id, AttemptState.Intended)]);
    }

    protected async Task PlacesAsync()
    {
        await using var ledger = await OpenAsync();
        var runs = new List<Run>();
        for (var i = 0; i < 30; i++)
        {
            runs.Add(await AddAsync(ledger, $"run-{i:00}"));
        }

        await Task.WhenAll(runs.Select(run => Task.Run(() =>
            ledger.UpdateAsync(run.Id, (r, totals) => r.SubmitIntended(0, Given.Intent(), totals, 7, Given.Now)))));

        (await ledger.InFlightAsync()).Should().HaveCount(7);
        (await ledger.WaitingAsync(100)).Should().HaveCount(23).And.BeInAscendingOrder();
    }

    protected async Task TakeInAsync()
    {
        await using var ledger = await OpenAsync();

        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            ledger.TryTakeInAsync(new IntakeRecord("hash", $"{i}.yaml", null), new Transition(Given.Run() with { Id = $"run-{i}" }, "made")))));

        taken.Count(yes => yes).Should().Be(1);
        (await ledger.ListAsync()).Should().ContainSingle();
        (await ledger.IntakeAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Content = "hash", At = Given.Now, (await ledger.ListAsync())[0].Id }, o => o.Excluding(x => x.Id));
        (await ledger.TryTakeInAsync(new IntakeRecord("bad", "bad.yaml", "line 1: no"), null)).Should().BeTrue();
        (await ledger.IntakeAsync()).Should().ContainEquivalentOf(new { Problems = "line 1: no", RunId = (string?)null });
    }

    protected async Task LeasesAsync()
    {
        await using var ledger = await OpenAsync();
        var working = await AddAsync(ledger, "working");
        var done = await AddAsync(ledger, "done");
        await ledger.UpdateAsync(done.Id, r => r.Cancelled(Given.Now));

        (await ledger.LeaseAsync("one", TimeSpan.FromSeconds(30))).Select(r => r.Id).Should().Equal(working.Id);
        (await ledger.LeaseAsync("two", TimeSpan.FromSeconds(30))).Should().BeEmpty();
        Time.Advance(TimeSpan.FromSeconds(20));
        (await ledger.LeaseAsync("one", TimeSpan.FromSeconds(30))).Should().ContainSingle("it is renewed");
        Time.Advance(TimeSpan.FromSeconds(29));
        (await ledger.LeaseAsync("two", TimeSpan.FromSeconds(30))).Should().BeEmpty();
        Time.Advance(TimeSpan.FromSeconds(2));
        (await ledger.LeaseAsync("two", TimeSpan.FromSeconds(30))).Should().ContainSingle();
        await ledger.ReleaseAsync("two");
        (await ledger.LeaseAsync("one", TimeSpan.FromSeconds(30))).Should().ContainSingle();
    }

    protected async Task ManyLeasesAtOnceAsync()
    {
        await using var ledger = await OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            await AddAsync(ledger, $"run-{i:00}");
        }

        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ledger.LeaseAsync($"server {i}", TimeSpan.FromSeconds(30)))));

        leases.SelectMany(runs => runs).Select(run => run.Id).Should().OnlyHaveUniqueItems().And.HaveCount(20);
    }

    private static async Task<Run> AddAsync(RunLedger ledger, string id)
    {
        var run = Given.Run() with { Id = id };
        await ledger.AddAsync(new Transition(run, "made"));
        return run;
    }

    /// <summary>A run with something in every field.</summary>
    private static Run Rich()
    {
        var definition = Given.Chain(3) with
        {
            MaxCredits = 60.125m,
            Start = new() { FirstFrame = new("/pictures/ä \"quoted\".png", null), Extend = new(null, new("https://videos.test/a.mp4?x=1&y=2")), References = [new(null, new("https://r.test/1.png"))] },
            Stitch = new() { Colour = ColourSetting.Match, Audio = AudioSetting.Mute },
        };
        definition = definition with { Segments = [.. definition.Segments.Select((s, i) => s with { Prompt = "Ein Leuchtturm – 灯台 🌊 <b>'\"\\\n", Handover = (Handover)i, References = [new("/r.png", null)] })] };
        var run = RunStart.Create("rich", definition, "pipelines/x.yaml", 1, Given.Now).Run
            .Finish(0).Intend(1).Accept("02-1", "b").Generate("02-1", 10.125m).FailDownloads("02-1").Then(r => r.Resubmitted()).Intend(1);
        var attempt = run.Attempt("02-2") with
        {
            NotBefore = Given.Now.AddTicks(1),
            UnknownSince = Given.Now,
            JobId = "job",
            AcceptedAt = Given.Now,
            AskedSince = Given.Now,
            GeneratedAt = Given.Now,
            HasLastFrameAtProvider = true,
            NotFoundCount = 2,
            NotFoundAt = Given.Now,
            TimesNotSent = 3,
            DownloadFailures = 4,
            DownloadGivenUp = true,
            MayBeBilled = true,
            LeftAlone = true,
            Failure = "no",
            Spent = 0.001m,
            Take = Given.Take() with { FrameRate = 23.976023976 },
        };
        return run.With(attempt) with
        {
            State = RunState.Parked,
            EndedAt = Given.Now,
            WaitingSince = Given.Now,
            Reason = "why",
            StitchFailures = 1,
            Video = Given.Video(),
            Parking = new Parking(ParkingCause.Ambiguous, "which?", "02-2", ["x", "y"]),
        };
    }
}
