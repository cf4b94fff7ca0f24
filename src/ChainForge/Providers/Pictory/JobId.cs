using System.Text.RegularExpressions;

namespace ChainForge.Providers.Pictory;

/// <summary>What may be a job id: it becomes part of a path, a file name and a log line, so nothing but letters, digits, '-' and '_', 128 at most.</summary>
internal static partial class JobId
{
    public static bool IsSafe(string? text) => text is not null && Shape().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,127}\z")]
    private static partial Regex Shape();
}
