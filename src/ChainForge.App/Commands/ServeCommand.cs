using System.CommandLine;
using ChainForge.App.Hosting;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge serve</c>: watches the pipelines folder and shows the dashboard until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Build(CommandFactory factory)
    {
        var urls = new Option<string?>("--urls") { Description = $"Where to listen. Default: ASPNETCORE_URLS, else {ListenAddresses.Default}.", HelpName = "URLS" };
        return factory.Create("serve", "Make every chain that is dropped into the pipelines folder, with a dashboard.", [urls], async (context, parsed, cancellationToken) =>
        {
            var settings = context.Settings(needsKey: true);
            var addresses = ListenAddresses.Of(context.Configuration, parsed.GetValue(urls));
            using var loggers = LoggerFactory.Create(logging => logging.AddChainForgeLogging(LogLevel.Information));
            await using var workshop = await Workshop.OpenAsync(settings, context.Parts, context.Time, loggers, cancellationToken);
            ListenAddresses.RequireFree(addresses);
            await using var service = Service.Build(workshop, addresses, context.Time);
            await service.StartAsync(cancellationToken);
            foreach (var url in service.Urls)
            {
                CommandContext.Line($"Dashboard: {url}/hangfire/chains");
            }

            await service.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Done;
        });
    }
}
