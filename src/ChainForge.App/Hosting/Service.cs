using ChainForge.App.Api;
using ChainForge.App.Dashboard;
using ChainForge.App.Jobs;
using ChainForge.App.Webhooks;
using ChainForge.Chains;

namespace ChainForge.App.Hosting;

/// <summary>The service: the pipeline, the intake, and the web pages over them.</summary>
internal static class Service
{
    public static WebApplication Build(Workshop workshop, string[] addresses, TimeProvider time)
    {
        // Production whatever the environment says: in Development ASP.NET would show stacks and settings to whoever provokes an error.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Logging.AddChainForgeLogging(LogLevel.Information);
        builder.WebHost.UseUrls(addresses);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;

            // Nothing that is sent to us is larger than a chain; the server counts, announced lengths and chunks alike.
            options.Limits.MaxRequestBodySize = ChainLimits.MaxFileBytes;
        });
        builder.Services.AddPipeline(workshop, RunScope.All, time).AddIntake(workshop.Settings).AddPages().AddSameOrigin(workshop.Settings.Paths.Data).AddAnswers().AddPictoryWebhook();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseWordlessErrors();
        app.UseDashboardAccess(workshop.Settings.Dashboard);
        app.UseSameOrigin();
        app.MapHealth();
        app.MapRunsApi();
        app.MapAnswers();
        app.MapChainsApi();
        app.MapBreakerApi();
        app.MapPictoryWebhook();
        app.MapPages();
        return app;
    }
}
