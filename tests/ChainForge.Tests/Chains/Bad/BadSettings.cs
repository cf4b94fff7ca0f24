namespace ChainForge.Tests.Chains.Bad;

/// <summary>Stitching and budget.</summary>
internal static class BadSettings
{
    public static BadTable Rows => new()
    {
        {
            "stitch: { color: match }\n" + BadTable.GoodSegments,
            [
                "1:11: `color` is no key of `stitch`; did you mean `colour`?",
            ]
        },
        {
            "stitch: { colour: false, audio: crossfaded }\n" + BadTable.GoodSegments,
            [
                "1:19: `colour` is `none` or `match`; you wrote `false`",
                "1:33: `audio` is `crossfade`, `cut` or `mute`; you wrote `crossfaded`; did you mean `crossfade`?",
            ]
        },
        {
            "stitch: match\n" + BadTable.GoodSegments,
            [
                "1:9: `stitch` is a block of keys, and this is text: write `colour: match` or `audio: cut` below it",
            ]
        },
        {
            "budget: 60\n" + BadTable.GoodSegments,
            [
                "1:9: `budget` is a block of keys, and this is the number `60`: write `maxCredits: 60` below it",
            ]
        },
        {
            "budget: {}\n" + BadTable.GoodSegments,
            [
                "1:9: `budget` has no `maxCredits`: write the most credits that a run may spend, or remove `budget`",
            ]
        },
        {
            "budget: { maxCredits: -5 }\n" + BadTable.GoodSegments,
            [
                "1:23: `maxCredits` is a number above 0, at most 1000000; you wrote `-5`: for example `maxCredits: 60`",
            ]
        },
        {
            "budget: { maxCredits: \"60\" }\n" + BadTable.GoodSegments,
            [
                "1:23: `maxCredits` is a number above 0, at most 1000000; you wrote `60`: write it without quotes",
            ]
        },
        {
            "budget: { maxCredits: 1e400 }\n" + BadTable.GoodSegments,
            [
                "1:23: `maxCredits` is a number above 0, at most 1000000; you wrote `1e400`: for example `maxCredits: 60`",
            ]
        },
        {
            "stitch: { none: true, colour: ~ }\nbudget: { maxCredits: 0 }\n" + BadTable.GoodSegments,
            [
                "1:11: `none` is no key of `stitch`: `colour`, `audio` or `quality` can be set here",
                "1:23: `colour` is empty: give it a value or remove the line",
                "2:23: `maxCredits` is a number above 0, at most 1000000; you wrote `0`: for example `maxCredits: 60`",
            ]
        },
    };
}
