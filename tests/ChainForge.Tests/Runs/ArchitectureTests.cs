using System.Reflection;
using System.Text.RegularExpressions;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs;

/// <summary>The rooms of the engine: Runs knows Chains, Providers and Media; those three know nobody.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] Rooms = ["Chains", "Providers", "Media", "Runs"];

    public static TheoryData<string> Closed => ["Chains", "Providers", "Media"];

    [Theory]
    [MemberData(nameof(Closed))]
    public void A_room_names_no_other_in_its_sources(string room)
    {
        var files = Directory.GetFiles(Path.Combine(Sources(), room), "*.cs", SearchOption.AllDirectories);
        files.Should().NotBeEmpty();

        var offences = from file in files
                       from Match match in NamesRoom().Matches(WithoutComments(File.ReadAllText(file)))
                       where match.Groups["room"].Value != room && Rooms.Contains(match.Groups["room"].Value)
                       select $"{Path.GetRelativePath(Sources(), file)}: {match.Value}";

        offences.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public void A_rooms_types_show_no_type_of_another(string room)
    {
        var types = typeof(Run).Assembly.GetTypes().Where(type => RoomOf(type) == room).ToList();
        types.Should().NotBeEmpty();

        var offences = from type in types
                       from used in Used(type)
                       where RoomOf(used) is { } other && other != room
                       select $"{type} uses {used}";

        offences.Distinct().Should().BeEmpty();
    }

    [Fact]
    public void The_engine_knows_neither_the_web_nor_the_scheduler() =>
        typeof(Run).Assembly.GetReferencedAssemblies().Select(name => name.Name)
            .Should().NotContain(name => name!.StartsWith("Microsoft.AspNetCore") || name.StartsWith("Hangfire") || name.StartsWith("Spectre") || name.StartsWith("System.CommandLine"));

    [GeneratedRegex(@"ChainForge\.(?<room>[A-Z]\w*)")]
    private static partial Regex NamesRoom();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    private static string WithoutComments(string source) => Comment().Replace(source, "");

    private static string? RoomOf(Type type) =>
        type.Namespace?.Split('.') is ["ChainForge", var room, ..] && Rooms.Contains(room) ? room : null;

    private static IEnumerable<Type> Used(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var members = type.GetFields(All).Select(field => field.FieldType)
            .Concat(type.GetMethods(All).SelectMany(method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType).Concat(Locals(method))))
            .Concat(type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters().Select(p => p.ParameterType).Concat(Locals(constructor))))
            .Concat(type.GetInterfaces());
        return (type.BaseType is null ? members : members.Append(type.BaseType)).SelectMany(Inner);
    }

    private static IEnumerable<Type> Locals(MethodBase method) => method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [];

    private static IEnumerable<Type> Inner(Type type) =>
        type.HasElementType ? Inner(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Inner).Append(type) : [type];

    private static string Sources()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ChainForge.sln")))
            {
                return Path.Combine(folder.FullName, "src", "ChainForge");
            }
        }

        throw new DirectoryNotFoundException("ChainForge.sln is in no folder above the tests");
    }
}
