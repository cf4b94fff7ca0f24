namespace ChainForge.Tests.Chains.Bad;

/// <summary>Prompts, hand-overs and references of segments.</summary>
internal static class BadPrompts
{
    public static BadTable Rows => new()
    {
        {
            BadTable.Segments("- prompt: Sea"),
            [
                "2:13: The prompt has 3 characters: at least 5, say more of what the clip shows",
            ]
        },
        {
            "style: film\n" + BadTable.Segments("- prompt: " + new string('a', 5_000)),
            [
                "3:13: The prompt has 5000 characters and the style 4, together 5006: at most 5000, shorten one of them",
            ]
        },
        {
            BadTable.Segments("- prompt: \"A light\\u0007house\""),
            [
                "2:13: `prompt` holds the control character U+0007: remove it",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n    handover: cut"),
            [
                "3:5: The first segment has nothing before it to take over: remove `handover`, and say below the chain's `start:` what it starts from",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n    references: [images/boat.jpg]"),
            [
                "3:5: The first segment's `references` stand below the chain's `start:`: move them there",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n  - prompt: The lamp goes out\n    references: [images/boat.jpg]"),
            [
                "4:5: The provider takes no references together with a handed-over picture or video: write `handover: cut` for a new scene, or remove `references`",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n  - prompt: The lamp goes out\n    handover: lastframe"),
            [
                "4:15: `handover` is `lastFrame`, `extend` or `cut`; you wrote `lastframe`; did you mean `lastFrame`?",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n  - prompt: The lamp goes out\n    handover: fade"),
            [
                "4:15: `handover` is `lastFrame`, `extend` or `cut`; you wrote `fade`",
            ]
        },
        {
            BadTable.Segments("- prompt: A lighthouse\n  - prompt: The lamp goes out\n    handover: Cut\n    references: [images/boat.jpg]"),
            [
                "4:15: `handover` is `lastFrame`, `extend` or `cut`; you wrote `Cut`; did you mean `cut`?",
            ]
        },
    };
}
