namespace ChainForge.IntegrationTests.Dashboard;

/// <summary>A fact that needs a Chromium; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser is null)
        {
            Skip = "no chromium, chromium-browser or google-chrome in /usr/bin";
        }
    }

    /// <summary>The browser's program; null when there is none.</summary>
    public static string? Browser { get; } =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
}
