namespace ChainForge.Tests.Chains;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Pipelines => Path.Combine(Root(), "pipelines");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ChainForge.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from a checkout.");
        }

        return folder.FullName;
    }
}
