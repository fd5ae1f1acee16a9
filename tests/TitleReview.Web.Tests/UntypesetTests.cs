using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TitleReview.App.Demo;
using TitleReview.App.Storage.Embedded;
using TitleReview.Tests.Support;
using TitleReview.Web.Tests.Reviews;

namespace TitleReview.Web.Tests;

/// <summary>The worker dies on every job: each download says so in one sentence, and what is not there stays not there.</summary>
public sealed class UntypesetTests(UntypesetTests.BrokenSite site) : IClassFixture<UntypesetTests.BrokenSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory(DisplayName = "排不出 PDF：说一句话、503、有编号，不说没有这一页")]
    [InlineData("prefecture@tacheng", "/roster.pdf", null)]
    [InlineData("prefecture@kezhou", "/meetings/{0}/agenda.pdf", "select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou'")]
    [InlineData("applicant@tacheng", "/filings/{0}/letters/pledge.pdf", "select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'applicant@tacheng'")]
    public async Task What_cannot_be_typeset_is_explained(string login, string address, string? about)
    {
        var robot = await Robot.SignsIn(site.CreateClient(new() { AllowAutoRedirect = false }), login, DemoPeople.Password);
        var asked = about is null ? address : address.Replace("{0}", await site.Ask(about), StringComparison.Ordinal);
        var answer = await robot.Get(asked);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("text/html", answer.MediaType);
        Assert.Equal("30", answer.Header("Retry-After"));
        Assert.Contains("文件没有生成", answer.Text, StringComparison.Ordinal);
        Assert.Contains("没有丢", answer.Text, StringComparison.Ordinal);
        Assert.Contains("请告知管理员", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{asked}\"", answer.Text, StringComparison.Ordinal);
        Assert.Matches(new Regex("编号 <strong>[3-9A-Y]{4}</strong>", RegexOptions.None, TimeSpan.FromSeconds(1)), answer.Text);
        Assert.DoesNotContain("没有找到", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("worker", answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(DisplayName = "没有的、不是自己的，仍是没有这一页")]
    public async Task What_is_not_there_stays_not_there()
    {
        var robot = await Robot.SignsIn(site.CreateClient(new() { AllowAutoRedirect = false }), "prefecture@tacheng", DemoPeople.Password);
        var other = await site.Ask("select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou'");

        Assert.Equal(HttpStatusCode.NotFound, (await robot.Get($"/meetings/{other}/agenda.pdf")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await robot.Get($"/filings/{Guid.NewGuid()}/notice.pdf")).Status);
    }

    /// <summary>The demo, with a worker that works while the demo is loaded and ends itself from then on.</summary>
    public sealed class BrokenSite(PostgresServer server) : WebApplicationFactory<Program>, IAsyncLifetime
    {
        private readonly string _data = Directory.CreateTempSubdirectory("titlereview-broken-").FullName;
        private string _database = "";

        private string WorkerFolder => Path.Combine(_data, "worker");

        public async ValueTask InitializeAsync()
        {
            _database = await server.CreateEmptyDatabase(TestContext.Current.CancellationToken);
            var real = Path.Combine(Repository.Root, "src", "TitleReview.Worker", "worker.mjs");
            Directory.CreateDirectory(WorkerFolder);
            await File.WriteAllTextAsync(Path.Combine(WorkerFolder, "worker.mjs"), $"""
                import fs from 'node:fs';
                const over = () => fs.existsSync('{_data}/broken') && process.exit(1);
                over();
                setInterval(over, 20).unref();
                await import('{real}');
                """);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_data, File.GetUnixFileMode(_data) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            StartServer();
            await File.WriteAllTextAsync(Path.Combine(_data, "broken"), "");
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseEnvironment("Staging")
            .UseSetting("ConnectionStrings:TitleReview", server.ConnectionString(_database, DatabaseRoles.App))
            .UseSetting("ConnectionStrings:TitleReviewOwner", server.ConnectionString(_database, DatabaseRoles.Owner))
            .UseSetting("TitleReview:DataDirectory", Path.Combine(_data, "site"))
            .UseSetting("TitleReview:Worker:Folder", WorkerFolder)
            .UseSetting("TitleReview:Demo", "true")
            .UseSetting("TitleReview:Clock:Start", "2023-09-18T09:00:00+08:00")
            .ConfigureServices(services =>
            {
                foreach (var one in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "MaskFinder").ToList()) services.Remove(one);
            });

        public async Task<string> Ask(string sql)
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString(_database));
            await connection.OpenAsync(Ct);
            await using var command = new NpgsqlCommand(sql, connection);
            return (await command.ExecuteScalarAsync(Ct))!.ToString()!;
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            NpgsqlConnection.ClearAllPools();
            Directory.Delete(_data, recursive: true);
        }
    }
}
