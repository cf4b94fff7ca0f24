using System.CommandLine;
using ChainForge.App.Api;
using ChainForge.App.Hosting;
using ChainForge.Media;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge doctor</c>: is everything here that a run needs? Spends nothing.</summary>
internal static class DoctorCommand
{
    public static Command Build(CommandFactory factory) =>
        factory.Create("doctor", "Check FFmpeg, the key, the quota, the folders and the clock.", [], async (context, _, cancellationToken) =>
        {
            var settings = context.Settings();
            Finding[] findings =
            [
                await FFmpegAsync(settings, cancellationToken),
                Key(settings),
                await QuotaAsync(settings, context.Time, cancellationToken),
                Folder("output", settings.Paths.Output),
                Folder("data", settings.Paths.Data),
                Folder("pipelines", settings.Paths.Pipelines),
                await LedgerAsync(context, settings, cancellationToken),
                await ClockCheck.RunAsync(settings.Pictory.BaseUrl, context.Time, cancellationToken),
            ];
            if (context.Json)
            {
                CommandContext.Line(Json.Write(findings));
            }
            else
            {
                Array.ForEach(findings, finding => CommandContext.Line($"{(finding.Good ? "ok  " : "BAD ")} {finding.What}: {finding.Says}"));
            }

            return findings.All(finding => finding.Good) ? ExitCode.Done : ExitCode.Failed;
        });

    private static async Task<Finding> FFmpegAsync(ChainForgeSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var tools = new FFmpegLocator(settings.FFmpeg.Folder).Find();
            return new Finding("FFmpeg", true, $"{await FFmpegLocator.GetVersionAsync(tools, cancellationToken)} at {tools.FFmpeg}");
        }
        catch (MediaException e)
        {
            return new Finding("FFmpeg", false, e.Message);
        }
    }

    private static Finding Key(ChainForgeSettings settings)
    {
        var problems = settings.Pictory.ApiKey.Length == 0
            ? ["PICTORY_API_KEY is not set; it is the key from your Pictory account and starts with pictai_"]
            : PictoryOptionsValidator.Validate(settings.Pictory);
        return new Finding("key", problems.Count == 0, problems.Count == 0 ? "set" : string.Join(" ", problems));
    }

    private static async Task<Finding> QuotaAsync(ChainForgeSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (PictoryOptionsValidator.Validate(settings.Pictory).Count > 0)
        {
            return new Finding("quota", false, "needs a good key");
        }

        using var provider = PictoryProvider.Create(settings.Pictory, time, NullLoggerFactory.Instance);
        try
        {
            var quota = await provider.GetQuotaAsync(cancellationToken);
            return new Finding("quota", quota.Left > 0, $"{quota.Left:0.##} of {quota.Limit:0.##} credits left this month");
        }
        catch (ProviderException e)
        {
            return new Finding("quota", false, e.Message);
        }
    }

    private static Finding Folder(string name, string path)
    {
        try
        {
            // A look must not leave folders behind: one that is yet to be made is tried where it would be made.
            var folder = new DirectoryInfo(path);
            while (!folder.Exists)
            {
                folder = folder.Parent!;
            }

            var probe = Path.Combine(folder.FullName, $".chainforge-probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            var free = new DriveInfo(folder.FullName).AvailableFreeSpace >> 20;
            return new Finding($"{name} folder", free > 500, $"{Path.GetFullPath(path)}, {free:N0} MB free");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding($"{name} folder", false, $"{Path.GetFullPath(path)} cannot be written: {e.Message}");
        }
    }

    private static async Task<Finding> LedgerAsync(CommandContext context, ChainForgeSettings settings, CancellationToken cancellationToken)
    {
        if (!CommandContext.HasLedger(settings))
        {
            return new Finding("ledger", true, "none yet");
        }

        try
        {
            await using var ledger = await context.OpenLedgerAsync(settings, cancellationToken);
            var runs = await ledger.ListAsync(cancellationToken: cancellationToken);
            return new Finding("ledger", true, $"{runs.Count} runs, {runs.Count(run => run.State is RunState.Running)} running, {runs.Count(run => run.State is RunState.Parked)} parked");
        }
        catch (LedgerException e)
        {
            return new Finding("ledger", false, e.Message);
        }
    }
}

/// <summary>One thing that was checked.</summary>
internal sealed record Finding(string What, bool Good, string Says);
