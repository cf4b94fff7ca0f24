namespace ChainForge.App.Hosting;

/// <summary>The program cannot start as it is configured.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems => problems;
}
