using System.Text.Json;
using System.Text.RegularExpressions;
using ChainForge.Providers.Pictory;

namespace ChainForge.App.Hosting;

/// <summary>Reads the settings: the program's appsettings.json, the working directory's, the environment, the command line.</summary>
internal static partial class SettingsLoader
{
    private const string Section = "ChainForge";

    /// <exception cref="SettingsException">A file of settings is no JSON.</exception>
    public static IConfigurationRoot Configuration(IReadOnlyDictionary<string, string?> commandLine)
    {
        var own = Path.Combine(Environment.CurrentDirectory, "appsettings.json");
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(own, optional: true)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(commandLine)
                .Build();
        }
        catch (InvalidDataException e)
        {
            // The reader's own words hold what stands there, which may be a secret.
            var line = (e.GetBaseException() as JsonException)?.LineNumber + 1;
            throw new SettingsException([$"appsettings.json{(line is null ? "" : $":{line}")}: this is no JSON. Mend it, or remove it: {own}."]);
        }
    }

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
        new([$"PICTORY_API_KEY_FILE is {PictoryOptionsValidator.Shown(keyFile)}, which cannot be read or is empty; it must hold the key from your Pictory account and nothing else."]);

    private static ChainForgeSettings Bind(IConfiguration configuration)
    {
        try
        {
            var settings = new ChainForgeSettings();
            return configuration.GetSection(Section).Get<ChainForgeSettings>(options => options.ErrorOnUnknownConfiguration = true) ?? settings;
        }
        catch (InvalidOperationException e)
        {
            throw new SettingsException([$"The configuration cannot be read: {WithoutValue(e.Message)}"]);
        }
    }

    // The binder's words hold the value, which could be a secret in the wrong place: of them only the key and the type are repeated, or
    // the names that nobody knows. Should it find other words one day, none are.
    private static string WithoutValue(string words) =>
        Unconvertible().Match(words) is { Success: true } match ? $"the value of {match.Groups["key"].Value} is no {match.Groups["type"].Value}."
            : Unknown().Match(words) is { Success: true } unknown ? $"nobody knows {unknown.Groups["names"].Value}."
            : "a value is not of the kind that its key asks for.";

    [GeneratedRegex(@"at '(?<key>ChainForge:[\w:]+)' to type '(?:\w+\.)*(?<type>\w+)[^']*'\.?\z")]
    private static partial Regex Unconvertible();

    [GeneratedRegex(@"the following properties were not found on the instance of [\w.+]+: (?<names>'[\w', ]+')")]
    private static partial Regex Unknown();
}
