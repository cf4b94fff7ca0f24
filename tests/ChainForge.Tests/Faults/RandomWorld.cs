using ChainForge.Chains;
using ChainForge.Tests.Runs;
using CsCheck;

namespace ChainForge.Tests.Faults;

/// <summary>What chance has in store for a case: how requests end, how late and unreliable the provider is, when the program dies, what a person says.</summary>
/// <param name="Segments">Segments of each chain.</param>
/// <param name="Handover">How they hang together.</param>
/// <param name="Replies">How the first POSTs end; the later ones are accepted.</param>
/// <param name="ListLag">Seconds until a job is listed.</param>
/// <param name="Generation">Seconds until a job is done.</param>
/// <param name="LastFrames">Whether the provider offers last frames.</param>
/// <param name="BadQuestions">Which polls, looks at the list and downloads get no answer, by their number.</param>
/// <param name="Crashes">At which point each life of the program ends; the life after the last of them goes on.</param>
/// <param name="Recovers">Whether each new life knows that the one before is dead, as the owner of an embedded ledger does.</param>
/// <param name="Words">What a person answers to one question after the other; then he is silent.</param>
internal sealed record RandomWorld(
    int[] Segments,
    Handover Handover,
    string[] Replies,
    int ListLag,
    int Generation,
    bool LastFrames,
    int[] BadQuestions,
    int[] Crashes,
    bool Recovers,
    string[] Words)
{
    public static readonly IReadOnlyDictionary<string, Reply> AllReplies = new Dictionary<string, Reply>
    {
        ["accept"] = Reply.Accept,
        ["taken but lost"] = Reply.TakenButLost,
        ["not taken and lost"] = Reply.NotTakenAndLost,
        ["server error"] = Reply.ServerError,
        ["taken with server error"] = Reply.TakenWithServerError,
        ["busy"] = Reply.Busy(7),
        ["unreachable"] = Reply.Unreachable,
        ["refuse"] = Reply.Refuse,
    };

    // Up to 50 s late: two looks a minute apart decide what is sent again after a server error.
    public static readonly Gen<RandomWorld> Any =
        from chains in Gen.Select(Gen.Int[1, 3].Array[1, 2], Gen.OneOf(Handover.LastFrame, Handover.LastFrame, Handover.Extend, Handover.Cut))
        from replies in Gen.OneOf([.. AllReplies.Keys, "accept", "accept", "taken but lost"]).Array[0, 6]
        from provider in Gen.Select(Gen.Int[0, 50], Gen.Int[0, 120], Gen.Bool, Gen.Int[1, 60].Array[0, 12])
        from program in Gen.Select(Gen.Int[1, 120].Array[0, 3], Gen.Bool)
        from words in Gen.OneOf("adopt", "resubmit", "retry", "abandon", "cancel").Array[0, 4]
        select new RandomWorld(
            chains.Item1, chains.Item2, replies, provider.Item1, provider.Item2, provider.Item3, provider.Item4, program.Item1, program.Item2, words);

    public override string ToString() =>
        $"{{ Segments = [{string.Join(", ", Segments)}], Handover = {Handover}, Replies = [{string.Join(", ", Replies)}], ListLag = {ListLag}, Generation = {Generation}, "
        + $"LastFrames = {LastFrames}, BadQuestions = [{string.Join(", ", BadQuestions)}], Crashes = [{string.Join(", ", Crashes)}], Recovers = {Recovers}, Words = [{string.Join(", ", Words)}] }}";
}
