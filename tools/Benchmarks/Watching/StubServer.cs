using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChainForge.Benchmarks.Watching;

/// <summary>A provider whose jobs never end, as cheap as a server can be, in a process of its own.</summary>
internal sealed class StubServer : IDisposable
{
    public const string Part = "stub";

    private readonly Process _process;

    private StubServer(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<StubServer> StartAsync()
    {
        var process = Self.Start(Part);
        return new StubServer(process, new Uri((await process.StandardOutput.ReadLineAsync())!));
    }

    /// <summary>Questions answered so far.</summary>
    public static async Task<long> CountAsync(HttpClient client, Uri url) => long.Parse(await client.GetStringAsync(new Uri(url, "/count")));

    /// <summary>The child's side: serves until the parent closes its input, or dies.</summary>
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        long count = 0;
        app.Run(http =>
        {
            var path = http.Request.Path.Value!;
            var body = path == "/count"
                ? Interlocked.Read(ref count).ToString()
                : $$$"""{"job_id":"{{{path[(path.LastIndexOf('/') + 1)..]}}}","success":true,"data":{"status":"in-progress"}}""";
            Interlocked.Increment(ref count);
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(body)).AsTask();
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
