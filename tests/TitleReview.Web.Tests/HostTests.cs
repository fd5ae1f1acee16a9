using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using TitleReview.App.Storage.Embedded;
using TitleReview.Tests.Support;

namespace TitleReview.Web.Tests;

/// <summary>整个站点跑起来看一眼；细的规矩在不起站点的测试里。</summary>
public sealed class HostTests(HostTests.Site site) : IClassFixture<HostTests.Site>
{
    [Fact(DisplayName = "页面带齐安全标头，也不留缓存")]
    public async Task Pages_carry_the_security_headers()
    {
        using var client = site.CreateClient();
        using var answer = await client.GetAsync("/error", TestContext.Current.CancellationToken);

        Assert.Contains("script-src 'self';", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Contains("camera=(self)", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("no-store", Header(answer, "Cache-Control"), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "页面里没有内嵌脚本，CSP 才站得住")]
    public async Task No_script_is_inline()
    {
        using var client = site.CreateClient();
        var html = await client.GetStringAsync("/error", TestContext.Current.CancellationToken);

        Assert.Empty(Regex.Matches(html, "<script(?![^>]*src=)", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact(DisplayName = "线路脚本能取到，带指纹的与不带的都能")]
    public async Task The_script_is_served()
    {
        using var client = site.CreateClient();
        var html = await client.GetStringAsync("/error", TestContext.Current.CancellationToken);
        var source = Regex.Match(html, "(?<=src=\")_framework/blazor\\.web[^\"]*", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

        foreach (var address in new[] { source, "_framework/blazor.web.js" })
        {
            using var answer = await client.GetAsync("/" + address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
            Assert.True((await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length > 100_000);
        }
    }

    [Theory(DisplayName = "线路只接受本站页面的连接")]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:8080", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    [InlineData("https://localhost", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Circuits_open_only_from_our_own_pages(string? origin, HttpStatusCode expected)
    {
        using var client = site.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory(DisplayName = "没有的地址：一张页面，GET 与 POST 都不变成 500")]
    [InlineData("GET", HttpStatusCode.NotFound)]
    [InlineData("POST", HttpStatusCode.MethodNotAllowed)]
    public async Task An_unknown_address_has_a_page(string method, HttpStatusCode expected)
    {
        using var client = site.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/nothing/here/at/all");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains("没有找到这一页", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "过期的表单得到一句话，不是白页")]
    public async Task A_stale_form_is_explained()
    {
        using var client = site.CreateClient();
        using var form = new FormUrlEncodedContent([new("a", "b")]);
        using var answer = await client.PostAsync("/error", form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("这一页放得太久了", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "探活")]
    public async Task It_is_alive()
    {
        using var client = site.CreateClient();
        using var answer = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact(DisplayName = "计数一页：有请求的次数与耗时，没有地址与编号")]
    public async Task Metrics_count_and_name_nobody()
    {
        using var client = site.CreateClient();
        using var _ = await client.GetAsync("/filings/0199aa00-0000-7000-8000-000000000001", TestContext.Current.CancellationToken);

        var text = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("http_server_request_duration_count{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0199aa00", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/filings", text, StringComparison.Ordinal);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(' ', answer.Headers.GetValues(name));

    /// <summary>The site over an empty database and a folder of its own.</summary>
    public sealed class Site(PostgresServer server) : WebApplicationFactory<Program>, IAsyncLifetime
    {
        private readonly string _data = Directory.CreateTempSubdirectory("titlereview-site-").FullName;
        private string _database = "";

        public async ValueTask InitializeAsync() => _database = await server.CreateEmptyDatabase(TestContext.Current.CancellationToken);

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseEnvironment("Production")
            .UseSetting("ConnectionStrings:TitleReview", server.ConnectionString(_database, DatabaseRoles.App))
            .UseSetting("ConnectionStrings:TitleReviewOwner", server.ConnectionString(_database, DatabaseRoles.Owner))
            .UseSetting("TitleReview:DataDirectory", _data);

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(_data, recursive: true);
        }
    }
}
