using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TitleReview.App.Plans;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Embedded;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Portal;
using TitleReview.Tests.Support;

namespace TitleReview.Web.Tests;

/// <summary>门户整页：不登录、不开线路、不发 cookie、短存、按域名。</summary>
public sealed class PortalTests(PortalTests.Site site) : IClassFixture<PortalTests.Site>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HttpClient Client(string host = "localhost") => site.CreateClient(new() { BaseAddress = new Uri($"http://{host}"), AllowAutoRedirect = false });

    private async Task<(HttpResponseMessage Answer, string Html)> Get(string path, string host = "localhost", string? cookie = null)
    {
        using var client = Client(host);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        var answer = await client.SendAsync(request, Ct);
        return (answer, await answer.Content.ReadAsStringAsync(Ct));
    }

    public static TheoryData<string> Pages => ["/", "/kezhou", "/kezhou/notices", "/kezhou/notices/{notice}", "/kezhou/downloads", "/kezhou/guide",
        "/kezhou/eligibility", "/kezhou/eligibility?plan={plan}", "/kezhou/plans/{plan}", "/kezhou/plans/{plan}/conditions", "/kezhou/plans/{plan}/materials", "/kezhou/plans/{plan}/process", "/kezhou/plans/{plan}/fees"];

    [Theory(DisplayName = "每张门户页不登录就能看：不发 cookie，没有要开线路的部件，每页都有监督电话"), MemberData(nameof(Pages)), Trait("rule", "BZ-04"), Trait("rule", "AK-25")]
    public async Task Pages_are_read_by_anybody(string page)
    {
        var (answer, html) = await Get(site.At(page));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("<!--Blazor:{", html, StringComparison.Ordinal);
        Assert.Contains("blazor.web", html, StringComparison.Ordinal);
        Assert.Equal(page != "/", html.Contains("监督举报电话", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "任职资格条件：每个系列、级别有自己的锚点，可以把链接发给别人"), Trait("rule", "BZ-04")]
    public async Task Conditions_can_be_linked_to()
    {
        var (_, html) = await Get(site.At("/kezhou/plans/{plan}/conditions"));

        Assert.Contains("id=\"工程系列\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"工程系列-中级\"", html, StringComparison.Ordinal);
        Assert.Contains("#工程系列\"", html, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "先看能不能报：答的是个人的事实，不短存，也不让浏览器留着；报了公务员就说不得申报"), Trait("rule", "N3"), Trait("rule", "TC-03")]
    public async Task Personal_answers_are_not_kept()
    {
        var page = site.At("/kezhou/eligibility?plan={plan}&employer=PublicInstitution&channel=local&specialty=工程系列|水利&grade=Intermediate&identity=公务员&sex=女&birth=1985-01");
        await Get(page);
        var (answer, html) = await Get(page);

        Assert.False(answer.Headers.Contains("Age"));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Contains("不得申报。", html, StringComparison.Ordinal);
        Assert.Contains("人员身份为“公务员”", html, StringComparison.Ordinal);
        Assert.Contains("2043年1月才到法定退休年龄", html, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "片刻之内看两次只问一次数据库；带 cookie 的、过了片刻的看到新的")]
    public async Task A_page_is_kept_for_a_moment()
    {
        var page = site.At("/kezhou/notices/{notice}");
        await Get(page);
        await site.Rename("改过的标题");

        var (again, kept) = await Get(page);
        var (_, other) = await Get(page, cookie: "any=thing");

        Assert.True(again.Headers.Contains("Age"));
        Assert.Contains("克州的通知", kept, StringComparison.Ordinal);
        Assert.Contains("改过的标题", other, StringComparison.Ordinal);
        Assert.Contains("nosniff", string.Join(' ', again.Headers.GetValues("X-Content-Type-Options")), StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", string.Join(' ', again.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        await site.Rename("克州的通知");
    }

    [Fact(DisplayName = "没有的、草稿的、别的端口的：都是没有找到，也不短存")]
    public async Task What_is_not_public_is_not_there()
    {
        foreach (var page in new[] { "/nowhere/notices", "/kezhou/notices/0199aa00-0000-7000-8000-000000000001", "/kezhou/notices/{draft}", "/bazhou/notices/{notice}", "/bazhou/plans/{plan}", "/kezhou/plans/{plan}/nothing", "/bazhou/attachments/{attachment}/a.pdf" })
        {
            var (answer, _) = await Get(site.At(page));
            Assert.Equal((page, HttpStatusCode.NotFound), (page, answer.StatusCode));
            Assert.False(answer.Headers.Contains("Age"));
        }
    }

    [Fact(DisplayName = "端口有自己的域名：首页就是它的门户，注册与登录的链接带着它；按路径进仍然可以"), Trait("rule", "KZ-01"), Trait("rule", "AK-03")]
    public async Task A_host_is_a_ports_door()
    {
        var (_, own) = await Get("/", "kz.example.cn");
        var (_, shared) = await Get("/");
        var (_, byPath) = await Get("/kezhou");
        var (_, other) = await Get("/bazhou", "kz.example.cn");

        Assert.Contains("<h1>克州职称评审</h1>", own, StringComparison.Ordinal);
        Assert.Contains("/register/applicant?tenant=kezhou", own, StringComparison.Ordinal);
        Assert.Contains("/sign-in?tenant=kezhou", own, StringComparison.Ordinal);
        Assert.Contains("请选择您单位所在的评审端口", shared, StringComparison.Ordinal);
        Assert.Contains("<h1>克州职称评审</h1>", byPath, StringComparison.Ordinal);
        Assert.Contains("<h1>巴州职称评审</h1>", other, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "没有列出的域名不接待；列在端口里的不必再列一遍")]
    public async Task Only_known_hosts_are_served()
    {
        Assert.Equal(HttpStatusCode.OK, (await Get("/kezhou", "kz.example.cn")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get("/kezhou", "evil.example")).Answer.StatusCode);
    }

    [Fact(DisplayName = "附件：只作下载，名字是中文原名，浏览器不运行，没有变就不重传"), Trait("rule", "TC-42")]
    public async Task An_attachment_is_only_ever_saved()
    {
        var (answer, _) = await Get(site.At("/kezhou/attachments/{attachment}/a.pdf"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("附件1 推荐表.pdf", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Contains("sandbox", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("nosniff", string.Join(' ', answer.Headers.GetValues("X-Content-Type-Options")), StringComparison.Ordinal);

        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, site.At("/kezhou/attachments/{attachment}/a.pdf"));
        request.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var second = await client.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory(DisplayName = "起草与上传要登录")]
    [InlineData("GET", "/announcements")]
    [InlineData("GET", "/announcements/new")]
    [InlineData("POST", "/announcements/0199aa00-0000-7000-8000-000000000001/attachments")]
    [InlineData("GET", "/announcements/0199aa00-0000-7000-8000-000000000001/attachments/0199aa00-0000-7000-8000-000000000002")]
    public async Task Writing_needs_a_sign_in(string method, string path)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request, Ct);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.Unauthorized });
    }

    /// <summary>Two ports; the one with a host of its own has a plan, a notice with an attachment, and a draft.</summary>
    public sealed class Site(PostgresServer server) : WebApplicationFactory<Program>, IAsyncLifetime
    {
        private readonly string _data = Directory.CreateTempSubdirectory("titlereview-portal-").FullName;
        private readonly Dictionary<string, Guid> _ids = [];
        private string _database = "";

        public string At(string page) => _ids.Aggregate(page, (p, id) => p.Replace($"{{{id.Key}}}", id.Value.ToString(), StringComparison.Ordinal));

        public async ValueTask InitializeAsync()
        {
            _database = await server.CreateEmptyDatabase(Ct);
            await using var scope = Services.CreateAsyncScope();
            foreach (var (slug, code, name) in new[] { ("kezhou", "KZ", "克州职称评审"), ("bazhou", "BZ", "巴州职称评审") })
                await Execute("insert into tenants (id, slug, code, name) values ($1, $2, $3, $4)", _ids[slug] = Guid.CreateVersion7(), slug, code, name);
            var sessions = scope.ServiceProvider.GetRequiredService<TenantSessions>();
            await using var session = await sessions.OpenFor(new TenantId(_ids["kezhou"]), Actor.System, Ct);
            Assert.Null(session.WhyNot(Act.LoadDemo));
            session.Add(new Plan(new PlanId(_ids["plan"] = Guid.CreateVersion7()), PlanFiles.Read("tacheng-2023"), 1, session.Now));
            using var content = new MemoryStream("%PDF-1.7"u8.ToArray());
            var blob = await scope.ServiceProvider.GetRequiredService<IFileStore>().Write(_ids["kezhou"], content, 100, Ct);
            session.Add(new StoredFile { Sha256 = blob.Sha256, Bytes = blob.Bytes, StoredAt = session.Now.Instant });
            Write(session, "notice", "克州的通知", published: true, new AttachedFile("附件1 推荐表.pdf", "pdf", blob.Sha256, blob.Bytes));
            Write(session, "draft", "还没有发布", published: false, null);
            Assert.Null(await session.Save(Ct));
        }

        private void Write(TenantSession session, string key, string title, bool published, AttachedFile? file)
        {
            var words = new AnnouncementWords(AnnouncementKind.Notice, title, "正文", new DateOnly(2021, 5, 1));
            var announcement = new Announcement(new AnnouncementId(_ids[key] = Guid.CreateVersion7()), null, default, words, session.Now);
            session.Add(announcement);
            if (file is not null) announcement.Attach(new AttachmentId(_ids["attachment"] = Guid.CreateVersion7()), file, session.Now);
            if (published) announcement.Publish(session.Now);
        }

        public Task Rename(string title) => Execute("update announcements set title = $1 where id = $2", title, _ids["notice"]);

        private async Task Execute(string sql, params object[] values)
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString(_database));
            await connection.OpenAsync(Ct);
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            await command.ExecuteNonQueryAsync(Ct);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseEnvironment("Production")
            .UseSetting("ConnectionStrings:TitleReview", server.ConnectionString(_database, DatabaseRoles.App))
            .UseSetting("ConnectionStrings:TitleReviewOwner", server.ConnectionString(_database, DatabaseRoles.Owner))
            .UseSetting("TitleReview:DataDirectory", _data)
            .UseSetting("TitleReview:Hosts:kezhou", "kz.example.cn; kz2.example.cn")
            .UseSetting("AllowedHosts", "localhost");

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(_data, recursive: true);
        }
    }
}
