using System.Text.Json.Serialization;

namespace PictorySimulator.Faults;

/// <summary>A fault, and when it strikes.</summary>
public sealed record FaultRule
{
    /// <summary>The kind of request.</summary>
    [JsonRequired]
    public FaultTarget On { get; init; }

    /// <summary>Which of them. Unset: all.</summary>
    public FaultMatch Match { get; init; } = new();

    /// <summary>How often it strikes. Default 1; 0 means without end.</summary>
    public int Times { get; init; } = 1;

    /// <summary>What goes wrong.</summary>
    [JsonRequired]
    public Fault Fault { get; init; } = new();
}

/// <summary>Picks requests; conditions that are set must all hold.</summary>
public sealed record FaultMatch
{
    /// <summary>A part of the job's prompt, upper or lower case.</summary>
    public string? Prompt { get; init; }

    /// <summary>The job's place in the bill, from 1; at submit the place it would get.</summary>
    public int? JobIndex { get; init; }

    /// <summary>The job's id.</summary>
    public string? JobId { get; init; }

    /// <summary>The end of the requested path: <c>.mp4</c>, <c>last.png</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Strikes from the n-th request on that fits the other conditions, from 1.</summary>
    public int? Nth { get; init; }
}

/// <summary>Kinds of requests that can fail.</summary>
public enum FaultTarget
{
    /// <summary>POST of a generation.</summary>
    Submit,

    /// <summary>GET of a job.</summary>
    Poll,

    /// <summary>GET of the jobs list.</summary>
    List,

    /// <summary>DELETE of a job's outputs.</summary>
    Clean,

    /// <summary>POST that asks for an upload URL.</summary>
    GenerateUrl,

    /// <summary>PUT of an upload.</summary>
    Upload,

    /// <summary>GET of the quota.</summary>
    Quota,

    /// <summary>GET of the credit usage.</summary>
    Usage,

    /// <summary>GET or HEAD of a result or an uploaded file.</summary>
    Download,

    /// <summary>A webhook that would be called: only <c>delay</c> and <c>connection</c> (drop it) apply.</summary>
    Webhook,
}
