using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChainForge.Chains;
using ChainForge.Media;

namespace ChainForge.Runs;

/// <summary><c>manifest.json</c>: what a run asked for, what it cost, what came back and how it was joined. Holds no address and no secret.</summary>
public sealed record Manifest
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

    /// <summary>The run.</summary>
    public required string Run { get; init; }

    /// <summary>The chain as it was when the run started.</summary>
    public required ChainDefinition Definition { get; init; }

    /// <summary>When the run started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the video was finished.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>What it cost, in credits.</summary>
    public required decimal Credits { get; init; }

    /// <summary>The video.</summary>
    public required FinishedVideo Video { get; init; }

    /// <summary>Every segment with all of its attempts.</summary>
    public required IReadOnlyList<Segment> Segments { get; init; }

    /// <summary>Which way the clips were joined, and why.</summary>
    public required IReadOnlyList<string> Stitch { get; init; }

    /// <summary>What was measured at each joint.</summary>
    public required IReadOnlyList<Seam> Seams { get; init; }

    /// <summary>How much longer the sound is than the picture, in milliseconds.</summary>
    public required double SoundMinusPictureMs { get; init; }

    /// <summary>The joint before a segment.</summary>
    /// <param name="Segment">Id of the segment behind the joint.</param>
    /// <param name="Frame">The first frame of the video that comes from it.</param>
    /// <param name="Measured">The figures.</param>
    public sealed record Seam(string Segment, int Frame, SeamMeasure Measured);

    /// <summary>Puts a manifest together.</summary>
    public static Manifest Of(Run run, FinishedVideo video, JoinReport report, DateTimeOffset now) => new()
    {
        Run = run.Id,
        Definition = run.Definition,
        StartedAt = run.StartedAt,
        FinishedAt = now,
        Credits = run.Spent,
        Video = video,
        Segments = run.Segments,
        Stitch = [report.Summary, report.Result.Way, .. report.Reasons],
        Seams = [.. report.Seams.Select((seam, index) => new Seam(run.Definition.Segments[index + 1].Id, report.SeamFrames[index], seam))],
        SoundMinusPictureMs = report.Result.SoundMinusPictureMs,
    };

    /// <summary>As indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
