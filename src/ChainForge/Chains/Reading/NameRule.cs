using System.Text.RegularExpressions;
using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>Names of chains and ids of segments become file names, on any system.</summary>
internal static partial class NameRule
{
    // Devices on Windows, with any extension: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    private static readonly HashSet<string> Reserved =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"com{number}", $"lpt{number}" })];

    /// <summary>Why that is no name, with a remedy, in words that follow the name; null if it is one.</summary>
    public static string? Refuse(string name)
    {
        if (Reserved.Contains(name.ToLowerInvariant()))
        {
            return $"is a device on Windows and cannot name a file: write another, for example `{name.ToLowerInvariant()}-1`";
        }

        if (name.Length > ChainLimits.MaxNameLength)
        {
            return $"has {name.Length} characters: at most {ChainLimits.MaxNameLength}, it names files, shorten it";
        }

        return Allowed().IsMatch(name)
            ? null
            : "cannot name a file everywhere: use a-z, 0-9 and `-`, beginning with a letter or digit" + Example(name);
    }

    private static string Example(string name)
    {
        var near = Other().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return near.Length > 0 && Refuse(near) is null ? $", for example `{near}`" : "";
    }

    // ChainLimits.NamePattern, but `$` would also match before a line break at the end.
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex Allowed();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
