using System.Net;
using ChainForge.App.Dashboard;
using ChainForge.App.Hosting;
using ChainForge.IntegrationTests.Program;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ChainForge.IntegrationTests.Dashboard;

/// <summary>Who comes from another machine, or through one.</summary>
public sealed class RemoteAccessTests
{
    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.OK)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.OK)]
    [InlineData("203.0.113.7", HttpStatusCode.Unauthorized)]
    [InlineData("192.168.0.7", HttpStatusCode.Unauthorized)]
    [InlineData("::ffff:10.0.0.7", HttpStatusCode.Unauthorized)]
    [InlineData("fd00::7", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Another_machine_sees_nothing_whatever_name_it_calls_us_by(string? remote, HttpStatusCode expected)
    {
        await using var app = await OpenAsync(remote);

        (await AskAsync(app, ("Host", "localhost"))).Should().Be(expected);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Who_comes_through_a_proxy_on_this_machine_is_not_taken_for_this_machine(string header, string value)
    {
        await using var app = await OpenAsync("127.0.0.1");

        (await AskAsync(app, (header, value))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_service_on_all_addresses_is_closed_to_those_who_do_not_come_over_loopback()
    {
        var own = Dns.GetHostAddresses(Dns.GetHostName()).Concat(Networks()).FirstOrDefault(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (own is null)
        {
            return; // No network at all: the tests above stand alone.
        }

        await using var studio = await Studio.OpenAsync();
        var service = studio.Start("serve", "--urls", "http://0.0.0.0:0");
        await service.SeesAsync("Dashboard: ");
        var port = new Uri(service.Output.Split("Dashboard: ")[1].Split('\n')[0].Trim().Replace("0.0.0.0", "127.0.0.1")).Port;

        (await AskAsync(new Uri($"http://{own}:{port}/api/runs"), ("Host", "localhost"))).Should().Be(HttpStatusCode.Unauthorized);
        (await AskAsync(new Uri($"http://127.0.0.1:{port}/api/runs"))).Should().Be(HttpStatusCode.OK);
    }

    private static IEnumerable<IPAddress> Networks() =>
        System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(address => address.Address);

    /// <summary>The gate alone, with everybody coming from that address.</summary>
    private static async Task<WebApplication> OpenAsync(string? remote)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
            return next(context);
        });
        app.UseDashboardAccess(new DashboardSettings());
        app.MapGet("/api/runs", () => "everything");
        await app.StartAsync();
        return app;
    }

    private static Task<HttpStatusCode> AskAsync(WebApplication app, params (string Name, string Value)[] headers) =>
        AskAsync(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/api/runs"), headers);

    private static async Task<HttpStatusCode> AskAsync(Uri address, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
