namespace ChainForge.Media;

/// <summary>The pictures of a report, relative to it.</summary>
/// <param name="FilmStrip">The film strip; null: it could not be drawn.</param>
/// <param name="Joints">One a joint; empty: they could not be drawn.</param>
internal sealed record SeamPictures(string? FilmStrip, IReadOnlyList<string> Joints)
{
    /// <summary>Name of the film strip.</summary>
    public const string FilmStripFile = "film-strip.png";

    /// <summary>Folder of the joints' pictures.</summary>
    public const string JointsFolder = "seams";

    /// <summary>Draws all of them. A missing ornament is no reason to fail: what cannot be drawn is left out.</summary>
    /// <param name="tools">FFmpeg.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">What was made.</param>
    /// <param name="folder">Where they go.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    public static async Task<SeamPictures> DrawAsync(FFmpegTools tools, TimeProvider time, JoinReport report, string folder, CancellationToken cancellationToken)
    {
        var strip = await TryAsync(async () =>
        {
            await new FilmStrip(tools, time: time).CreateAsync(report.Result.Path, report.SeamFrames, Path.Combine(folder, FilmStripFile), cancellationToken);
            return FilmStripFile;
        });
        var joints = await TryAsync(() => new JointPictures(tools, time: time).CreateAsync(report.Result.Path, report.SeamFrames, Path.Combine(folder, JointsFolder), cancellationToken));
        return new SeamPictures(strip, [.. (joints ?? []).Select(name => $"{JointsFolder}/{name}")]);
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> draw)
        where T : class
    {
        try
        {
            return await draw();
        }
        catch (MediaException e) when (!e.IsDiskFull)
        {
            return null;
        }
    }
}
