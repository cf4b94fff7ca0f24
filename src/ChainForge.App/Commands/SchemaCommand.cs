using System.CommandLine;
using ChainForge.App.Hosting;
using ChainForge.Chains;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge schema</c>: writes the JSON Schema of chain files into the pipelines folder, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Build(CommandFactory factory) =>
        factory.Create("schema", $"Write {ChainSchema.FileName} into the pipelines folder.", [], async (context, _, cancellationToken) =>
        {
            var settings = context.Settings();
            var schema = ChainSchema.Generate(Workshop.Limits(settings) with { AllowLoopbackUrls = false });
            if (context.Json)
            {
                CommandContext.Line(schema);
                return ExitCode.Done;
            }

            Directory.CreateDirectory(settings.Paths.Pipelines);
            var path = Path.Combine(settings.Paths.Pipelines, ChainSchema.FileName);
            await File.WriteAllTextAsync(path, schema, cancellationToken);
            CommandContext.Line($"{path} is written");
            return ExitCode.Done;
        });
}
