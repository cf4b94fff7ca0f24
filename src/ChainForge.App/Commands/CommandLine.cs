using System.CommandLine;
using ChainForge.App.Hosting;

namespace ChainForge.App.Commands;

/// <summary>The program's command line: <c>chainforge COMMAND …</c>.</summary>
internal static class CommandLine
{
    private const string KeyPrefix = "--ChainForge:";

    // A POST in flight is awaited, its outcome stored, FFmpeg stopped (15 s at most); past this the process is ended.
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(19);

    /// <param name="args">As typed.</param>
    /// <param name="parts">What the program is put together from.</param>
    public static async Task<int> RunAsync(string[] args, Parts parts)
    {
        var (keys, rest) = SplitKeys(args);
        var options = new CommonOptions();
        var root = new RootCommand("ChainForge makes one long, seamless video out of a chain of prompts.");
        foreach (var option in options.All)
        {
            root.Options.Add(option);
        }

        foreach (var command in All(new CommandFactory(options, keys, parts)))
        {
            root.Subcommands.Add(command);
        }

        // A file whose name begins with @ is that file, and no list of arguments.
        var parsed = root.Parse(rest.Length == 0 ? ["--help"] : rest, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                CommandContext.Error(error.Message);
            }

            CommandContext.Error("`chainforge --help` lists the commands.");
            return ExitCode.Usage;
        }

        using var signals = new StopSignals();
        return await signals.WithinAsync(parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, signals.Token), StopWithin);
    }

    private static IEnumerable<Command> All(CommandFactory factory) =>
    [
        ServeCommand.Build(factory), RunCommand.Build(factory), PlanCommand.Build(factory), ValidateCommand.Build(factory),
        StitchCommand.Build(factory), RunsCommand.Build(factory), ShowCommand.Build(factory), RetryCommand.Build(factory),
        .. AnswerCommands.Build(factory), BreakerCommand.Build(factory), DoctorCommand.Build(factory), SchemaCommand.Build(factory),
    ];

    /// <summary>Any key of the configuration may be given as <c>--ChainForge:Polling:Interval=00:00:10</c>.</summary>
    private static (Dictionary<string, string?> Keys, string[] Others) SplitKeys(string[] args)
    {
        var keys = new Dictionary<string, string?>();
        var rest = new List<string>();
        foreach (var arg in args)
        {
            var equals = arg.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && arg.StartsWith(KeyPrefix, StringComparison.OrdinalIgnoreCase))
            {
                keys[arg[2..equals]] = arg[(equals + 1)..];
            }
            else
            {
                rest.Add(arg);
            }
        }

        return (keys, [.. rest]);
    }
}
