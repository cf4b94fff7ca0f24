using System.Collections;

namespace ChainForge.Tests.Chains.Bad;

/// <summary>Bad chain files, each with all its problems as <c>LINE:COLUMN: message</c>.</summary>
internal sealed class BadTable : IEnumerable<(string Yaml, string[] Expected)>
{
    private readonly List<(string, string[])> _rows = [];

    /// <summary>The rest of a file whose mistake is elsewhere.</summary>
    public static string GoodSegments => Segments("- prompt: A lighthouse");

    public static string Segments(string entries) => $"segments:\n  {entries}\n";

    public void Add(string yaml, string[] expected) => _rows.Add((yaml, expected));

    public IEnumerator<(string Yaml, string[] Expected)> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
