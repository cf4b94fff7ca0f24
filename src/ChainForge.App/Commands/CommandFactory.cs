using System.CommandLine;
using ChainForge.App.Hosting;
using ChainForge.Media;
using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.App.Commands;

/// <summary>Makes commands whose failures come out as one clear line and the right exit code.</summary>
internal sealed class CommandFactory(CommonOptions options, IReadOnlyDictionary<string, string?> keys, Parts parts)
{
    public Command Create(
        string name, string description, IEnumerable<Symbol> symbols, Func<CommandContext, ParseResult, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else if (symbol is Option option)
            {
                command.Options.Add(option);
            }
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await action(CommandContext.Of(parsed, options, keys, parts), parsed, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Cancelled;
            }
            catch (SettingsException e)
            {
                return Report(e.Problems, ExitCode.Usage);
            }
            catch (Exception e) when (e is RunNotFoundException or IllegalTransitionException)
            {
                return Report([e.Message], ExitCode.Usage);
            }
            catch (Exception e) when (e is LedgerException or MediaException or ProviderException or IOException or UnauthorizedAccessException)
            {
                return Report([e.Message], ExitCode.Failed);
            }
        });
        return command;
    }

    private static int Report(IEnumerable<string> problems, int exitCode)
    {
        foreach (var problem in problems)
        {
            CommandContext.Error(problem);
        }

        return exitCode;
    }
}
