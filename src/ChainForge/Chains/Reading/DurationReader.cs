using System.Text.RegularExpressions;
using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>Reads <c>duration:</c>, of the chain or of one segment: whole seconds that the model makes, written <c>8s</c>.</summary>
internal static partial class DurationReader
{
    /// <summary>The seconds; null if nothing, or nothing right, is written.</summary>
    public static int? Read(Block block, ModelLimits? model)
    {
        if (block.ScalarAt("duration") is not { } duration)
        {
            return null;
        }

        var choice = model is null ? "" : $"`{model.Name}` makes {Shown.Choice([.. model.Seconds.Select(known => $"{known}s")])}";
        if (!Written().IsMatch(duration.Value))
        {
            var remedy = Meant().Match(duration.Value) is { Success: true } meant && Makes(model, int.Parse(meant.Groups[1].ValueSpan))
                ? $"write `{meant.Groups[1].Value}s`"
                : model is null ? "for example `8s`" : choice;
            block.Add(duration.Place, $"A duration is whole seconds with an `s`; you wrote {Shown.Value(duration.Value)}: {remedy}");
            return null;
        }

        var seconds = int.Parse(duration.Value.AsSpan(0, duration.Value.Length - 1));
        if (!Makes(model, seconds))
        {
            block.Add(duration.Place, $"{choice}; you wrote {Shown.Value(duration.Value)}");
            return null;
        }

        return seconds;
    }

    private static bool Makes(ModelLimits? model, int seconds) => model is null || model.Seconds.Contains(seconds);

    [GeneratedRegex(@"\A[1-9][0-9]{0,3}s\z")]
    private static partial Regex Written();

    [GeneratedRegex(@"\A\s*([1-9][0-9]{0,3})(\.0+)?\s*(s|sec|secs|second|seconds)?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Meant();
}
