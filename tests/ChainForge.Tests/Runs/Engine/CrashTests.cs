using ChainForge.Chains;
using ChainForge.CrashPoints;
using ChainForge.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>The process dies at every point before and after every call to the outside, once and twice, and is started again.</summary>
[TakesLong(45)]
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _cases;
    private int _parked;

    /// <summary>What else happens, and whether the next life takes the orphans of the one before, as the owner of an embedded ledger may.</summary>
    public static TheoryData<string, bool> Scripts => new()
    {
        { "all goes well", true },
        { "all goes well", false },
        { "an answer is lost", false },
        { "a request is lost", false },
        { "too many requests", true },
        { "no last frame", false },
        { "extend", true },
        { "the list is late", false },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_crash_at_any_point_pays_nothing_twice_and_loses_nothing(string script, bool recover)
    {
        var points = await EachAsync(crash => CaseAsync(script, recover, 3, crash));

        output.WriteLine($"{script}: {points} crash points, {_parked} ended parked");
        CaseCount.Add("single crashes", points);
        points.Should().BeGreaterThan(50);
        _parked.Should().BeInRange(1, script == "a request is lost" ? points + 1 : points / 4, "only between the intent and the request can nobody know");
    }

    [Fact]
    public async Task Two_crashes_at_any_pair_of_points_pay_nothing_twice_and_lose_nothing()
    {
        await EachAsync(async first =>
        {
            for (var second = 1; await CaseAsync("all goes well", recover: first % 2 == 0, 2, first, second) == 2; second++)
            {
            }

            return await CaseAsync("all goes well", recover: true, 2, first);
        });

        output.WriteLine($"{_cases} cases, {_parked} ended parked");
        CaseCount.Add("pairs of crashes", _cases);
        _cases.Should().BeGreaterThan(1500);
    }

    public void Dispose() => _folder.Dispose();

    /// <returns>How many points there were until one lay behind the end.</returns>
    private static async Task<int> EachAsync(Func<int, Task<int>> runCase)
    {
        var point = 1;
        while (await runCase(point) > 0)
        {
            point++;
        }

        return point - 1;
    }

    /// <returns>How many of the crashes came about before the end.</returns>
    private async Task<int> CaseAsync(string script, bool recover, int segments, params int[] crashes)
    {
        var number = ++_cases;
        var time = new FakeTimeProvider(Given.Now);
        var provider = new ScriptedProvider(time)
        {
            HasLastFrame = _ => script != "no last frame",
            ListLag = script == "the list is late" ? TimeSpan.FromSeconds(40) : TimeSpan.Zero,
        };
        if (Reply(script) is { } reply)
        {
            provider.Replies[2] = reply;
        }

        var options = new EngineOptions { OutputFolder = _folder.Of($"{number}"), SettleWindow = TimeSpan.FromMinutes(1) };
        await using var store = await MemoryStore.OpenAsync();
        var start = RunStart.Create($"run-{number}", Given.Chain(segments, script == "extend" ? Handover.Extend : Handover.LastFrame), null, 500, Given.Now);
        await using var ledger = new RunLedger(store, time);
        await ledger.AddAsync(start);
        for (var life = 0; ; life++)
        {
            var crash = new CrashSwitch(life < crashes.Length ? crashes[life] : null);
            await using var own = new RunLedger(new CrashingStore(store, crash, owned: false), time);
            var engine = new RunEngine(
                own, new CrashingProvider(provider, crash), new CrashingMedia(new ScriptedMedia(), crash), options, $"life {life}", time, NullLoggerFactory.Instance);
            try
            {
                if (recover)
                {
                    await engine.RecoverOrphansAsync();
                }

                var run = await new RunDriver(engine, time).DriveAsync(start.Run.Id);
                Check(run, provider, options, $"{script}, crashes at {string.Join(" and ", crashes)}");
                _parked += run.State == RunState.Parked ? 1 : 0;
                return life;
            }
            catch (CrashException)
            {
                time.Advance(TimeSpan.FromSeconds(3));
            }
        }
    }

    private static void Check(Run run, ScriptedProvider provider, EngineOptions options, string where)
    {
        var bill = provider.Bill;
        var known = run.Segments.SelectMany(s => s.Attempts).Select(a => a.JobId).OfType<string>().ToList();
        Require(bill.GroupBy(job => job.Request.Prompt).All(same => same.Count() == 1), "a segment was paid twice");
        Require(bill.Select(job => job.Id).Order().SequenceEqual(known.Order()), "a job that was paid is not in the ledger");
        Require(provider.Calls.Count(call => call.StartsWith("submit", StringComparison.Ordinal)) <= run.Segments.Length + 1, "a request was sent again that may have been taken");
        switch (run.State)
        {
            case RunState.Completed:
                Require(run.Spent == bill.Sum(job => job.Credits) && run.Reserved == 0, "the ledger is not the bill");
                Require(
                    File.ReadAllText(new RunFolder(options.OutputFolder, run).Video) == string.Join('\n', bill.Select(job => $"clip of {job.Id}")),
                    "the video is not made of the clips in their order");
                break;
            case RunState.Parked:
                Require(run.Parking!.Cause == ParkingCause.OutcomeUnknown, "parked for the wrong reason");
                Require(run.Spent + run.Reserved == bill.Sum(job => job.Credits) + Given.Cost, "what may have been spent is not reserved");
                break;
            default:
                Require(false, $"ended as {run.State}: {run.Reason}");
                break;
        }

        void Require(bool holds, string what)
        {
            if (!holds)
            {
                Assert.Fail($"{what}: {where}; {run.State} {run.Parking?.Message}; {string.Join(", ", provider.Calls)}");
            }
        }
    }

    private static Reply? Reply(string script) => script switch
    {
        "an answer is lost" => Runs.Reply.TakenButLost,
        "a request is lost" => Runs.Reply.NotTakenAndLost,
        "too many requests" => Runs.Reply.Busy(5),
        _ => null,
    };
}
