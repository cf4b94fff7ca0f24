using System.Globalization;
using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>Reads a number with its unit, <c>0.5s</c> or <c>-6dB</c>, within bounds.</summary>
/// <param name="Key">The key.</param>
/// <param name="Unit">Written right behind the number; empty: the number alone.</param>
/// <param name="Least">The least that is accepted.</param>
/// <param name="Most">The most.</param>
/// <param name="Example">How it is written.</param>
internal sealed record AmountReader(string Key, string Unit, double Least, double Most, string Example)
{
    /// <summary>The number; null if nothing, or nothing right, is written.</summary>
    public double? Read(Block block)
    {
        if (block.ScalarAt(Key) is not { } text)
        {
            return null;
        }

        var number = text.Value.EndsWith(Unit, StringComparison.Ordinal) ? text.Value[..^Unit.Length] : "";
        if (double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= Most)
        {
            return value;
        }

        block.Add(text.Place, string.Create(CultureInfo.InvariantCulture, $"`{Key}` is a number from {Least} to {Most}{(Unit.Length > 0 ? $" with `{Unit}` behind it" : "")}; you wrote {Shown.Value(text.Value)}: for example `{Example}`"));
        return null;
    }
}
