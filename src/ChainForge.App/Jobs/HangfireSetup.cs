using ChainForge.App.Hosting;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.Server;

namespace ChainForge.App.Jobs;

/// <summary>Hangfire and everything that runs on it. Its storage is never the truth: it may vanish at any time.</summary>
internal static class HangfireSetup
{
    public static IServiceCollection AddRunJobs(this IServiceCollection services, ChainForgeSettings settings)
    {
        services.AddSingleton(new WatchOptions(settings.Polling.Interval));
        services.AddSingleton<WatchList>();
        services.AddSingleton<JobLabels>();
        services.AddSingleton<StitchProgress>();
        services.AddSingleton<JobEnqueuer>();
        services.AddSingleton<RunDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<JobEnqueuer>());
        services.AddHostedService<RunSweep>();
        services.AddHangfire(configuration => configuration
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());

        // Registered by hand, and lazily: Hangfire's statics would mix up two hosts of one process.
        services.AddSingleton(provider =>
        {
            _ = provider.GetRequiredService<IGlobalConfiguration>();
            return Storage(settings.Storage);
        });
        services.AddSingleton<JobActivator>(provider => new Hangfire.AspNetCore.AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<GenerationWatch>();
        services.AddHangfireServer(
            (provider, options) => Configure(options, JobQueues.Runs, Math.Max(8, Environment.ProcessorCount * 2)),
            additionalProcesses: []);
        services.AddHangfireServer(
            (provider, options) => Configure(options, JobQueues.Media, Math.Clamp(Environment.ProcessorCount, 2, 4)),
            additionalProcesses: []);
        return services;
    }

    private static void Configure(BackgroundJobServerOptions options, string queue, int workers)
    {
        options.ServerName = $"{Environment.MachineName}:{Environment.ProcessId}:{queue}";
        options.Queues = [queue];
        options.WorkerCount = workers;
        options.SchedulePollingInterval = TimeSpan.FromSeconds(1);

        // A POST in flight is awaited and its answer written down.
        options.ShutdownTimeout = TimeSpan.FromSeconds(15);
        options.StopTimeout = TimeSpan.FromSeconds(1);
    }

    private static JobStorage Storage(StorageSettings settings) => settings.Provider == StorageProvider.Embedded
        ? new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) }) { JobExpirationTimeout = TimeSpan.FromMinutes(10) }
        : new PostgreSqlStorage(
            new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(settings.ConnectionString!, PostgreSqlOptions()),
            PostgreSqlOptions())
        { JobExpirationTimeout = TimeSpan.FromHours(1) };

    private static PostgreSqlStorageOptions PostgreSqlOptions() => new()
    {
        // A job longer than a fixed time-out would be started a second time while it still runs.
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromSeconds(30),
        QueuePollInterval = TimeSpan.FromSeconds(1),
        PrepareSchemaIfNecessary = true,
    };
}
