using ChainForge.App.Dashboard.Reading;
using Hangfire;
using Hangfire.Dashboard;

namespace ChainForge.App.Dashboard;

/// <summary>Our pages in Hangfire's menu, routes, styles and scripts. Those are statics of the process: registered once, whatever the number of hosts, and bound to none of them.</summary>
internal static class Menu
{
    private static readonly DashboardMetric Running = new("chainforge:running", "Chains running", page =>
        Count(page, counts => counts.Running, MetricStyle.Info, "running"));

    private static readonly DashboardMetric Parked = new("chainforge:parked", "Chains parked", page =>
        Count(page, counts => counts.Parked, MetricStyle.Warning, "waiting for you"));

    private static readonly Lazy<bool> Registered = new(RegisterAll);

    public static void Register() => _ = Registered.Value;

    private static bool RegisterAll()
    {
        var assembly = typeof(Menu).Assembly;
        GlobalConfiguration.Configuration
            .UseDashboardStylesheet(assembly, "ChainForge.App.Dashboard.Assets.chains.css")
            .UseDashboardJavaScript(assembly, "ChainForge.App.Dashboard.Assets.chains.js");
        DashboardMetrics.AddMetric(Running);
        DashboardMetrics.AddMetric(Parked);
        DashboardRoutes.Routes.AddRazorPage("/chains", _ => new ChainsPage());
        DashboardRoutes.Routes.AddRazorPage("/chains/run/[^/]+", _ => new RunPage());
        NavigationMenu.Items.Insert(0, page => new MenuItem("Chains", page.Url.To("/chains"))
        {
            Active = page.RequestPath.StartsWith("/chains", StringComparison.OrdinalIgnoreCase),
            Metrics = [Running, Parked],
        });
        return true;
    }

    // Null shows nothing: a zero says nothing.
    private static Metric? Count(RazorPage page, Func<RunCounts, int> count, MetricStyle style, string title)
    {
        var value = count(ReadBeforeDrawing.Get<RunCounts>(page.Context.GetHttpContext()));
        return value == 0 ? null : new Metric(value) { Style = style, Highlighted = true, Title = title };
    }
}
