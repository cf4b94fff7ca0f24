using System.Diagnostics.CodeAnalysis;

namespace ChainForge.Chains;

/// <summary>What came of reading a chain file: a definition, or all that is wrong with it. Never both, never neither.</summary>
public sealed record ChainReading
{
    internal ChainReading(ChainDefinition? definition, IReadOnlyList<ChainProblem> problems, string contentHash)
    {
        Definition = definition;
        Problems = problems;
        ContentHash = contentHash;
    }

    /// <summary>The chain, or null if there is any problem.</summary>
    public ChainDefinition? Definition { get; }

    /// <summary>Every problem by its place in the file; empty if and only if there is a definition.</summary>
    public IReadOnlyList<ChainProblem> Problems { get; }

    /// <summary>
    /// SHA-256, in lower-case hexadecimal, of the file's bytes followed by the local media that it names, in order: the
    /// same content is never to be run twice unasked, and a changed picture is a changed chain. Without local media it is
    /// what <c>sha256sum</c> prints. Also there for a bad file, so that it is reported once.
    /// </summary>
    public string ContentHash { get; }

    /// <summary>True when the chain may be run.</summary>
    [MemberNotNullWhen(true, nameof(Definition))]
    public bool IsValid => Definition is not null;
}
