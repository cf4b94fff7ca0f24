using ChainForge.Chains;
using ChainForge.Tests.Runs;
using CsCheck;

namespace ChainForge.Tests.Faults;

/// <summary>What chance has in store for a case: how requests and jobs end, how late and unreliable the provider is, when the program dies, what a person does and says.</summary>
/// <param name="Segments">Segments of each chain.</param>
/// <param name="Handover">How they hang together.</param>
/// <param name="Replies">How the first POSTs end; the later ones are accepted.</param>
/// <param name="Fates">How the first jobs end, also those made by hand; the later ones end well.</param>
/// <param name="ListLag">Seconds until a job is listed.</param>
/// <param name="Generation">Seconds until a job is done.</param>
/// <param name="LastFrames">Whether the provider offers last frames.</param>
/// <param name="Calls">How webhooks are called; null: there are none.</param>
/// <param name="ByHand">Beside which POSTs, by their number, a person makes a job of his own.</param>
/// <param name="Unreadable">Which jobs, by their number, are listed without an id that can be read.</param>
/// <param name="BadQuestions">Which polls, looks at the list and downloads get no answer, by their number.</param>
/// <param name="Crashes">At which point each life of the program ends; the life after the last of them goes on.</param>
/// <param name="Recovers">Whether each new life knows that the one before is dead, as the owner of an embedded ledger does.</param>
/// <param name="Words">What a person answers to one question after the other; then he is silent.</param>
internal sealed record RandomWorld(
    int[] Segments,
    Handover Handover,
    string[] Replies,
    string[] Fates,
    int ListLag,
    int Generation,
    bool LastFrames,
    RandomCalls? Calls,
    int[] ByHand,
    int[] Unreadable,
    int[] BadQuestions,
    int[] Crashes,
    bool Recovers,
    string[] Words)
{
    /// <summary>Not taken, says the provider, and takes it.</summary>
    public const string TakenThoughBusy = "taken though busy";

    public const string TakenWithServerError = "taken with server error";

    public static readonly IReadOnlyDictionary<string, Reply> AllReplies = new Dictionary<string, Reply>
    {
        ["accept"] = Reply.Accept,
        ["taken but lost"] = Reply.TakenButLost,
        ["not taken and lost"] = Reply.NotTakenAndLost,
        ["server error"] = Reply.ServerError,
        [TakenWithServerError] = Reply.TakenWithServerError,
        ["busy"] = Reply.Busy(7),
        [TakenThoughBusy] = Reply.Busy(70) with { Takes = true },
        ["unreachable"] = Reply.Unreachable,
        ["refuse"] = Reply.Refuse,
    };

    // Later than the two looks a minute apart that decide what is sent again, sooner than the window closes.
    public static readonly Gen<RandomWorld> Any =
        from chains in Gen.Select(Gen.Int[1, 3].Array[1, 2], Gen.OneOf(Handover.LastFrame, Handover.LastFrame, Handover.Extend, Handover.Cut))
        from replies in Gen.OneOf([.. AllReplies.Keys, "accept", "accept", "taken but lost", TakenWithServerError]).Array[0, 6]
        from fates in Gen.OneOf(["well", "well", .. RandomFate.All]).Array[0, 5]
        from provider in Gen.Select(Gen.OneOf(Gen.Int[0, 50], Gen.Int[0, 100]), Gen.Int[0, 120], Gen.Bool, Gen.Int[1, 60].Array[0, 12])
        from calls in Gen.OneOf(Gen.Const((RandomCalls?)null), RandomCalls.Any.Select(calls => (RandomCalls?)calls))
        from odd in Gen.Select(Gen.OneOf(Gen.Const(Array.Empty<int>()), Gen.Int[1, 8].Array[0, 2]), Gen.OneOf(Gen.Const(Array.Empty<int>()), Gen.Const(Array.Empty<int>()), Gen.Int[1, 8].Array[0, 3]))
        from program in Gen.Select(Gen.Int[1, 120].Array[0, 3], Gen.Bool)
        from words in Gen.OneOf("adopt", "resubmit", "retry", "abandon", "cancel").Array[0, 4]
        select new RandomWorld(
            chains.Item1, chains.Item2, replies, fates, provider.Item1, provider.Item2, provider.Item3, calls, odd.Item1, odd.Item2, provider.Item4, program.Item1, program.Item2, words);

    public override string ToString() =>
        $"{{ Segments = {List(Segments)}, Handover = {Handover}, Replies = {List(Replies)}, Fates = {List(Fates)}, ListLag = {ListLag}, Generation = {Generation}, LastFrames = {LastFrames}, "
        + $"Calls = {Calls}, ByHand = {List(ByHand)}, Unreadable = {List(Unreadable)}, BadQuestions = {List(BadQuestions)}, Crashes = {List(Crashes)}, Recovers = {Recovers}, Words = {List(Words)} }}";

    internal static string List<T>(IEnumerable<T> items) => $"[{string.Join(", ", items)}]";
}

/// <summary>How webhooks are called.</summary>
/// <param name="Early">Which jobs, by their number, are reported before the answer of their POST as well.</param>
/// <param name="Lost">Which jobs, by their number, are never reported when they end.</param>
/// <param name="Twice">Whether each call comes twice.</param>
internal sealed record RandomCalls(int[] Early, int[] Lost, bool Twice)
{
    public static readonly Gen<RandomCalls> Any =
        from jobs in Gen.Select(Gen.Int[1, 8].Array[0, 3], Gen.Int[1, 8].Array[0, 4], Gen.Bool)
        select new RandomCalls(jobs.Item1, jobs.Item2, jobs.Item3);

    public override string ToString() => $"{{ Early = {RandomWorld.List(Early)}, Lost = {RandomWorld.List(Lost)}, Twice = {Twice} }}";
}
