using System.CommandLine;
using ChainForge.App.Api;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge validate FILE…</c>: every problem of every file, nothing else.</summary>
internal static class ValidateCommand
{
    public static Command Build(CommandFactory factory)
    {
        var files = ChainFiles.Argument();
        return factory.Create("validate", "Check chain files; spends nothing.", [files], (context, parsed, _) =>
        {
            var read = ChainFiles.Read(parsed.GetValue(files)!, context.Settings());
            if (ChainFiles.ReportProblems(read, context, areTheResult: true))
            {
                return Task.FromResult(ExitCode.Usage);
            }

            CommandContext.Line(context.Json
                ? Json.Write(new { problems = Array.Empty<object>() })
                : string.Join(Environment.NewLine, read.Select(file => $"{file.Path}: good, {file.Reading.Definition!.Segments.Count} segments")));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
