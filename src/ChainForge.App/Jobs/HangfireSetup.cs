using ChainForge.App.Hosting;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.Server;

namespace ChainForge.App.Jobs;

/// <summary>Hangfire and everything that runs on it. Its storage is never the truth: it may vanish at any time.</summary>
internal static class HangfireSetup
{
    public static IServiceCollection AddRunJobs(this IServiceCollection services, ChainForgeSettings settings, SweepOptions sweep)
    {
        services.AddSingleton(sweep);
        services.AddSingleton(new WatchOptions(settings.EffectivePollInterval));
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
            return Storage(settings.Storage, sweep);
        });
        services.AddSingleton<JobActivator>(provider => new Hangfire.AspNetCore.AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<GenerationWatch>();
        return services
            .AddServer(JobQueues.Runs, Math.Max(8, Environment.ProcessorCount * 2), provider => [provider.GetRequiredService<GenerationWatch>()])
            .AddServer(JobQueues.Media, Math.Clamp(Environment.ProcessorCount, 2, 4), _ => []);
    }

    // By hand, because AddHangfireServer gives every background process to every server, or wants the storage too early.
    private static IServiceCollection AddServer(
        this IServiceCollection services, string queue, int workers, Func<IServiceProvider, IEnumerable<IBackgroundProcess>> processes) =>
        services.AddSingleton<IHostedService>(provider => new BackgroundJobServerHostedService(
            provider.GetRequiredService<JobStorage>(),
            new BackgroundJobServerOptions
            {
                Activator = provider.GetRequiredService<JobActivator>(),
                ServerName = $"{Environment.MachineName}:{Environment.ProcessId}:{queue}",
                Queues = [queue],
                WorkerCount = workers,
                SchedulePollingInterval = TimeSpan.FromSeconds(1),

                // A POST in flight is awaited (EngineOptions.LastAnswerWithin) and its outcome written down.
                ShutdownTimeout = TimeSpan.FromSeconds(15),
                StopTimeout = TimeSpan.FromSeconds(1),
            },
            processes(provider),
            provider.GetRequiredService<IHostApplicationLifetime>()));

    private static JobStorage Storage(StorageSettings settings, SweepOptions sweep) => settings.Provider == StorageProvider.Embedded
        ? new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) }) { JobExpirationTimeout = TimeSpan.FromMinutes(10) }
        : new PostgreSqlStorage(
            new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(settings.ConnectionString!, PostgreSqlOptions(sweep)),
            PostgreSqlOptions(sweep))
        { JobExpirationTimeout = TimeSpan.FromHours(1) };

    private static PostgreSqlStorageOptions PostgreSqlOptions(SweepOptions sweep) => new()
    {
        // A job longer than a fixed time-out would be started a second time while it still runs.
        UseSlidingInvisibilityTimeout = sweep.KeepsJobs,
        InvisibilityTimeout = sweep.Invisibility,
        QueuePollInterval = TimeSpan.FromSeconds(1),
        PrepareSchemaIfNecessary = true,
    };
}
