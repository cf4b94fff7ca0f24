using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PictorySimulator.Wire;

/// <summary>An answer before it is sent, so that a fault can still bend it.</summary>
internal sealed record Reply(int Status, byte[] Body, string ContentType = "application/json; charset=utf-8")
{
    public static readonly JsonSerializerOptions Compact =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Reply Json(int status, object body) => new(status, JsonSerializer.SerializeToUtf8Bytes(body, Compact));

    public static Reply Html(int status, string title) => new(
        status,
        Encoding.UTF8.GetBytes($"<html><head><title>{status} {title}</title></head><body><center><h1>{status} {title}</h1></center></body></html>"),
        "text/html");

    public static Reply Unauthorized { get; } = Json(401, new { message = "Unauthorized" });

    public static Reply Invalid(IEnumerable<FieldError> fields) =>
        Json(400, new { code = "INVALID_REQUEST_BODY", message = "The request body is invalid.", fields });

    public static Reply NotFound(string jobId) =>
        Json(404, new { success = false, code = "JOB_NOT_FOUND", message = $"Job {jobId} not found." });
}
