using System.CommandLine;
using ChainForge.App.Hosting;
using ChainForge.Runs;
using Spectre.Console;

namespace ChainForge.App.Commands;

/// <summary>What a command works with: the settings, the parts of the program, the console, the clock.</summary>
internal sealed class CommandContext(IConfigurationRoot configuration, Parts parts, bool json, bool yes)
{
    public IConfigurationRoot Configuration => configuration;

    public Parts Parts => parts;

    public bool Json => json;

    /// <summary>Whether a person sits at the terminal and may be asked.</summary>
    public bool MayAsk => !yes && !json && !System.Console.IsInputRedirected && !System.Console.IsOutputRedirected;

    public TimeProvider Time { get; } = new SteadyClock(TimeProvider.System);

    public IAnsiConsole Console { get; } = CreateConsole();

    /// <exception cref="SettingsException">The settings cannot be used.</exception>
    public ChainForgeSettings Settings(bool needsKey = false) => SettingsLoader.Load(configuration, needsKey);

    /// <summary>Opens the ledger to look or to leave word in it; a look makes none where there was none.</summary>
    /// <exception cref="LedgerException">There is no ledger, or it cannot be opened.</exception>
    public async Task<RunLedger> OpenLedgerAsync(ChainForgeSettings settings, CancellationToken cancellationToken) =>
        HasLedger(settings)
            ? await parts.OpenLedger(settings, Time, cancellationToken)
            : throw new LedgerException($"There is no ledger in {Path.GetFullPath(settings.Paths.Data)}: nothing was run there yet. Name the right folder with --data.");

    /// <summary>Whether anything was ever run on these settings.</summary>
    public static bool HasLedger(ChainForgeSettings settings) =>
        settings.Storage.Provider != StorageProvider.Embedded || RunLedger.IsIn(settings.Paths.Data);

    /// <summary>Plain text on standard output, never wrapped or coloured: for lines that a script may read.</summary>
    public static void Line(string text) => System.Console.Out.WriteLine(text);

    /// <summary>Plain text on standard error.</summary>
    public static void Error(string text) => System.Console.Error.WriteLine(text);

    // Into a file or a pipe tables may be as wide as they need to be: a wrapped id cannot be copied or searched for.
    private static IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
        {
            console.Profile.Width = 400;
        }

        return console;
    }

    public static CommandContext Of(ParseResult parsed, CommonOptions options, IReadOnlyDictionary<string, string?> keys, Parts parts)
    {
        var values = new Dictionary<string, string?>(keys);
        Set("Pipelines", parsed.GetValue(options.Pipelines));
        Set("Output", parsed.GetValue(options.Output));
        Set("Data", parsed.GetValue(options.Data));
        return new CommandContext(SettingsLoader.Configuration(values), parts, parsed.GetValue(options.Json), parsed.GetValue(options.Yes));

        void Set(string key, string? value)
        {
            if (value is not null)
            {
                values[$"ChainForge:Paths:{key}"] = value;
            }
        }
    }
}
