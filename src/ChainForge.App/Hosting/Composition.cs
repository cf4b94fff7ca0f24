using ChainForge.App.Intake;
using ChainForge.App.Jobs;

namespace ChainForge.App.Hosting;

/// <summary>One pipeline for <c>run</c> and <c>serve</c>: the same jobs, the same watch, the same sweep.</summary>
internal static class Composition
{
    public static IServiceCollection AddPipeline(this IServiceCollection services, Workshop workshop, RunScope scope, TimeProvider time)
    {
        services.AddSingleton(scope);
        services.AddSingleton(time);
        services.AddSingleton(workshop.Settings);
        services.AddSingleton(workshop.Ledger);
        services.AddSingleton(workshop.Engine);
        services.AddSingleton(workshop.Provider);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(18));
        return services.AddRunJobs(workshop.Settings, workshop.Sweep);
    }

    /// <summary>Takes in the chain files that are dropped into the pipelines folder.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services, ChainForgeSettings settings)
    {
        services.AddSingleton(Workshop.Limits(settings));
        services.AddSingleton<ChainIntake>();
        services.AddHostedService<PipelineWatcher>();
        return services;
    }

    /// <summary>Logs to the console: everything worth knowing for a service, only trouble beside a progress display.</summary>
    public static ILoggingBuilder AddChainForgeLogging(this ILoggingBuilder logging, LogLevel level)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";

            // As every page, command and reason has it: the lines of a run stand beside these.
            options.UseUtcTimestamp = true;
        });
        logging.AddFilter(null, level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Hangfire", LogLevel.Warning);

        // It warns that its keys lie unencrypted: they lie in a folder of this user alone, and only stand behind the tokens of pages.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }
}
