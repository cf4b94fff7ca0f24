using System.Reflection;
using System.Text.RegularExpressions;
using PictorySimulator.Admin;

namespace PictorySimulator;

/// <summary>Settings from <c>SIMULATOR__*</c> in the environment and <c>--some-option value</c>, the latter winning.</summary>
internal static partial class CommandLine
{
    public static string Usage { get; } = "usage: pictory-simulator [options]\n"
        + string.Concat(Options().Select(p => $"  --{Dashed().Replace(p.Name, "-$1").ToLowerInvariant()} {NameOf(p.PropertyType)}\n"));

    /// <exception cref="ArgumentException">An option is unknown or its value is not readable.</exception>
    public static SimulatorSettings Read(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in new ConfigurationBuilder().AddEnvironmentVariables("SIMULATOR__").Build().AsEnumerable())
        {
            Set(values, name, value ?? "");
        }

        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentException($"{name} is not an option.");
            }

            value ??= i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "true";
            Set(values, name.Replace("-", ""), value);
        }

        try
        {
            return new ConfigurationBuilder().AddInMemoryCollection(values).Build().Get<SimulatorSettings>() ?? new();
        }
        catch (InvalidOperationException e)
        {
            throw new ArgumentException(e.InnerException?.Message ?? e.Message, e);
        }
    }

    private static void Set(Dictionary<string, string?> values, string name, string value)
    {
        var option = Options().FirstOrDefault(p => p.Name.Equals(name.Replace("_", ""), StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no option {name}.");
        values[option.Name] = !IsDuration(option.PropertyType) ? value
            : DurationConverter.Parse(value)?.ToString()
                ?? throw new ArgumentException($"{option.Name} takes a duration like 250ms, 2s or 1m, not {value}.");
    }

    private static PropertyInfo[] Options() =>
        [.. typeof(SimulatorSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)];

    private static bool IsDuration(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan);

    private static string NameOf(Type type) => IsDuration(type) ? "DURATION"
        : type == typeof(bool) ? "true|false"
        : type.IsEnum ? string.Join('|', Enum.GetNames(type))
        : type == typeof(string) ? "TEXT"
        : "NUMBER";

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Dashed();
}
