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
            "stitch: { colour: match, colourStrength: 2, loudness: even, musicVolume: 3, transitionLength: 1s }\n" + BadTable.GoodSegments,
            [
                "1:42: `colourStrength` is a number from 0 to 1; you wrote `2`: for example `0.5`",
                "1:55: `loudness` is `match` or `keep`; you wrote `even`",
                "1:61: `musicVolume` does nothing without `music`: add it, or remove `musicVolume`",
                "1:74: `musicVolume` is a number from -30 to 12 with `dB` behind it; you wrote `3`: for example `-6dB`",
                "1:77: `transitionLength` does nothing without `transition`: add it, or remove `transitionLength`",
            ]
        },
        {
            "stitch: { colourStrength: 0.5, music: https://example.com/theme.mp3 }\n" + BadTable.GoodSegments,
            [
                "1:11: `colourStrength` does nothing without `colour: match`: add it, or remove `colourStrength`",
                "1:39: `music` is a file on this machine, and `https://example.com/theme.mp3` is an address: download it, and name the file",
            ]
        },
        {
            "stitch: { music: theme.mp3, transition: wipe, transitionLength: 0.5 }\n" + BadTable.GoodSegments,
            [
                "1:18: The piece of music `theme.mp3` is not there, seen from the chain file's folder",
                "1:41: `transition` is `none`, `dissolve` or `fadeblack`; you wrote `wipe`",
                "1:65: `transitionLength` is a number from 0.1 to 2 with `s` behind it; you wrote `0.5`: for example `0.5s`",
            ]
        },
        {
            "segments:\n  - prompt: A lighthouse\n  - prompt: The lamp goes out\n    transition: dissolve\n  - prompt: Boats\n    handover: cut\n    transition: fadeblack\n    transitionLength: 3s\n",
            [
                "4:5: Only a cut has a `transition`: a clip that goes on from the one before has no joint to see; write `handover: cut` for a new scene, or remove `transition`",
                "8:23: `transitionLength` is a number from 0.1 to 2 with `s` behind it; you wrote `3s`: for example `0.5s`",
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
                "1:11: `none` is no key of `stitch`: `colour`, `colourStrength`, `audio`, `loudness`, `music`, `musicVolume`, `quality`, `transition` or `transitionLength` can be set here",
                "1:23: `colour` is empty: give it a value or remove the line",
                "2:23: `maxCredits` is a number above 0, at most 1000000; you wrote `0`: for example `maxCredits: 60`",
            ]
        },
    };
}
