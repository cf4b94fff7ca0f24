namespace ChainForge.Chains;

/// <summary>One mistake in a chain file: where it is, what was written, what to write instead.</summary>
/// <param name="File">The file, as the caller named it.</param>
/// <param name="Line">Line, from 1. A problem of the file as a whole is at 1:1.</param>
/// <param name="Column">Column in characters, from 1.</param>
/// <param name="Message">One sentence for the person who wrote the file; addresses in it are without their query, which may be signed.</param>
public sealed record ChainProblem(string File, int Line, int Column, string Message)
{
    /// <summary>The form that editors and terminals make a link of: <c>file.yaml:LINE:COLUMN: message</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
