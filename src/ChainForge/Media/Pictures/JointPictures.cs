using System.Globalization;

namespace ChainForge.Media;

/// <summary>Makes a picture of each joint of a video: the two frames that meet, side by side, and their difference, amplified.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits; unset: the defaults.</param>
/// <param name="time">The clock; unset: the system's.</param>
public sealed class JointPictures(FFmpegTools tools, MediaLimits? limits = null, TimeProvider? time = null)
{
    /// <summary>How many times the difference is shown.</summary>
    public const int Amplified = 8;

    private const string Prefix = "joint-";
    private const string Ending = ".jpg";
    private const int PaneWidth = 480;
    private const int MostPaneHeight = 480;
    private const int Gap = 8;
    private readonly MediaLimits _limits = limits ?? new MediaLimits();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Writes one JPEG a joint, all from one short decode; each appears by rename. Those of an earlier video there go: it may have had more joints.</summary>
    /// <param name="video">A finished video.</param>
    /// <param name="seamFrames">The first frame of each clip after the first, <see cref="JoinReport.SeamFrames"/>.</param>
    /// <param name="folder">Where they go; it is made.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <returns>Their names, in order.</returns>
    /// <exception cref="MediaException">The video can't be decoded.</exception>
    public async Task<IReadOnlyList<string>> CreateAsync(string video, IReadOnlyList<int> seamFrames, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seamFrames);
        DeleteOld(folder);
        if (seamFrames.Count == 0)
        {
            return [];
        }

        Directory.CreateDirectory(folder);
        var names = seamFrames.Select((_, k) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{k + 1:000}{Ending}")).ToList();
        var own = Path.Combine(folder, $"{Path.GetRandomFileName()}.partial");
        var drawn = $"{Path.GetRandomFileName()}-%03d.partial";
        try
        {
            var clip = await new ClipReader(tools, _limits, _time).ReadAsync(video, cancellationToken);
            var wanted = seamFrames.SelectMany(frame => new[] { frame - 1, frame }).Distinct().Order().ToList();
            var excerpt = await FrameExcerpt.OfAsync(clip, wanted, own, cancellationToken);
            var ranks = wanted.Zip(excerpt.Ranks).ToDictionary(pair => pair.First, pair => pair.Second);
            var command = FFmpegCommand.FFmpeg(tools, $"draw the joints of {Path.GetFileName(video)}",
                [.. FFmpegCommand.Untrusted(excerpt.Path), "-filter_complex", Graph(clip, [.. seamFrames.Select(frame => ranks[frame - 1])], [.. seamFrames.Select(frame => ranks[frame])]),
                    "-map", "[joints]", "-fps_mode", "passthrough", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2", "-y", FFmpegCommand.Local(Path.Combine(folder, drawn))]);
            await FFmpegProcess.RunAsync(command, _limits.Stall, _time, cancellationToken);
            for (var k = 0; k < names.Count; k++)
            {
                File.Move(Path.Combine(folder, drawn.Replace("%03d", $"{k + 1:000}", StringComparison.Ordinal)), Path.Combine(folder, names[k]), overwrite: true);
            }

            return names;
        }
        catch (FileNotFoundException e)
        {
            throw new MediaException($"FFmpeg ended well but drew fewer joints of {Path.GetFileName(video)} than there are.", e);
        }
        finally
        {
            foreach (var left in Directory.EnumerateFiles(folder, drawn.Replace("%03d", "*", StringComparison.Ordinal)).Append(own).ToList())
            {
                File.Delete(left);
            }
        }
    }

    private static void DeleteOld(string folder)
    {
        foreach (var old in Directory.Exists(folder) ? Directory.GetFiles(folder, $"{Prefix}*{Ending}") : [])
        {
            // A file of somebody else's may begin and end like them.
            if (int.TryParse(Path.GetFileName(old)[Prefix.Length..^Ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                File.Delete(old);
            }
        }
    }

    // A frame may lie on both sides of a clip of one frame, so each side is chosen by itself.
    private static string Graph(ClipInfo clip, IReadOnlyList<int> before, IReadOnlyList<int> after)
    {
        var scale = Math.Min(PaneWidth / (double)clip.DisplayWidth, MostPaneHeight / (double)clip.DisplayHeight);
        var (width, height) = (Even(clip.DisplayWidth * scale), Even(clip.DisplayHeight * scale));
        var colour = clip.Colour.Resolved(clip.Width, clip.Height);
        var rgb = $"setpts=N,scale={width}:{height}:flags=bicubic+accurate_rnd+full_chroma_int:in_color_matrix={PictureFilter.Matrix(colour)}:in_range={colour.Range},format=gbrp,setsar=1";
        var pad = $"pad={width + Gap}:{height}:0:0:0x808080";
        return $"[0:v:0]split[x][y];[x]{Select(before)},{rgb},split[a][c];[y]{Select(after)},{rgb},split[b][d];"
            + $"[c][d]blend=all_mode=difference,lutrgb=r='val*{Amplified}':g='val*{Amplified}':b='val*{Amplified}'[difference];[a]{pad}[left];[b]{pad}[middle];"
            + "[left][middle][difference]hstack=inputs=3,scale=out_color_matrix=bt601:out_range=pc,format=yuvj444p[joints]";
    }

    private static string Select(IReadOnlyList<int> ranks) => $"select='{string.Join('+', ranks.Select(rank => string.Create(CultureInfo.InvariantCulture, $"eq(n,{rank})")))}'";

    private static int Even(double size) => Math.Max(2, (int)(size / 2) * 2);
}
