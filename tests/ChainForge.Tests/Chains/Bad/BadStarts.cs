namespace ChainForge.Tests.Chains.Bad;

/// <summary>What a chain starts from.</summary>
internal static class BadStarts
{
    public static BadTable Rows => new()
    {
        {
            "start:\n" + BadTable.GoodSegments,
            [
                "1:1: `start` is empty: give it a value or remove the line",
            ]
        },
        {
            "start: {}\n" + BadTable.GoodSegments,
            [
                "1:8: `start` has none of `firstFrame`, `references` and `extend`: write one of them, or remove `start`",
            ]
        },
        {
            "start: images/harbour.png\n" + BadTable.GoodSegments,
            [
                "1:8: `start` is a block of keys, and this is text: write `firstFrame: picture.png` below it, or `references:`, or `extend:`",
            ]
        },
        {
            "start:\n  extend: clip.mp4\n  firstFrame: images/harbour.png\n  references: [images/boat.jpg]\n" + BadTable.GoodSegments,
            [
                "3:3: `firstFrame` cannot go with `extend` on line 2: a chain has one start, remove one of the two",
                "4:3: `references` cannot go with `extend` on line 2: a chain has one start, remove one of the two",
            ]
        },
        {
            "start: { references: images/boat.jpg }\n" + BadTable.GoodSegments,
            [
                "1:22: `references` is a list, and this is text: write each picture as `- picture.png`",
            ]
        },
        {
            "start: { references: [] }\n" + BadTable.GoodSegments,
            [
                "1:10: `references` is empty: name up to 3 pictures or remove it",
            ]
        },
        {
            "start: { references: [images/boat.jpg, images/lamp.webp, images/harbour.png, images/boat.jpg] }\n" + BadTable.GoodSegments,
            [
                "1:78: 4 references: the provider takes at most 3, remove 1",
            ]
        },
        {
            "start: { references: [images/boat.jpg, ~, [a], 5] }\n" + BadTable.GoodSegments,
            [
                "1:40: `references` has an empty entry: give it a value or remove it",
                "1:43: `references` names a picture by its path or https address, and this is a list",
                "1:48: 4 references: the provider takes at most 3, remove 1",
                "1:48: `references` is text, and this is the number `5`: put it in quotes, \"5\"",
            ]
        },
        {
            "start: { firstFrame: images/harbor.png }\n" + BadTable.GoodSegments,
            [
                "1:22: The picture `images/harbor.png` is not there, seen from the chain file's folder; did you mean `images/harbour.png`?",
            ]
        },
        {
            "start: { firstFrame: pictures/harbour.png }\n" + BadTable.GoodSegments,
            [
                "1:22: The picture `pictures/harbour.png` is not there, seen from the chain file's folder, and neither is its folder",
            ]
        },
        {
            "start: { firstFrame: images }\n" + BadTable.GoodSegments,
            [
                "1:22: The picture `images` is a folder: name a picture in it",
            ]
        },
        {
            "start: { firstFrame: images/empty.png }\n" + BadTable.GoodSegments,
            [
                "1:22: The picture `images/empty.png` is empty: name a PNG, JPEG or WebP picture",
            ]
        },
        {
            "start: { firstFrame: images/text.png }\n" + BadTable.GoodSegments,
            [
                "1:22: The picture `images/text.png` is not a PNG, JPEG or WebP picture: convert it",
            ]
        },
        {
            "start: { firstFrame: images/photo.heic }\n" + BadTable.GoodSegments,
            [
                "1:22: The picture `images/photo.heic` is not a PNG, JPEG or WebP picture: convert it",
            ]
        },
        {
            "start: { firstFrame: clip.mp4 }\n" + BadTable.GoodSegments,
            [
                "1:22: The picture `clip.mp4` is not a PNG, JPEG or WebP picture: convert it",
            ]
        },
        {
            "start: { extend: film.mov }\n" + BadTable.GoodSegments,
            [
                "1:18: The video `film.mov` is not an MP4 video: convert it",
            ]
        },
        {
            "start: { extend: images/harbour.png }\n" + BadTable.GoodSegments,
            [
                "1:18: The video `images/harbour.png` is not an MP4 video: convert it",
            ]
        },
        {
            "start: { firstFrame: http://example.com/a.png?sig=secret }\n" + BadTable.GoodSegments,
            [
                "1:22: The address `http://example.com/a.png` does not begin with `https://`: use one that does, or a local file",
            ]
        },
        {
            "start: { firstFrame: \"https://me:pw@example.com/a.png?sig=secret\" }\n" + BadTable.GoodSegments,
            [
                "1:22: The address `https://…@example.com/a.png` holds a user name or password: use one without",
            ]
        },
        {
            "start: { firstFrame: https://localhost/a.png }\n" + BadTable.GoodSegments,
            [
                "1:22: The address `https://localhost/a.png` cannot be reached by the provider: use a public one, or a local file, which is uploaded",
            ]
        },
        {
            "start: { firstFrame: \"https://192.168.1.5/a.png\" }\n" + BadTable.GoodSegments,
            [
                "1:22: The address `https://192.168.1.5/a.png` cannot be reached by the provider: use a public one, or a local file, which is uploaded",
            ]
        },
        {
            "start: { firstFrame: file:///etc/passwd }\n" + BadTable.GoodSegments,
            [
                "1:22: The address `file:///etc/passwd` cannot be read: write it like `https://example.com/harbour.png`",
            ]
        },
        {
            "start: { firstFrame: \"https://\" }\n" + BadTable.GoodSegments,
            [
                "1:22: The address `https://` cannot be read: write it like `https://example.com/harbour.png`",
            ]
        },
        {
            "start: { firstFrame: 'images\\harbour.png' }\n" + BadTable.GoodSegments,
            [
                "1:22: The picture `images\\harbour.png` is not there, seen from the chain file's folder; write `/` between folders, on Windows too",
            ]
        },
    };
}
