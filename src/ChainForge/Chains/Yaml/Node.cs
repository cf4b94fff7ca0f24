using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Yaml;

/// <summary>A value of a YAML file with its place.</summary>
internal abstract record Node(Place Place)
{
    /// <summary>What it is, in words for a message: <c>a list</c>.</summary>
    public abstract string Kind { get; }
}

internal sealed record MapNode(Place Place, IReadOnlyList<Entry> Entries) : Node(Place)
{
    public override string Kind => "a block of keys";
}

internal sealed record ListNode(Place Place, IReadOnlyList<Node> Items) : Node(Place)
{
    public override string Kind => "a list";
}

/// <summary>Something that was refused and reported already: nothing more is said about it.</summary>
internal sealed record RefusedNode(Place Place) : Node(Place)
{
    public override string Kind => "refused";
}

internal sealed record Entry(TextNode Key, Node Value);
