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
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new NamedMedia() },
    };

    /// <summary>Version of this file's shape.</summary>
    public int Version { get; init; } = 2;

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

    /// <summary>Every joint with its figures and its grade, as in <c>seams.json</c>.</summary>
    public required IReadOnlyList<JointReport> Seams { get; init; }

    /// <summary>The drift of every segment.</summary>
    public required IReadOnlyList<SegmentDrift> Drift { get; init; }

    /// <summary>How much longer the sound is than the picture, in milliseconds.</summary>
    public required double SoundMinusPictureMs { get; init; }

    /// <summary>How far a segment as it came lies from the first one of its scene.</summary>
    /// <param name="Segment">Its id.</param>
    /// <param name="From">Id of the segment that it is compared with.</param>
    /// <param name="Colour">Drift of colour.</param>
    /// <param name="SharpnessRatio">Drift of sharpness; null: not measured.</param>
    public sealed record SegmentDrift(string Segment, string From, ColourFigures Colour, double? SharpnessRatio);

    /// <summary>Puts a manifest together.</summary>
    public static Manifest Of(Run run, FinishedVideo video, SeamReport seams, DateTimeOffset now) => new()
    {
        Run = run.Id,
        Definition = run.Definition,
        StartedAt = run.StartedAt,
        FinishedAt = now,
        Credits = run.Spent,
        Video = video,
        Segments = run.Segments,
        Stitch = [seams.Summary, seams.Way, .. seams.Decisions],
        Seams = seams.Joints,
        Drift = [.. seams.Segments.Select(segment => new SegmentDrift(segment.Name, seams.Segments[segment.DriftFrom - 1].Name, segment.Drift, segment.DriftSharpnessRatio))],
        SoundMinusPictureMs = seams.SoundMinusPictureMs,
    };

    /// <summary>Of a picture that the chain names its file's name, or its address without what may sign it: manifests are passed on.</summary>
    private sealed class NamedMedia : JsonConverter<MediaSource>
    {
        public override MediaSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("A manifest is only written.");

        public override void Write(Utf8JsonWriter writer, MediaSource value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString(value.Path is null ? "url" : "file", Path.GetFileName(value.Path) ?? value.BareAddress());
            writer.WriteEndObject();
        }
    }

    /// <summary>As indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
