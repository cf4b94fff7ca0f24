using ChainForge.Chains;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;

namespace ChainForge.Benchmarks;

/// <summary>Chains and runs of an ordinary size: six segments, prompts of a sentence or two.</summary>
internal static class SampleChains
{
    public const int Segments = 6;

    public const string Model = "pixverse5.5";

    public const int Seconds = 5;

    private static readonly string[] Prompts =
    [
        "A white lighthouse on a rocky cape above a calm harbour at dawn, slow dolly in. 35mm film, soft morning light, calm and wide.",
        "The lamp of the lighthouse goes out as the sun rises behind it, the camera rises with it. 35mm film, soft morning light, calm and wide.",
        "Small fishing boats leave the harbour below, gulls follow them out to the open sea. 35mm film, soft morning light, calm and wide.",
        "Waves roll against the rocks, spray in the low sun, the camera drifts along the shore. 35mm film, soft morning light, calm and wide.",
        "Clouds gather over the bay, the light turns grey, a sail far out catches the last sun. 35mm film, soft morning light, calm and wide.",
        "Rain over the harbour at dusk, the lamp of the lighthouse is lit again, slow pull back. 35mm film, soft morning light, calm and wide.",
    ];

    public static ChainDefinition Definition { get; } = new()
    {
        Name = "benchmark",
        Model = Model,
        AspectRatio = "16:9",
        Segments = [.. Prompts.Select((prompt, index) => new SegmentDefinition { Id = $"{index + 1:00}", Prompt = prompt, Seconds = Seconds })],
    };

    public static IReadOnlyList<string> AllPrompts => Prompts;

    public static string Yaml { get; } =
        $"name: benchmark\nmodel: {Model}\naspectRatio: \"16:9\"\nduration: {Seconds}s\nsegments:\n"
        + string.Concat(Prompts.Select(prompt => $"  - prompt: \"{prompt}\"\n"))
        + "budget: { maxCredits: 60 }\n";

    /// <summary>A run that has been recorded and asked for nothing yet.</summary>
    public static Transition NewRun(string id, DateTimeOffset now) => RunStart.Create(id, Definition, "/pipelines/benchmark.yaml", 500, now);

    public static SubmitIntent Intent(int index, DateTimeOffset now) => new(
        new AskedFor(Model, "16:9", Seconds, index == 0 ? "the prompt alone" : $"last frame of {index}", new string('a', 64)),
        PictoryCapabilities.Current.Find(Model)!.Cost(Seconds),
        now.AddSeconds(20),
        now.AddSeconds(80),
        "benchmark",
        NewestJobBefore: null,
        JobsListKnown: true,
        WebhookTokenHash: null);
}
