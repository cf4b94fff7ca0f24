using ChainForge.Chains;

namespace ChainForge.Tests.Chains;

/// <summary>The limits of the real provider, as its documentation states them.</summary>
internal static class TestLimits
{
    public static readonly ChainLimits Pictory = new()
    {
        Models =
        [
            new ModelLimits("pixverse5.5", ["16:9", "9:16", "1:1", "3:4", "4:3"], [5, 8, 10]),
            new ModelLimits("veo3.1_fast", ["16:9", "9:16"], [4, 6, 8]),
            new ModelLimits("veo3.1", ["16:9", "9:16"], [4, 6, 8]),
        ],
        MinPromptLength = 5,
        MaxPromptLength = 5_000,
        MaxReferences = 3,
    };
}
