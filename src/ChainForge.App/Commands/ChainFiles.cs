using System.CommandLine;
using ChainForge.App.Api;
using ChainForge.App.Hosting;
using ChainForge.Chains;

namespace ChainForge.App.Commands;

/// <summary>Reads the chain files that a command was given.</summary>
internal static class ChainFiles
{
    public static Argument<string[]> Argument() => new("FILE")
    {
        Description = "Chain files.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Every file with what reading it gave.</summary>
    public static IReadOnlyList<(string Path, ChainReading Reading)> Read(IEnumerable<string> paths, ChainForgeSettings settings)
    {
        var limits = Workshop.Limits(settings);
        return [.. paths.Select(path => (path, ChainReader.Read(path, limits)))];
    }

    /// <summary>Prints all problems of all files; true when there are any.</summary>
    /// <param name="files">What was read.</param>
    /// <param name="context">With <c>--json</c> they go to standard output as JSON.</param>
    /// <param name="areTheResult">Whether problems are what was asked for, and so belong on standard output; else they are errors.</param>
    public static bool ReportProblems(IReadOnlyList<(string Path, ChainReading Reading)> files, CommandContext context, bool areTheResult = false)
    {
        var problems = files.SelectMany(file => file.Reading.Problems).ToList();
        if (context.Json && problems.Count > 0)
        {
            CommandContext.Line(Json.Write(new { problems }));
        }
        else
        {
            problems.ForEach(problem => (areTheResult ? System.Console.Out : System.Console.Error).WriteLine(problem));
        }

        return problems.Count > 0;
    }
}
