using System.CommandLine;

namespace ChainForge.App.Commands;

/// <summary>The options that every command knows.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Pipelines { get; } = new("--pipelines") { Description = "Folder of chain files.", HelpName = "FOLDER", Recursive = true };

    public Option<string?> Output { get; } = new("--output") { Description = "Folder of videos.", HelpName = "FOLDER", Recursive = true };

    public Option<string?> Data { get; } = new("--data") { Description = "Folder of the ledger.", HelpName = "FOLDER", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON.", Recursive = true };

    public Option<bool> Yes { get; } = new("--yes") { Description = "Ask nothing.", Recursive = true };

    public IEnumerable<Option> All => [Pipelines, Output, Data, Json, Yes];
}
