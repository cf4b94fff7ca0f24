namespace ChainForge.Tests.Chains.Bad;

/// <summary>Keys and types.</summary>
internal static class BadBlocks
{
    public static BadTable Rows => new()
    {
        {
            "title: one\naspect_ratio: 16:9\n" + BadTable.GoodSegments,
            [
                "1:1: `title` is no key of a chain: `name`, `model`, `aspectRatio`, `duration`, `style`, `start`, `segments`, `stitch` or `budget` can be set here",
                "2:1: `aspect_ratio` is no key of a chain; did you mean `aspectRatio`?",
            ]
        },
        {
            "firstFrame: images/harbour.png\n" + BadTable.GoodSegments,
            [
                "1:1: `firstFrame` is no key of a chain; it belongs into `start`",
            ]
        },
        {
            BadTable.Segments("- promt: A lighthouse\n    model: veo3.1"),
            [
                "2:5: `promt` is no key of a segment; did you mean `prompt`?",
                "2:5: This segment has no `prompt`: write what its clip shows",
                "3:5: `model` is no key of a segment; it is set once, for the whole chain",
            ]
        },
        {
            "name: lighthouse\n",
            [
                "1:1: The chain has no `segments`: write a `- prompt: …` for each clip below it",
            ]
        },
        {
            "segments:\nname: a\n",
            [
                "1:1: `segments` is empty: give it a value or remove the line",
            ]
        },
        {
            "segments: []\n",
            [
                "1:1: `segments` is empty: write a `- prompt: …` for each clip",
            ]
        },
        {
            "segments: A lighthouse\n",
            [
                "1:11: `segments` is a list, and this is text: write a `- prompt: …` for each clip",
            ]
        },
        {
            BadTable.Segments("- A lighthouse at dawn"),
            [
                "2:5: A segment is a block of keys, and this is text: write `- prompt: …`",
            ]
        },
        {
            BadTable.Segments("- id: dawn"),
            [
                "2:5: This segment has no `prompt`: write what its clip shows",
            ]
        },
        {
            BadTable.Segments("- prompt: 12345"),
            [
                "2:13: `prompt` is text, and this is the number `12345`: put it in quotes, \"12345\"",
            ]
        },
        {
            BadTable.Segments("- prompt: [a, b]"),
            [
                "2:13: `prompt` is a single value, and this is a list: write it behind the colon",
            ]
        },
        {
            BadTable.Segments("- prompt: \"\""),
            [
                "2:5: `prompt` is empty: give it a value or remove the line",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n  -\n  - [a]"),
            [
                "3:4: A segment is a block of keys, and this is nothing: write `- prompt: …`",
                "4:5: A segment is a block of keys, and this is a list: write `- prompt: …`",
            ]
        },
        {
            "style: 35\n" + BadTable.GoodSegments,
            [
                "1:8: `style` is text, and this is the number `35`: put it in quotes, \"35\"",
            ]
        },
        {
            BadTable.Segments("- prompt: true"),
            [
                "2:13: `prompt` is text, and this is `true`: put it in quotes, \"true\"",
            ]
        },
    };
}
