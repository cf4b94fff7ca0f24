using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>A film cut into clips that each begin with the last frame of the one before, as a chain's do.</summary>
/// <param name="Film">The film.</param>
/// <param name="Clips">How each clip is encoded; frames are given here.</param>
internal sealed record CutFilm(TestFilm Film, IReadOnlyList<CutClip> Clips)
{
    public FrameRate Rate { get; init; } = new(24, 1);

    /// <summary>Frames of the film.</summary>
    public int Frames => Clips.Sum(clip => clip.Frames - 1) + 1;

    public static CutFilm Evenly(TestFilm film, int clips, int frames, string video) => new(film, [.. Enumerable.Repeat(new CutClip(frames, video), clips)]);

    public Task<JoinClip[]> WriteAsync(MediaFolder folder)
    {
        var (recipes, start) = (new List<ClipRecipe>(), 0);
        foreach (var clip in Clips)
        {
            recipes.Add(new ClipRecipe
            {
                Film = Film,
                Frames = [.. Enumerable.Range(start, clip.Frames)],
                Rate = Rate,
                SampleRate = clip.SampleRate,
                Channels = clip.Channels,
                Video = clip.Video,
            });
            start += clip.Frames - 1;
        }

        return folder.ChainAsync([.. recipes]);
    }
}

/// <summary>How one clip of a film is encoded.</summary>
/// <param name="Frames">How many frames, the repeated one counted.</param>
/// <param name="Video">FFmpeg's options for the picture.</param>
/// <param name="SampleRate">Null: no sound.</param>
/// <param name="Channels">Of the sound.</param>
internal sealed record CutClip(int Frames, string Video = ClipRecipe.Usual, int? SampleRate = 48000, int Channels = 2);
