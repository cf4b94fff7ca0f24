using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Dashboard;

/// <summary>Who may change something, and what nobody learns.</summary>
public sealed partial class AccessTests
{
    private static readonly string[] Changing = ["/api/runs/nobody/cancel", "/api/breaker/close", "/chains", "/hangfire/jobs/actions/requeue/1", "/hangfire/stats"];

    private static readonly string[] Routes =
        ["/api/runs/{0}", "/runs/{0}/video", "/runs/{0}/film-strip", "/runs/{0}/segments/1/clip", "/runs/{0}/segments/1/last-frame", "/hangfire/chains/run/{0}"];

    private static readonly string[] Nasty =
    [
        "..%2f..%2fdata", "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e", "..%5c..%5c", "%00", "a%00b", "%2fetc%2fpasswd", "CON", "%F0%9F%8E%AC", "%ff%fe", "%20",
        new string('a', 4000), "%252e%252e%252f", "harbour'%3b--", "%3Cscript%3E", "~", "file%3a%2f%2f%2fetc%2fpasswd", "%0d%0aX-Injected%3a%201",
    ];

    [Fact]
    public async Task Nothing_of_an_address_becomes_a_path()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        using var client = Surface.Client(address);

        // A fixed seed: the same ids in every run of the suite.
        var random = new Random(20261124);
        var ids = Nasty.Concat(Enumerable.Range(0, 60).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => $"%{random.Next(256):x2}")))).ToList();
        foreach (var path in from route in Routes from id in ids select route.Replace("{0}", id, StringComparison.Ordinal))
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            ((int)response.StatusCode).Should().BeOneOf([400, 404, 414], path);
            (await response.Content.ReadAsStringAsync()).Should().NotContain("root:").And.NotContain(studio.Folder).And.NotContain("   at ");
            response.Headers.Contains("X-Injected").Should().BeFalse();
        }
    }

    [Fact]
    public async Task Nothing_is_changed_for_a_page_from_elsewhere()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        foreach (var path in Changing)
        {
            (await PostAsync(address, path)).Should().Be(HttpStatusCode.Forbidden, $"{path} without the header");
            (await PostAsync(address, path, ("X-ChainForge", "1"), ("Origin", "https://evil.example"))).Should().Be(HttpStatusCode.Forbidden, path);
            (await PostAsync(address, path, ("X-ChainForge", "1"), ("Origin", "null"))).Should().Be(HttpStatusCode.Forbidden, path);
            (await PostAsync(address, path, ("X-ChainForge", "1"), ("Sec-Fetch-Site", "cross-site"))).Should().Be(HttpStatusCode.Forbidden, path);
            (await PostAsync(address, path, ("X-ChainForge", "1"), ("Sec-Fetch-Site", "same-site"))).Should().Be(HttpStatusCode.Forbidden, path);
            (await PostAsync(address, path, ("X-ChainForge", "1"), ("Sec-Fetch-Site", "same-origin"))).Should().Be(HttpStatusCode.Forbidden, $"{path}: a browser brings the token");
            (await PostAsync(address, path, ("X-ChainForge", "1"), ("Origin", $"http://{address.Authority}"))).Should().Be(HttpStatusCode.Forbidden, $"{path}: a browser brings the token");
        }

        using var client = Surface.Client(address);
        (await client.SayAsync("nobody", "cancel")).StatusCode.Should().Be(HttpStatusCode.NotFound, "a program only says that it is one");
    }

    [Fact]
    public async Task The_token_of_a_page_is_good_until_after_a_restart_and_its_keys_are_of_this_user_alone()
    {
        await using var studio = await Studio.OpenAsync();
        studio.With("ASPNETCORE_ENVIRONMENT", "Development");
        var (first, address) = await studio.ServeAsync();
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies };
        using var client = new HttpClient(handler);
        var page = await client.GetStringAsync(new Uri(address, "/hangfire/chains"));
        var (header, token) = (CsrfHeader().Match(page).Groups[1].Value, CsrfToken().Match(page).Groups[1].Value);
        token.Should().NotBeEmpty();
        first.Terminate();
        await first.ExitsAsync();
        (var second, address) = await studio.ServeAsync();

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/runs/nobody/cancel"))
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Origin", $"http://{address.Authority}" }, { header, token } },
        };
        using var answer = await client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound, await answer.Content.ReadAsStringAsync());
        (first.Error + second.Error).Should().NotContain("warn:").And.NotContain("DataProtection");
        if (!OperatingSystem.IsWindows())
        {
            new DirectoryInfo(Path.Combine(studio.Folder, "data", "keys")).UnixFileMode.Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_name_that_leads_here_by_a_trick_opens_nothing()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();

        foreach (var path in new[] { "/hangfire/chains", "/api/runs", "/api/breaker", "/runs/x/video" })
        {
            (await AskAsync(address, HttpMethod.Get, path, ("Host", "rebound.example"))).Should().Be(HttpStatusCode.Unauthorized, path);
            (await AskAsync(address, HttpMethod.Get, path, ("Host", "127.0.0.1.rebound.example"))).Should().Be(HttpStatusCode.Unauthorized, path);
            (await AskAsync(address, HttpMethod.Get, path, ("Host", $"localhost:{address.Port}"))).Should().NotBe(HttpStatusCode.Unauthorized, path);
        }

        foreach (var path in Changing)
        {
            (await PostAsync(address, path, ("X-ChainForge", "1"), ("Host", "rebound.example"))).Should().Be(HttpStatusCode.Unauthorized, path);
            (await PostAsync(address, path, ("X-ChainForge", "1"), ("X-Forwarded-For", "203.0.113.7"))).Should().Be(HttpStatusCode.Unauthorized, path);
        }
    }

    [Fact]
    public async Task A_password_covers_what_changes_something_too()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Dashboard:User", "me").With("ChainForge:Dashboard:Password", "correct horse");
        var (_, address) = await studio.ServeAsync();
        foreach (var path in Changing)
        {
            (await PostAsync(address, path, ("X-ChainForge", "1"))).Should().Be(HttpStatusCode.Unauthorized, path);
        }

        (await PostAsync(address, "/api/runs/nobody/cancel", ("X-ChainForge", "1"), ("Authorization", $"Basic {Convert.ToBase64String("me:correct horse"u8)}"))).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_answer_tells_browsers_to_load_nothing_from_elsewhere_and_no_error_tells_its_insides()
    {
        await using var studio = (await Studio.OpenAsync()).With("ASPNETCORE_ENVIRONMENT", "Development");
        var (_, address) = await studio.ServeAsync();
        using var client = Surface.Client(address);

        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, "/"), (HttpMethod.Get, "/health"), (HttpMethod.Get, "/nothing"), (HttpMethod.Get, "/api/runs"), (HttpMethod.Get, "/hangfire/chains"), (HttpMethod.Get, "/hangfire/chains/run/x"),
            (HttpMethod.Post, "/chains"), (HttpMethod.Post, "/api/runs/x/cancel"), (HttpMethod.Post, "/webhooks/pictory/x"), (HttpMethod.Delete, "/api/runs"), (HttpMethod.Post, "/hangfire/jobs/actions/requeue/1"),
        })
        {
            using var response = await client.SendAsync(new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = method == HttpMethod.Post ? new StringContent("{", Encoding.UTF8, "application/json") : null });
            response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'").And.Contain("frame-ancestors 'none'");
            response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            response.Headers.Contains("Server").Should().BeFalse();
            (await response.Content.ReadAsStringAsync()).Should().NotContain(studio.Folder + "/data").And.NotContain("   at ").And.NotContain("Exception");
        }
    }

    private static Task<HttpStatusCode> PostAsync(Uri address, string path, params (string Name, string Value)[] headers) => AskAsync(address, HttpMethod.Post, path, headers);

    private static async Task<HttpStatusCode> AskAsync(Uri address, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(address, path));
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    [GeneratedRegex("name=\"csrf-header\" content=\"([^\"]*)\"")]
    private static partial Regex CsrfHeader();

    [GeneratedRegex("name=\"csrf-token\" content=\"([^\"]*)\"")]
    private static partial Regex CsrfToken();
}
