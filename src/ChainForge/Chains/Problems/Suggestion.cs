namespace ChainForge.Chains.Problems;

/// <summary>Guesses what was meant by a word that is nearly right.</summary>
internal static class Suggestion
{
    /// <summary><c>; did you mean `x`?</c>, or nothing if no candidate is near.</summary>
    public static string For(string word, IEnumerable<string> candidates) =>
        Nearest(word, candidates) is { } near ? $"; did you mean `{near}`?" : "";

    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var plain = Plain(word);
        var farthest = Math.Clamp(plain.Length / 2, 1, 3);
        return candidates
            .Select(candidate => (candidate, far: Distance(plain, Plain(candidate), farthest)))
            .Where(guess => guess.far <= farthest)
            .OrderBy(guess => guess.far)
            .Select(guess => guess.candidate)
            .FirstOrDefault();
    }

    // Case and the ways to join words are what people mix up most: aspect_ratio, aspect-ratio, AspectRatio.
    private static string Plain(string word) => word.ToLowerInvariant().Replace("_", "").Replace("-", "").Trim();

    // Optimal string alignment: two swapped letters count once. Words of very different length are never near.
    private static int Distance(string a, string b, int farthest)
    {
        if (Math.Abs(a.Length - b.Length) > farthest)
        {
            return int.MaxValue;
        }

        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
