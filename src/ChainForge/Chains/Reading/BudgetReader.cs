using System.Globalization;
using ChainForge.Chains.Problems;
using ChainForge.Chains.Yaml;

namespace ChainForge.Chains.Reading;

/// <summary>Reads <c>budget:</c>. Whether it suffices is for planning, which knows the prices.</summary>
internal static class BudgetReader
{
    public static decimal? Read(Block chain)
    {
        var block = chain.BlockAt("budget", BlockShape.Budget, "write `maxCredits: 60` below it");
        if (block?.ScalarAt("maxCredits") is not { } text)
        {
            if (block?.Has("maxCredits") == false)
            {
                block.Add(block.Place, "`budget` has no `maxCredits`: write the most credits that a run may spend, or remove `budget`");
            }

            return null;
        }

        if (text.IsPlain && Parse(text) is { } credits)
        {
            return credits;
        }

        var remedy = !text.IsPlain && Parse(text) is not null ? "write it without quotes" : "for example `maxCredits: 60`";
        block.Add(text.Place, $"`maxCredits` is a number above 0, at most {ChainLimits.MaxCredits}; you wrote {Shown.Value(text.Value)}: {remedy}");
        return null;
    }

    private static decimal? Parse(TextNode text) =>
        decimal.TryParse(text.Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var credits)
        && credits is > 0 and <= ChainLimits.MaxCredits ? credits : null;
}
