using ChainForge.Chains;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs;

/// <summary>Chains, runs and intents to start a test from. Every segment asks for 5 s and so costs 10 credits.</summary>
internal static class Given
{
    public const decimal Cost = 10;

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public static ChainDefinition Chain(int segments = 3, Handover handover = Handover.LastFrame, decimal? maxCredits = null, string name = "lighthouse") => new()
    {
        Name = name,
        Model = "m1",
        AspectRatio = "16:9",
        MaxCredits = maxCredits,
        Segments =
        [
            .. Enumerable.Range(1, segments).Select(number => new SegmentDefinition
            {
                Id = $"{number:00}",
                Prompt = $"prompt {number}",
                Seconds = 5,
                Handover = handover,
            }),
        ],
    };

    public static Run Run(int segments = 3, decimal maxCredits = 500, Handover handover = Handover.LastFrame) =>
        RunStart.Create("20261123-090000-test", Chain(segments, handover), "pipelines/lighthouse.yaml", maxCredits, Now).Run;

    public static SubmitIntent Intent(decimal credits = Cost, DateTimeOffset? at = null, string? tokenHash = null) => new(
        new AskedFor("m1", "16:9", 5, "the prompt alone", "f1"), credits, (at ?? Now).AddSeconds(20), (at ?? Now).AddSeconds(80), "me", "newest", true, tokenHash);

    public static Take Take(int number = 1) => new($"segments/{number:00}.mp4", "ab", 1000, $"frames/{number:00}-last.png", 640, 360, 120, 24);

    public static FinishedVideo Video() => new("lighthouse.mp4", 15, 360, 640, 360, "cd");
}
