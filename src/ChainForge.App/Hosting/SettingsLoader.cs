using ChainForge.Providers.Pictory;

namespace ChainForge.App.Hosting;

/// <summary>Reads the settings: the program's appsettings.json, the working directory's, the environment, the command line.</summary>
internal static class SettingsLoader
{
    private const string Section = "ChainForge";

    public static IConfigurationRoot Configuration(IReadOnlyDictionary<string, string?> commandLine) =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(commandLine)
            .Build();

    /// <exception cref="SettingsException">A key is unknown, or a value cannot be read or is out of range.</exception>
    public static ChainForgeSettings Load(IConfiguration configuration, bool needsKey)
    {
        var settings = Bind(configuration);
        if (configuration["PICTORY_API_KEY_FILE"] is { Length: > 0 } file)
        {
            settings = settings with { Pictory = settings.Pictory with { ApiKeyFile = Path.GetFullPath(file) } };
        }

        if (settings.Pictory.ApiKeyFile is { Length: > 0 } keyFile)
        {
            settings = settings with { Pictory = settings.Pictory with { ApiKey = ApiKeyFile.TryRead(keyFile) ?? (needsKey ? throw Unreadable(keyFile) : "") } };
        }
        else if (configuration["PICTORY_API_KEY"] is { Length: > 0 } key)
        {
            settings = settings with { Pictory = settings.Pictory with { ApiKey = key.Trim() } };
        }

        var problems = SettingsValidator.Validate(settings, needsKey);
        return problems.Count == 0 ? settings : throw new SettingsException(problems);
    }

    private static SettingsException Unreadable(string keyFile) =>
        new([$"PICTORY_API_KEY_FILE is {keyFile}, which cannot be read or is empty; it must hold the key from your Pictory account and nothing else."]);

    private static ChainForgeSettings Bind(IConfiguration configuration)
    {
        try
        {
            var settings = new ChainForgeSettings();
            return configuration.GetSection(Section).Get<ChainForgeSettings>(options => options.ErrorOnUnknownConfiguration = true) ?? settings;
        }
        catch (InvalidOperationException e)
        {
            // The binder's words name the key; the value stays out of it, because it could be a secret in the wrong place.
            throw new SettingsException([$"The configuration cannot be read: {e.Message}"]);
        }
    }
}
