using ChainForge.Chains.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ChainForge.Chains.Yaml;

/// <summary>One YAML document as nodes with places: plain maps, lists and scalars, nothing that refers to anything else.</summary>
/// <remarks>
/// Built from the parser's events and not by YamlDotNet's own tree, because that one stops at the first duplicate key,
/// resolves aliases (an alias bomb) and knows no bounds. Every read method starts on its node's first event and ends on its last.
/// </remarks>
internal sealed class YamlTree
{
    private readonly Parser _parser;
    private readonly ProblemList _problems;
    private int _values;

    private YamlTree(string text, ProblemList problems)
    {
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        _problems = problems;
    }

    /// <summary>The document's root; null if there is none or the text cannot be read to its end, the reason being among the problems.</summary>
    public static Node? Parse(string text, ProblemList problems)
    {
        var tree = new YamlTree(text, problems);
        try
        {
            return tree.ReadStream();
        }
        catch (UnreadableException unreadable)
        {
            problems.Add(unreadable.Place, unreadable.Message);
        }
        catch (YamlException error)
        {
            problems.Add(Place.Of(error.Start), SyntaxAdvice.Explain(error.Message));
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 18 answers a list that is never closed, `a: [1, 2` with a key below it, with this.
            problems.Add(tree.Here, SyntaxAdvice.Explain("a list or block that begins here or before is never closed"));
        }

        return null;
    }

    private Place Here => _parser.Current is { } current ? Place.Of(current.Start) : Place.Start;

    private Node? ReadStream()
    {
        Node? root = null;
        while (_parser.MoveNext())
        {
            if (_parser.Current is not DocumentStart)
            {
                continue;
            }

            if (root is not null)
            {
                _problems.Add(Here, "A second document begins here: write one chain in a file, and remove this `---`");
                return root;
            }

            _parser.MoveNext();
            root = ReadNode(1);
        }

        if (root is null)
        {
            _problems.Add(Place.Start, "The file is empty: a chain needs at least `segments:` with one `- prompt: …`");
        }

        return root;
    }

    private Node ReadNode(int depth)
    {
        var place = Here;
        if (++_values > ChainLimits.MaxValues)
        {
            throw new UnreadableException(place, $"More than {ChainLimits.MaxValues} values: split the chain into several files");
        }

        if (depth > ChainLimits.MaxDepth && (_parser.Current is MappingStart or SequenceStart))
        {
            throw new UnreadableException(place, $"Nested deeper than {ChainLimits.MaxDepth} levels: a chain needs four, remove brackets or indentation");
        }

        if (_parser.Current is AnchorAlias alias)
        {
            _problems.Add(place, $"The alias {Shown.Value("*" + alias.Value)} is not read: write the value out, or put the text in quotes if it begins with `*`");
            return new RefusedNode(place);
        }

        if (_parser.Current is not NodeEvent node)
        {
            // YamlDotNet 18 ends a block that has a line without a key, `: text`, where its value should be.
            throw new UnreadableException(place, SyntaxAdvice.Explain("a key or its value is missing here or on the line before"));
        }

        RefuseAnchorAndTag(node, place);
        return node switch
        {
            MappingStart => ReadMap(place, depth),
            SequenceStart => ReadList(place, depth),
            _ => new TextNode(place, ((Scalar)node).Value, ((Scalar)node).Style == ScalarStyle.Plain),
        };
    }

    private MapNode ReadMap(Place place, int depth)
    {
        var entries = new List<Entry>();
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            RefuseAnother(entries.Count);
            var key = ReadNode(depth + 1);
            _parser.MoveNext();
            var value = ReadNode(depth + 1);
            if (KeyOf(key, entries) is { } text)
            {
                entries.Add(new Entry(text, value));
            }
        }

        return new MapNode(place, entries);
    }

    private ListNode ReadList(Place place, int depth)
    {
        var items = new List<Node>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            RefuseAnother(items.Count);
            items.Add(ReadNode(depth + 1));
        }

        return new ListNode(place, items);
    }

    private TextNode? KeyOf(Node key, List<Entry> before)
    {
        if (key is not TextNode text)
        {
            _problems.Add(key.Place, $"A key is one word, and this is {key.Kind}: put text that begins with `[` or `{{` in quotes");
            return null;
        }

        if (text is { IsPlain: true, Value: "<<" })
        {
            _problems.Add(key.Place, "The merge key `<<` is not read: write the keys out");
            return null;
        }

        if (before.Find(entry => entry.Key.Value == text.Value) is { } first)
        {
            _problems.Add(key.Place, $"{Shown.Value(text.Value)} is here for the second time, first on line {first.Key.Place.Line}: remove one of the two");
            return null;
        }

        return text;
    }

    private void RefuseAnchorAndTag(NodeEvent node, Place place)
    {
        if (!node.Anchor.IsEmpty)
        {
            _problems.Add(place, $"The anchor {Shown.Value("&" + node.Anchor.Value)} is not read: remove it, or put the text in quotes if it begins with `&`");
        }

        if (!node.Tag.IsEmpty)
        {
            _problems.Add(place, $"The tag {Shown.Value(node.Tag.Value)} is not read: remove it, or put the text in quotes if it begins with `!`");
        }
    }

    private void RefuseAnother(int count)
    {
        if (count == ChainLimits.MaxSegments)
        {
            throw new UnreadableException(
                Here, $"More than {ChainLimits.MaxSegments} entries: a chain has at most {ChainLimits.MaxSegments} segments, split it into several files");
        }
    }

    // Ends the reading from any depth; never leaves this class.
    private sealed class UnreadableException(Place place, string message) : Exception(message)
    {
        public Place Place { get; } = place;
    }
}
