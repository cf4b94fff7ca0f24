namespace ChainForge.Tests.Chains.Bad;

/// <summary>Models and what they make.</summary>
internal static class BadModels
{
    public static BadTable Rows => new()
    {
        {
            "model: veo3\n" + BadTable.GoodSegments,
            [
                "1:8: There is no model `veo3`: write `pixverse5.5`, `veo3.1_fast` or `veo3.1`; did you mean `veo3.1`?",
            ]
        },
        {
            "model: sora-2\nduration: 7s\naspectRatio: 2:1\n" + BadTable.GoodSegments,
            [
                "1:8: There is no model `sora-2`: write `pixverse5.5`, `veo3.1_fast` or `veo3.1`",
            ]
        },
        {
            "model: veo3.1\naspectRatio: 1:1\n" + BadTable.GoodSegments,
            [
                "2:14: `veo3.1` makes 16:9 or 9:16; you wrote `1:1` (`pixverse5.5` makes it)",
            ]
        },
        {
            "aspectRatio: 21:9\n" + BadTable.GoodSegments,
            [
                "1:14: `pixverse5.5` makes 16:9, 9:16, 1:1, 3:4 or 4:3; you wrote `21:9`",
            ]
        },
        {
            "duration: 8\n" + BadTable.GoodSegments,
            [
                "1:11: A duration is whole seconds with an `s`; you wrote `8`: write `8s`",
            ]
        },
        {
            "duration: 8 s\n" + BadTable.GoodSegments,
            [
                "1:11: A duration is whole seconds with an `s`; you wrote `8 s`: write `8s`",
            ]
        },
        {
            "duration: 5m\n" + BadTable.GoodSegments,
            [
                "1:11: A duration is whole seconds with an `s`; you wrote `5m`: `pixverse5.5` makes 5s, 8s or 10s",
            ]
        },
        {
            "duration: 00:00:08\n" + BadTable.GoodSegments,
            [
                "1:11: A duration is whole seconds with an `s`; you wrote `00:00:08`: `pixverse5.5` makes 5s, 8s or 10s",
            ]
        },
        {
            "duration: [8s]\n" + BadTable.GoodSegments,
            [
                "1:11: `duration` is a single value, and this is a list: write it behind the colon",
            ]
        },
        {
            "model: veo3.1\n" + BadTable.Segments("- prompt: A lighthouse\n    duration: 5s"),
            [
                "4:15: `veo3.1` makes 4s, 6s or 8s; you wrote `5s`",
            ]
        },
        {
            "model:\nduration: 7s\n" + BadTable.Segments("- prompt: A lighthouse\n  - prompt: Sea\n    duration: 8"),
            [
                "1:1: `model` is empty: give it a value or remove the line",
                "5:13: The prompt has 3 characters: at least 5, say more of what the clip shows",
                "6:15: A duration is whole seconds with an `s`; you wrote `8`: write `8s`",
            ]
        },
    };
}
