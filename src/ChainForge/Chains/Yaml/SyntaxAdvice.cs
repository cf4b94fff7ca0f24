namespace ChainForge.Chains.Yaml;

/// <summary>What to do about a syntax error. YAML's own words seldom tell, and nearly all come from a prompt that needs quotes.</summary>
internal static class SyntaxAdvice
{
    private static readonly (string Part, string Remedy)[] Remedies =
    [
        ("multiline plain scalar", "write a colon behind the key on the line before, and put text that holds `: ` in quotes"),
        ("invalid mapping", "put text that holds `: ` in quotes, or check the indentation"),
        ("invalid tab", "indent with spaces"),
        ("cannot start any token", "put text that begins with `@`, `%` or a backtick in quotes"),
        ("did not find expected key", "check the indentation, and put text that holds quotes into quotes of the other kind"),
        ("expected '-'", "write the keys of a list's entry below its `-`, indented by two spaces more"),
        ("Block sequence entries", "begin a list on a line of its own, or put text that begins with `- ` in quotes"),
        ("unknown escape", "write a backslash in double quotes as `\\\\`, or use single quotes"),
        ("quoted scalar", "close the quotes on the same line"),
        ("<document start>", "begin with `segments:`, and write keys as `key: value`"),
        ("value is missing", "write keys as `key: value`"),
        ("never closed", "add the missing `]` or `}`"),
        ("flow", "add the missing `]`, `}` or comma"),
    ];

    public static string Explain(string error)
    {
        var remedy = Remedies.FirstOrDefault(known => error.Contains(known.Part, StringComparison.OrdinalIgnoreCase)).Remedy
            ?? "check quotes, brackets and indentation";
        return $"This is not YAML ({error.TrimEnd('.')}): {remedy}";
    }
}
