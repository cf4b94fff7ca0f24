using System.CommandLine;
using System.Globalization;
using ChainForge.Chains.Problems;

namespace ChainForge.App.Commands;

/// <summary>Options of the command line whose errors name the option, what was said and what would do.</summary>
internal static class ChosenOption
{
    /// <summary>One of several words, in any case. Unset: the type's default.</summary>
    public static Option<T> Word<T>(string name, string description, params (string Word, T Value)[] words) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', words.Select(word => word.Word)),
        CustomParser = result =>
        {
            var said = result.Tokens[0].Value;
            foreach (var (word, value) in words)
            {
                if (word.Equals(said, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            result.AddError($"{name} is '{said}'; it is {Shown.Choice([.. words.Select(word => word.Word)])}.");
            return default;
        },
    };

    /// <summary>A number, with or without its unit, as a chain has it.</summary>
    public static Option<double> Amount(string name, string description, double least, double most, string unit, double usual) => new(name)
    {
        Description = description,
        HelpName = unit.Length == 0 ? "NUMBER" : unit.ToUpperInvariant(),
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            var said = result.Tokens[0].Value;
            var number = unit.Length > 0 && said.EndsWith(unit, StringComparison.OrdinalIgnoreCase) ? said[..^unit.Length] : said;
            if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            result.AddError(FormattableString.Invariant($"{name} is '{said}'; it is a number from {least}{unit} to {most}{unit}."));
            return usual;
        },
    };

    /// <summary>A file's name.</summary>
    public static Option<string?> File(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var said] && string.IsNullOrWhiteSpace(said.Value))
                {
                    result.AddError($"{name} is empty; it is the name of a file.");
                }
            },
        },
    };
}
