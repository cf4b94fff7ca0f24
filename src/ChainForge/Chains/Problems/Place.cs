using YamlDotNet.Core;

namespace ChainForge.Chains.Problems;

/// <summary>A place in a file; both count from 1.</summary>
internal readonly record struct Place(int Line, int Column)
{
    public static readonly Place Start = new(1, 1);

    public static Place Of(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
