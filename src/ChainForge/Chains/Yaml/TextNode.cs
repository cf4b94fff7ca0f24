using System.Text.RegularExpressions;
using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Yaml;

/// <summary>A scalar. Only a plain one can be anything but text, by YAML 1.2's core schema.</summary>
internal sealed partial record TextNode(Place Place, string Value, bool IsPlain) : Node(Place)
{
    public bool IsEmpty => IsPlain ? Value is "" or "~" or "null" or "Null" or "NULL" : string.IsNullOrWhiteSpace(Value);

    public bool IsNumber => IsPlain && Number().IsMatch(Value);

    public bool IsText => !IsPlain || !(IsEmpty || IsNumber || IsBoolean);

    private bool IsBoolean => IsPlain && Value is "true" or "True" or "TRUE" or "false" or "False" or "FALSE";

    public override string Kind => IsEmpty ? "nothing" : IsNumber ? $"the number `{Value}`" : IsBoolean ? $"`{Value}`" : "text";

    [GeneratedRegex(@"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$")]
    private static partial Regex Number();
}
