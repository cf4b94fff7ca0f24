using ChainForge.App.Hosting;
using ChainForge.App.Jobs;
using ChainForge.Runs;

namespace ChainForge.App.Commands;

/// <summary>Carries runs to their end in the foreground: the same pipeline as the service, without its web pages.</summary>
internal static class ForegroundHost
{
    /// <returns>The runs as they ended, or as they stand when it was cancelled.</returns>
    public static async Task<IReadOnlyList<Run>> CarryAsync(Workshop workshop, IReadOnlyList<Run> runs, CommandContext context, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddChainForgeLogging(LogLevel.Warning);
        builder.Services.AddPipeline(workshop, new RunScope(runs.Select(run => run.Id).ToHashSet()), context.Time);

        // The command line already listens for Ctrl-C and SIGTERM.
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        try
        {
            var dispatcher = host.Services.GetRequiredService<RunDispatcher>();
            foreach (var run in runs)
            {
                dispatcher.Dispatch(run);
            }

            var follower = new RunFollower(workshop.Ledger, host.Services.GetRequiredService<StitchProgress>(), context);
            return await follower.FollowAsync([.. runs.Select(run => run.Id)], cancellationToken);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
