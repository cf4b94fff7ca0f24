using ChainForge.Chains.Problems;
using ChainForge.Chains.Yaml;

namespace ChainForge.Chains.Reading;

/// <summary>A block of keys while it is read: hands out the values of the right type, reports the wrong ones and the unknown keys.</summary>
internal sealed class Block
{
    private readonly MapNode _map;
    private readonly ReadingContext _context;

    private Block(MapNode map, ReadingContext context)
    {
        _map = map;
        _context = context;
    }

    public Place Place => _map.Place;

    public ReadingContext Context => _context;

    /// <summary>The node as a block of that shape, or null after saying why it is none.</summary>
    /// <param name="remedy">How such a block is written, for a node that is something else.</param>
    public static Block? Open(Node node, BlockShape shape, string remedy, ReadingContext context)
    {
        if (node is not MapNode map)
        {
            if (node is not RefusedNode)
            {
                context.Problems.Add(node.Place, $"{Capital(shape.Name)} is a block of keys, and this is {node.Kind}: {remedy}");
            }

            return null;
        }

        foreach (var (key, _) in map.Entries.Where(entry => !shape.Keys.Contains(entry.Key.Value)))
        {
            context.Problems.Add(key.Place, $"{Shown.Value(key.Value)} is no key of {shape.Name}{shape.RemedyFor(key.Value)}");
        }

        return new Block(map, context);
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Where the key is written, else the block's own place.</summary>
    public Place PlaceOf(string key) => Find(key)?.Key.Place ?? Place;

    /// <summary>The key's value if it is a block of keys.</summary>
    public Block? BlockAt(string key, BlockShape shape, string remedy) =>
        ValueAt(key) is { } node ? Open(node, shape, remedy, _context) : null;

    /// <summary>The key's list, or null.</summary>
    public IReadOnlyList<Node>? ListAt(string key, string remedy)
    {
        var value = ValueAt(key);
        if (value is null or ListNode or RefusedNode)
        {
            return (value as ListNode)?.Items;
        }

        Add(value.Place, $"`{key}` is a list, and this is {value.Kind}: {remedy}");
        return null;
    }

    /// <summary>The key's single value, of whatever type YAML takes it for.</summary>
    public TextNode? ScalarAt(string key)
    {
        var value = ValueAt(key);
        if (value is null or TextNode or RefusedNode)
        {
            return value as TextNode;
        }

        Add(value.Place, $"`{key}` is a single value, and this is {value.Kind}: write it behind the colon");
        return null;
    }

    /// <summary>The key's text, free of what no text of a chain may hold.</summary>
    public TextNode? TextAt(string key) => ScalarAt(key) is { } text && TextRule.Accepts(text, key, _context.Problems) ? text : null;

    public void Add(Place place, string message) => _context.Problems.Add(place, message);

    // A key with nothing behind it was forgotten or commented out by halves: better asked than guessed.
    private Node? ValueAt(string key)
    {
        var entry = Find(key);
        if (entry?.Value is TextNode { IsEmpty: true })
        {
            Add(entry.Key.Place, $"`{key}` is empty: give it a value or remove the line");
            return null;
        }

        return entry?.Value;
    }

    private Entry? Find(string key) => _map.Entries.FirstOrDefault(entry => entry.Key.Value == key);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
