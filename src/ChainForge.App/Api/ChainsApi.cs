using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ChainForge.App.Hosting;
using ChainForge.App.Jobs;
using ChainForge.Chains;
using ChainForge.Runs;
using Microsoft.Net.Http.Headers;

namespace ChainForge.App.Api;

/// <summary><c>POST /chains</c>: a chain over HTTP, made once for each <c>Idempotency-Key</c>, however often it is sent.</summary>
internal static class ChainsApi
{
    public const string KeyHeader = "Idempotency-Key";

    // What problems call the text, and where a chain without a name of its own has one from.
    private const string FileName = "chain.yaml";

    private const int LongestKey = 255;

    private static readonly string[] Types = ["application/yaml", "application/x-yaml", "text/yaml", "text/plain"];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void MapChainsApi(this WebApplication app)
    {
        var underWay = new ConcurrentDictionary<string, byte>();
        app.MapPost("/chains", async (HttpRequest request, RunLedger ledger, RunEngine engine, RunDispatcher dispatcher, ChainForgeSettings settings, CancellationToken cancellationToken) =>
        {
            var key = Hash(Encoding.UTF8.GetBytes(KeyOf(request)));
            if (!underWay.TryAdd(key, 0))
            {
                return Results.Problem($"A request with this {KeyHeader} is still being read. Ask again in a second: it gives the same run.", statusCode: StatusCodes.Status409Conflict);
            }

            try
            {
                var text = await TextAsync(request, cancellationToken);
                return await StartAsync(key, text, ledger, engine, dispatcher, settings, cancellationToken);
            }
            finally
            {
                underWay.TryRemove(key, out _);
            }
        }).AddEndpointFilter<Refusals>();
    }

    private static async Task<IResult> StartAsync(
        string key, byte[] text, RunLedger ledger, RunEngine engine, RunDispatcher dispatcher, ChainForgeSettings settings, CancellationToken cancellationToken)
    {
        // Before the chain is looked at: what was taken once is never refused later, whatever has changed since.
        var body = Hash(text);
        var keyed = await ledger.FindKeyedAsync(key, cancellationToken);
        Transition? start = null;
        if (keyed is null)
        {
            var reading = Read(text, settings);
            if (reading.Definition is not { } definition)
            {
                return Refused(reading.Problems);
            }

            start = engine.Plan(definition, sourceFile: null);
            keyed = await ledger.StartKeyedAsync(key, body, start, cancellationToken);
        }

        if (keyed.Body != body)
        {
            return Results.Problem($"This {KeyHeader} was used for another chain, which became run {keyed.RunId}. Take a new key for a new chain.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var run = await ledger.FindAsync(keyed.RunId, cancellationToken) ?? throw new RunNotFoundException(keyed.RunId);
        var isNew = start?.Run.Id == keyed.RunId;
        if (isNew)
        {
            dispatcher.Dispatch(run);
        }

        return new Started(RunSummary.Of(run, settings.Paths.Output), isNew);
    }

    private static ChainReading Read(byte[] text, ChainForgeSettings settings)
    {
        try
        {
            return ChainReader.ReadText(Utf8.GetString(text), FileName, Workshop.Limits(settings) with { AllowLocalFiles = false });
        }
        catch (DecoderFallbackException)
        {
            throw new BadHttpRequestException("The chain is not UTF-8 text.", StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static IResult Refused(IReadOnlyList<ChainProblem> problems) => Results.Problem(
        "The chain has problems; nothing is spent.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["problems"] = problems.Select(problem => problem.ToString()).ToList() });

    private static string KeyOf(HttpRequest request) =>
        request.Headers[KeyHeader] is [{ Length: > 0 and <= LongestKey } key] && key.All(letter => letter is > ' ' and <= '~')
            ? key
            : throw new BadHttpRequestException(
                $"Send one `{KeyHeader}` header of 1 to {LongestKey} visible ASCII characters, for example a new UUID for each new video, and the same one when you repeat a request: the same key never pays twice.");

    private static async Task<byte[]> TextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !Types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("Send the chain's YAML with `Content-Type: application/yaml`.", StatusCodes.Status415UnsupportedMediaType);
        }

        // The server ends the request where it is longer than a chain may be.
        using var text = new MemoryStream();
        await request.Body.CopyToAsync(text, cancellationToken);
        return text.ToArray();
    }

    private static string Hash(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private sealed class Started(RunSummary run, bool isNew) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = $"{httpContext.Request.PathBase}/api/runs/{run.Id}";
            return Results.Json(run, Json.Options, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK).ExecuteAsync(httpContext);
        }
    }
}
