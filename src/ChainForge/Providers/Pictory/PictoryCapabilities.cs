namespace ChainForge.Providers.Pictory;

/// <summary>What Pictory's AI Studio can be asked for, from its documentation of November 2026. The one place to change when a model comes or goes.</summary>
public static class PictoryCapabilities
{
    private static readonly string[] Pixverse = ["16:9", "9:16", "1:1", "3:4", "4:3"];
    private static readonly string[] Veo = ["16:9", "9:16"];

    /// <summary>Models with their ratios, lengths and prices, and the limits of a prompt. Needs no key.</summary>
    public static ProviderCapabilities Current { get; } = new(
        [
            new VideoModel("pixverse5.5", Pixverse, [5, 8, 10], 1.6m),
            new VideoModel("veo3.1_fast", Veo, [4, 6, 8], 10m),
            new VideoModel("veo3.1", Veo, [4, 6, 8], 20m),
        ],
        MinPromptLength: 5,
        MaxPromptLength: 5_000,
        MaxReferences: 3);
}
