namespace ChainForge.Providers;

/// <summary>What a provider can be asked for.</summary>
/// <param name="Models">Every model; the first is the default.</param>
/// <param name="MinPromptLength">Fewest characters of a prompt.</param>
/// <param name="MaxPromptLength">Most characters of a prompt.</param>
/// <param name="MaxReferences">Most reference pictures of one request.</param>
public sealed record ProviderCapabilities(
    IReadOnlyList<VideoModel> Models, int MinPromptLength, int MaxPromptLength, int MaxReferences)
{
    /// <summary>The model of that name, or null.</summary>
    public VideoModel? Find(string name) => Models.FirstOrDefault(model => model.Name == name);
}

/// <summary>One model.</summary>
/// <param name="Name">The provider's name for it.</param>
/// <param name="AspectRatios">Possible aspect ratios; the first is the default.</param>
/// <param name="Seconds">Possible lengths in seconds; the first is the default.</param>
/// <param name="CreditsPerSecond">Price of a generated second.</param>
public sealed record VideoModel(
    string Name, IReadOnlyList<string> AspectRatios, IReadOnlyList<int> Seconds, decimal CreditsPerSecond)
{
    /// <summary>What a clip of that length is expected to cost, in credits.</summary>
    public decimal Cost(int seconds) => CreditsPerSecond * seconds;
}
