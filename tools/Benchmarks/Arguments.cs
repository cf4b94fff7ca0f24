namespace ChainForge.Benchmarks;

/// <summary>The command line: a name, then <c>--option value</c> pairs.</summary>
internal sealed class Arguments(IReadOnlyList<string> args)
{
    public string Name => args.Count == 0 ? "" : args[0];

    public string? Text(string option)
    {
        for (var i = 1; i < args.Count - 1; i++)
        {
            if (args[i] == $"--{option}")
            {
                return args[i + 1];
            }
        }

        return null;
    }

    public int Number(string option, int otherwise) => Text(option) is { } text ? int.Parse(text) : otherwise;
}
