using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChainForge.Media;

/// <summary><c>seams.json</c>: every joint of a video with its figures and its grade, every segment with its drift, and the way the video was made.</summary>
public sealed record SeamReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Version of this file's shape.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Name of the video.</summary>
    public required string Video { get; init; }

    /// <summary>Its frames.</summary>
    public required int Frames { get; init; }

    /// <summary>Its length.</summary>
    public required double Seconds { get; init; }

    /// <summary>Its frame rate.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Pixels across.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels down.</summary>
    public required int Height { get; init; }

    /// <summary>The worst grade of a joint; null: it has none.</summary>
    public SeamGrade? Worst { get; init; }

    /// <summary>How many joints are good, visible and bad.</summary>
    public required GradeCount Grades { get; init; }

    /// <summary>What was planned, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Which way the frames took, copied or encoded anew, and why.</summary>
    public required string Way { get; init; }

    /// <summary>Frames that were encoded anew; all others are bit for bit the clips'.</summary>
    public required int EncodedFrames { get; init; }

    /// <summary>Everything that was converted, dropped, padded or corrected.</summary>
    public required IReadOnlyList<string> Decisions { get; init; }

    /// <summary>How much longer the sound is than the picture.</summary>
    public required double SoundMinusPictureMs { get; init; }

    /// <summary>The joints in order.</summary>
    public required IReadOnlyList<JointReport> Joints { get; init; }

    /// <summary>The segments in order.</summary>
    public required IReadOnlyList<SegmentReport> Segments { get; init; }

    /// <summary>Puts a report together.</summary>
    /// <param name="report">What was found and done.</param>
    /// <param name="names">A name for each clip.</param>
    public static SeamReport Of(JoinReport report, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(report);
        var video = report.Result.Video;
        var joints = JointReports.Of(report, names);
        return new SeamReport
        {
            Video = Path.GetFileName(report.Result.Path),
            Frames = video.FrameCount,
            Seconds = Math.Round(video.Duration.TotalSeconds, 3),
            FramesPerSecond = Math.Round(video.FrameRate.PerSecond, 3),
            Width = video.Width,
            Height = video.Height,
            Worst = joints.Count == 0 ? null : joints.Max(joint => joint.Grade),
            Grades = new GradeCount(Count(SeamGrade.Good), Count(SeamGrade.Visible), Count(SeamGrade.Bad)),
            Summary = report.Summary,
            Way = report.Result.Way,
            EncodedFrames = report.Result.EncodedFrames,
            Decisions = report.Reasons,
            SoundMinusPictureMs = report.Result.SoundMinusPictureMs,
            Joints = joints,
            Segments = SegmentReports.Of(report, names),
        };

        int Count(SeamGrade grade) => joints.Count(joint => joint.Grade == grade);
    }

    /// <summary>As indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}

/// <summary>How many joints have which grade.</summary>
public sealed record GradeCount(int Good, int Visible, int Bad);
