using ChainForge.Chains.Problems;
using ChainForge.Chains.Yaml;

namespace ChainForge.Chains.Reading;

/// <summary>Reads one picture or video: an address for the provider, or a local file, which is looked at here and now.</summary>
internal static class MediaReader
{
    public static MediaSource? Read(Node node, string key, MediaKind kind, ReadingContext context)
    {
        if (node is not TextNode text)
        {
            if (node is not RefusedNode)
            {
                context.Problems.Add(node.Place, $"`{key}` names a {kind.Name} by its path or https address, and this is {node.Kind}");
            }

            return null;
        }

        if (!TextRule.Accepts(text, key, context.Problems))
        {
            return null;
        }

        var written = text.Value.Trim();
        if (AddressRule.LooksLikeOne(written))
        {
            if (AddressRule.Refuse(written, context.Limits.AllowLoopbackUrls) is not { } refusal)
            {
                return new MediaSource(null, new Uri(written));
            }

            context.Problems.Add(text.Place, $"The address {Shown.Address(written)} {refusal}");
            return null;
        }

        return Local(text, written, kind, context);
    }

    /// <summary>Reads a file that this machine needs itself: an address does not serve.</summary>
    public static MediaSource? ReadLocal(TextNode text, string key, MediaKind kind, ReadingContext context)
    {
        if (!TextRule.Accepts(text, key, context.Problems))
        {
            return null;
        }

        var written = text.Value.Trim();
        if (AddressRule.LooksLikeOne(written))
        {
            context.Problems.Add(text.Place, $"`{key}` is a file on this machine, and {Shown.Address(written)} is an address: download it, and name the file");
            return null;
        }

        return Local(text, written, kind, context);
    }

    private static MediaSource? Local(TextNode text, string written, MediaKind kind, ReadingContext context)
    {
        if (!context.Limits.AllowLocalFiles)
        {
            context.Problems.Add(text.Place, $"The {kind.Name} {Shown.Value(written)} is a file on the machine that makes the chain, which may not be named from elsewhere: put it where an https address leads to it");
            return null;
        }

        if (context.Media.Refuse(written, kind) is { } reason)
        {
            context.Problems.Add(text.Place, $"The {kind.Name} {Shown.Value(written)} {reason}");
            return null;
        }

        return new MediaSource(context.Media.FullPath(written), null);
    }
}
