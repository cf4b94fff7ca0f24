namespace ChainForge.Tests.Chains.Bad;

/// <summary>Names and ids.</summary>
internal static class BadNames
{
    public static BadTable Rows => new()
    {
        {
            "name: ../../x\n" + BadTable.GoodSegments,
            [
                "1:7: The name `../../x` cannot name a file everywhere: use a-z, 0-9 and `-`, beginning with a letter or digit, for example `x`",
            ]
        },
        {
            "name: /etc/x\n" + BadTable.GoodSegments,
            [
                "1:7: The name `/etc/x` cannot name a file everywhere: use a-z, 0-9 and `-`, beginning with a letter or digit, for example `etc-x`",
            ]
        },
        {
            "name: CON\n" + BadTable.GoodSegments,
            [
                "1:7: The name `CON` is a device on Windows and cannot name a file: write another, for example `con-1`",
            ]
        },
        {
            "name: \"a\\u0000b\"\n" + BadTable.GoodSegments,
            [
                "1:7: `name` holds the control character U+0000: remove it",
            ]
        },
        {
            "name: 🌊🌊\n" + BadTable.GoodSegments,
            [
                "1:7: The name `🌊🌊` cannot name a file everywhere: use a-z, 0-9 and `-`, beginning with a letter or digit",
            ]
        },
        {
            "name: My Film\n" + BadTable.GoodSegments,
            [
                "1:7: The name `My Film` cannot name a file everywhere: use a-z, 0-9 and `-`, beginning with a letter or digit, for example `my-film`",
            ]
        },
        {
            "name: 2026\n" + BadTable.GoodSegments,
            [
                "1:7: `name` is text, and this is the number `2026`: put it in quotes, \"2026\"",
            ]
        },
        {
            $"name: {new string('a', 65)}\n" + BadTable.GoodSegments,
            [
                "1:7: The name `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…` has 65 characters: at most 64, it names files, shorten it",
            ]
        },
        {
            BadTable.Segments("- id: dawn\n    prompt: A lighthouse\n  - id: dawn\n    prompt: The lamp goes out"),
            [
                "4:9: The id `dawn` is that of segment 1 on line 2: ids are unique, also without regard to case, write another",
            ]
        },
        {
            BadTable.Segments("- id: dawn\n    prompt: A lighthouse\n  - id: Dawn\n    prompt: The lamp goes out"),
            [
                "4:9: The id `Dawn` cannot name a file everywhere: use a-z, 0-9 and `-`, beginning with a letter or digit, for example `dawn`",
                "4:9: The id `Dawn` is that of segment 1 on line 2: ids are unique, also without regard to case, write another",
            ]
        },
        {
            BadTable.Segments("- id: \"02\"\n    prompt: A lighthouse\n  - prompt: The lamp goes out"),
            [
                "2:9: The id `02` is what segment 2 is called by default: write another, or give that one an id too",
            ]
        },
        {
            BadTable.Segments("- id: 01\n    prompt: A lighthouse"),
            [
                "2:9: `id` is text, and this is the number `01`: put it in quotes, \"01\"",
            ]
        },
        {
            BadTable.Segments("- id: lpt1\n    prompt: A lighthouse"),
            [
                "2:9: The id `lpt1` is a device on Windows and cannot name a file: write another, for example `lpt1-1`",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n    id: ../../x"),
            [
                "3:9: The id `../../x` cannot name a file everywhere: use a-z, 0-9 and `-`, beginning with a letter or digit, for example `x`",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n    id: 🌊"),
            [
                "3:9: The id `🌊` cannot name a file everywhere: use a-z, 0-9 and `-`, beginning with a letter or digit",
            ]
        },
    };
}
