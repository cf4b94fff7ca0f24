using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using PictorySimulator.Admin;
using PictorySimulator.Endpoints;

namespace PictorySimulator;

/// <summary>A running simulator.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Simulation simulation;

    private SimulatorHost(WebApplication app, Simulation simulation, Uri api)
    {
        this.app = app;
        this.simulation = simulation;
        BaseUrl = new(api, "/pictoryapis");
        AdminUrl = new(api, "/admin");
        MediaUrl = new(simulation.Urls.Base);
    }

    /// <summary>What a client takes as its base: <c>http://127.0.0.1:PORT/pictoryapis</c>.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Where the admin endpoints are: <c>http://127.0.0.1:PORT/admin</c>.</summary>
    public Uri AdminUrl { get; }

    /// <summary>Scheme, host and port of results and uploads.</summary>
    public Uri MediaUrl { get; }

    /// <summary>As given at the start.</summary>
    public SimulatorSettings Settings => simulation.Settings;

    /// <summary>Requests, bill and faults.</summary>
    public SimulatorState State => simulation.State;

    /// <summary>Starts to listen; the returned simulator serves.</summary>
    /// <exception cref="ArgumentException">The address is not loopback and <see cref="SimulatorSettings.AnyAddress"/> is off.</exception>
    public static async Task<SimulatorHost> StartAsync(
        SimulatorSettings? settings = null, TimeProvider? time = null, CancellationToken cancel = default)
    {
        settings ??= new();
        var address = IPAddress.Parse(settings.Address);
        if (!IPAddress.IsLoopback(address) && !settings.AnyAddress)
        {
            throw new ArgumentException($"{address} is not a loopback address: anyone near could use the simulator; --any-address allows it.");
        }

        var app = Build(settings, address);
        var simulation = new Simulation(settings, time ?? TimeProvider.System, app.Services.GetRequiredService<ILoggerFactory>());
        try
        {
            var mediaPort = Map(app, simulation);
            await app.StartAsync(cancel);
            var (api, media) = Addresses(app);
            mediaPort(settings.SeparateMediaHost ? media.Port : null);
            simulation.Urls.Base = settings.PublicUrl?.TrimEnd('/') ?? media.GetLeftPart(UriPartial.Authority);
            return new(app, simulation, api);
        }
        catch
        {
            simulation.Dispose();
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends on Ctrl-C or SIGTERM.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancel = default) => app.WaitForShutdownAsync(cancel);

    /// <summary>Stops, and deletes results and uploads.</summary>
    public async ValueTask DisposeAsync()
    {
        await simulation.Runner.StopAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        simulation.Dispose();
    }

    private static WebApplication Build(SimulatorSettings settings, IPAddress address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)
            // The caller gets the exception; its stack would only be printed twice.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, settings.Port);
            if (settings.SeparateMediaHost)
            {
                kestrel.Listen(address, 0);
            }
        });
        return builder.Build();
    }

    /// <returns>Takes the media's own port once it is known; null serves both on one.</returns>
    private static Action<int?> Map(WebApplication app, Simulation simulation)
    {
        int? mediaPort = null;
        var recorder = new RequestRecorder(simulation);
        app.Use(recorder.InvokeAsync);
        app.Use((http, next) =>
        {
            var isMedia = http.Request.Path.StartsWithSegments("/media") || http.Request.Path.StartsWithSegments("/uploads");
            if (mediaPort is { } port && http.Connection.LocalPort == port != isMedia)
            {
                http.Response.StatusCode = 404;
                return Task.CompletedTask;
            }

            return next(http);
        });
        app.UseRouting();
        var api = new ApiRoutes(simulation);
        var routes = app.MapGroup("/pictoryapis");
        new SubmitEndpoint(simulation).Map(routes, api);
        new JobEndpoints(simulation).Map(routes, api);
        new AccountEndpoints(simulation).Map(routes, api);
        new MediaEndpoints(simulation).Map(app);
        new AdminEndpoints(simulation).Map(app);
        return port => mediaPort = port;
    }

    /// <summary>Nobody can call "any address"; on this machine it is the loopback one.</summary>
    private static Uri Reachable(string address) => new(address.Replace("//0.0.0.0:", "//127.0.0.1:").Replace("//[::]:", "//[::1]:"));

    private static (Uri Api, Uri Media) Addresses(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>()
            .Addresses.Select(Reachable).ToList();
        return (addresses[0], addresses[^1]);
    }
}
