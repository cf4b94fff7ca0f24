namespace ChainForge.App.Dashboard.Reading;

/// <summary>A chain file in the pipelines folder, and what became of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Problems">Why it is refused, each <c>file.yaml:LINE:COLUMN: message</c>.</param>
/// <param name="RunId">The run that was made of its content, perhaps under another name; null when there is none.</param>
internal sealed record PipelineFile(string Name, FileFate Fate, IReadOnlyList<string> Problems, string? RunId = null);

/// <summary>What became of a chain file.</summary>
internal enum FileFate
{
    /// <summary>It will be taken in within seconds.</summary>
    New,

    /// <summary>Its content became a run.</summary>
    Made,

    /// <summary>It has problems: nothing is spent on it.</summary>
    Refused,

    /// <summary>It is one of the examples as shipped, which are left alone.</summary>
    Example,
}
