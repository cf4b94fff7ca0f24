using ChainForge.App.Dashboard.Reading;
using ChainForge.App.Jobs;
using Hangfire;

namespace ChainForge.App.Dashboard;

/// <summary>The dashboard at <c>/hangfire</c>, with pages of our own.</summary>
internal static class Pages
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        Menu.Register();
        services.AddSingleton<PipelineFolder>();
        services.AddSingleton<PageReader>();
        return services;
    }

    public static void MapPages(this WebApplication app)
    {
        app.UseReadBeforeDrawing();
        app.MapGet("/", () => Results.Redirect("/hangfire/chains"));
        app.MapHangfireDashboard("/hangfire", new DashboardOptions
        {
            DashboardTitle = "ChainForge",
            AppPath = null,
            DisplayStorageConnectionString = false,
            IsReadOnlyFunc = _ => true,
            DisplayNameFunc = (_, job) => app.Services.GetRequiredService<JobLabels>().NameOf(job),

            // DashboardAccess has already decided, for every page alike.
            Authorization = [],
        });
    }
}
