using ChainForge.App.Api;
using ChainForge.App.Dashboard;
using ChainForge.App.Jobs;
using ChainForge.App.Webhooks;

namespace ChainForge.App.Hosting;

/// <summary>The service: the pipeline, the intake, and the web pages over them.</summary>
internal static class Service
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    public static WebApplication Build(Workshop workshop, IConfiguration configuration, string? urls, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddChainForgeLogging(LogLevel.Information);
        builder.WebHost.UseUrls((urls ?? configuration["ASPNETCORE_URLS"] ?? configuration["URLS"] ?? DefaultUrls).Split(';'));
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        builder.Services.AddPipeline(workshop, RunScope.All, time).AddIntake(workshop.Settings).AddPages();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseDashboardAccess(workshop.Settings.Dashboard);
        app.MapHealth();
        app.MapRunsApi();
        app.MapPictoryWebhook();
        app.MapPages();
        return app;
    }
}
