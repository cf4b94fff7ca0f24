namespace ChainForge.App.Commands;

/// <summary>Orders names as people count: <c>clip2</c> comes before <c>clip10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (one, other) = (x ?? "", y ?? "");
        var (i, j) = (0, 0);
        while (i < one.Length && j < other.Length)
        {
            var compared = char.IsAsciiDigit(one[i]) && char.IsAsciiDigit(other[j])
                ? Number(one, ref i).CompareTo(Number(other, ref j))
                : char.ToUpperInvariant(one[i++]).CompareTo(char.ToUpperInvariant(other[j++]));
            if (compared != 0)
            {
                return compared;
            }
        }

        var rest = (one.Length - i).CompareTo(other.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(one, other);
    }

    // As many digits as there are: a time stamp does not fit into a number.
    private static System.Numerics.BigInteger Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return System.Numerics.BigInteger.Parse(text.AsSpan(start, at - start), System.Globalization.CultureInfo.InvariantCulture);
    }
}
