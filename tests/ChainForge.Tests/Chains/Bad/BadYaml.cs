namespace ChainForge.Tests.Chains.Bad;

/// <summary>The text itself: YAML that is broken, or more of YAML than a chain may use.</summary>
internal static class BadYaml
{
    public static BadTable Rows => new()
    {
        {
            "",
            [
                "1:1: The file is empty: a chain needs at least `segments:` with one `- prompt: …`",
            ]
        },
        {
            "# nothing but a remark\n",
            [
                "1:1: The file is empty: a chain needs at least `segments:` with one `- prompt: …`",
            ]
        },
        {
            "A lighthouse at dawn\n",
            [
                "1:1: A chain is a block of keys, and this is text: write `segments:` and below it a `- prompt: …` for each clip",
            ]
        },
        {
            "- prompt: A lighthouse at dawn\n",
            [
                "1:1: A chain is a block of keys, and this is a list: write `segments:` and below it a `- prompt: …` for each clip",
            ]
        },
        {
            BadTable.Segments("- prompt: Night: a lighthouse"),
            [
                "2:18: This is not YAML (While scanning a plain scalar value, found invalid mapping): put text that holds `: ` in quotes, or check the indentation",
            ]
        },
        {
            BadTable.Segments("- prompt: @home in the harbour"),
            [
                "2:13: This is not YAML (While scanning for the next token, found character that cannot start any token): put text that begins with `@`, `%` or a backtick in quotes",
            ]
        },
        {
            BadTable.Segments("- prompt: \"The lamp\" goes out"),
            [
                "2:24: This is not YAML (While parsing a block mapping, did not find expected key): check the indentation, and put text that holds quotes into quotes of the other kind",
            ]
        },
        {
            BadTable.Segments("- prompt: \"The lamp goes out"),
            [
                "2:13: This is not YAML (While scanning a quoted scalar, found unexpected end of stream): close the quotes on the same line",
            ]
        },
        {
            BadTable.Segments("- prompt: \"C:\\quay\""),
            [
                "2:13: This is not YAML (While scanning a quoted scalar, found unknown escape character): write a backslash in double quotes as `\\\\`, or use single quotes",
            ]
        },
        {
            BadTable.Segments("- prompt: - a lighthouse"),
            [
                "2:13: This is not YAML (Block sequence entries are not allowed in this context): begin a list on a line of its own, or put text that begins with `- ` in quotes",
            ]
        },
        {
            "start: { references: [a.png, b.png\nsegments:\n  - prompt: A lighthouse\n",
            [
                "1:23: This is not YAML (a list or block that begins here or before is never closed): add the missing `]` or `}`",
            ]
        },
        {
            "segments:\n\t- prompt: A lighthouse\n",
            [
                "1:1: This is not YAML (While scanning a mapping, found invalid tab as indentation): indent with spaces",
            ]
        },
        {
            BadTable.GoodSegments + "---\nname: other\n",
            [
                "3:1: A second document begins here: write one chain in a file, and remove this `---`",
            ]
        },
        {
            "style: &film 35mm film\n" + BadTable.Segments("- prompt: *film"),
            [
                "1:8: The anchor `&film` is not read: remove it, or put the text in quotes if it begins with `&`",
                "3:13: The alias `*film` is not read: write the value out, or put the text in quotes if it begins with `*`",
            ]
        },
        {
            "<<: { name: harbour }\n" + BadTable.GoodSegments,
            [
                "1:1: The merge key `<<` is not read: write the keys out",
            ]
        },
        {
            "style: !secret film\n" + BadTable.GoodSegments,
            [
                "1:8: The tag `!secret` is not read: remove it, or put the text in quotes if it begins with `!`",
            ]
        },
        {
            "? [a, b]\n: film\n" + BadTable.GoodSegments,
            [
                "1:3: A key is one word, and this is a list: put text that begins with `[` or `{` in quotes",
            ]
        },
        {
            "name: one\nname: two\n" + BadTable.GoodSegments,
            [
                "2:1: `name` is here for the second time, first on line 1: remove one of the two",
            ]
        },
        {
            "name: a\u0000b\n" + BadTable.GoodSegments,
            [
                "1:8: The control character U+0000 is here: remove it",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n    seconds: 8\n  - promptt: B\n  - prompt: [") ,
            [
                "6:1: This is not YAML (While parsing a node, did not find expected node content): check quotes, brackets and indentation",
            ]
        },
        {
            "name lighthouse\n" + BadTable.GoodSegments,
            [
                "2:9: This is not YAML (While scanning a multiline plain scalar, found invalid mapping): write a colon behind the key on the line before, and put text that holds `: ` in quotes",
            ]
        },
        {
            "style\n: film\n" + BadTable.GoodSegments,
            [
                "2:1: This is not YAML (While scanning a multiline plain scalar, found invalid mapping): write a colon behind the key on the line before, and put text that holds `: ` in quotes",
            ]
        },
        {
            "start:\n  : images/harbour.png\n" + BadTable.GoodSegments,
            [
                "3:1: This is not YAML (a key or its value is missing here or on the line before): write keys as `key: value`",
            ]
        },
    };
}
