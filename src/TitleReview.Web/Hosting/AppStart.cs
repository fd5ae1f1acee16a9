using TitleReview.App;
using TitleReview.App.Demo;
using TitleReview.App.Messages;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain.SignIn;
using TitleReview.Web.Shell;

namespace TitleReview.Web.Hosting;

/// <summary>起步：数据库、钟、演示数据；以及登录表。</summary>
public static class AppStart
{
    /// <summary>The database is up and migrated before anything listens.</summary>
    public static async Task<Database> AddApp(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("TitleReview");
        var data = Path.GetFullPath(settings["DataDirectory"] ?? ".data");
        var clock = Clock(builder, settings);
        var given = builder.Configuration.GetConnectionString("TitleReview");
        var database = string.IsNullOrWhiteSpace(given)
            ? await Database.Embedded(Path.Combine(data, "postgres"), line => Console.WriteLine($"PostgreSQL: {line}"))
            : await Database.External(given, builder.Configuration.GetConnectionString("TitleReviewOwner"));
        await database.Migrate();

        var address = settings["PublicAddress"] ?? (builder.Configuration["urls"] ?? "http://localhost:5080").Split(';')[0];
        builder.Services.AddTitleReview(new AppSettings(database, data, WorkerFolder(builder, settings), address, S3(settings), Outgoing(settings, data, address), People(settings)), clock);
        return database;
    }

    public static async Task LoadDemo(this WebApplication app, Database database)
    {
        var wanted = app.Configuration.GetValue<bool?>("TitleReview:Demo") ?? (database.IsEmbedded && app.Environment.IsDevelopment());
        if (!wanted) return;

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoData>().Load(moveToNow: app.Configuration["TitleReview:Clock:Start"] is null);
        app.Lifetime.ApplicationStarted.Register(() => PrintAccounts(app.Urls.FirstOrDefault() ?? ""));
    }

    private static S3Settings? S3(IConfiguration settings) =>
        settings.GetSection("Files:S3") is var s3 && s3["ServiceUrl"] is { Length: > 0 } url
            ? new S3Settings(url, Needed(s3, "Bucket"), Needed(s3, "AccessKey"), Needed(s3, "SecretKey"), s3["Region"] ?? "us-east-1")
            : null;

    private static OutgoingSettings Outgoing(IConfiguration settings, string data, string address)
    {
        var smtp = settings.GetSection("Mail:Smtp");
        return new OutgoingSettings(
            smtp["Host"] is { Length: > 0 } host
                ? new SmtpSettings(host, smtp.GetValue("Port", 25), smtp["User"], smtp["Password"], smtp.GetValue("Tls", false), TimeSpan.FromSeconds(smtp.GetValue("TimeoutSeconds", 20)))
                : null,
            Path.GetFullPath(settings["Mail:PickupDirectory"] ?? Path.Combine(data, "mail")),
            settings["Sms:PickupDirectory"] is { Length: > 0 } sms ? Path.GetFullPath(sms) : null,
            settings["Mail:From"] ?? "no-reply@localhost", address, OutgoingSettings.GrowingPauses);
    }

    private static PeopleSettings People(IConfiguration settings)
    {
        var shipped = new PeopleSettings();
        return new PeopleSettings(settings.GetValue("People:ImportRows", shipped.ImportRows), settings.GetValue("People:ImportMegabytes", shipped.ImportBytes / 1024 / 1024) * 1024 * 1024, settings.GetValue("People:InvitationDays", shipped.InvitationDays));
    }

    private static string Needed(IConfigurationSection section, string key) =>
        section[key] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{section.Path}:{key} is missing.");

    private static AppClock Clock(WebApplicationBuilder builder, IConfiguration settings)
    {
        var clock = new AppClock(new RealTime());
        if (settings["Clock:Start"] is not { Length: > 0 } start) return clock;
        if (builder.Environment.IsProduction()) throw new InvalidOperationException("TitleReview:Clock:Start is refused in Production.");

        clock.StartAt(DateTimeOffset.Parse(start));
        return clock;
    }

    /// <summary>Beside the program when published, beside the project when run from source.</summary>
    private static string WorkerFolder(WebApplicationBuilder builder, IConfiguration settings) =>
        settings["Worker:Folder"]
        ?? new[] { Path.Combine(AppContext.BaseDirectory, "TitleReview.Worker"), Path.Combine(builder.Environment.ContentRootPath, "..", "TitleReview.Worker") }
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "worker.mjs")))
        ?? throw new InvalidOperationException("The worker's folder was not found: set TitleReview:Worker:Folder.");

    private static void PrintAccounts(string address)
    {
        Console.WriteLine($"""

            职称评审已就绪：{address}
            演示账号，密码都是 {DemoPeople.Password}；登录名后加 @端口

            {string.Join(Environment.NewLine + Environment.NewLine, DemoPeople.Ports.Select(Accounts))}
              {DemoPeople.Administrator.LoginName + "@platform",-28}{DemoPeople.Administrator.Shows}
              {DemoPeople.TwoStep.LoginName + "@" + DemoPeople.TwoStep.Port,-28}两步登录的审核人员，动态码的密钥 {Totp.Base32(DemoPeople.TwoStepSecret)}

            """);
    }

    private static string Accounts(DemoPeople.Port port) => $"""
          @{port.Slug}　{port.Name}
            审核  {string.Join("、", port.Desks.Where(d => d.Officer is not null).SelectMany(d => d.Second is null ? [d.Login] : new[] { d.Login, $"{d.Login}-second" }))}
            单位  {string.Join("、", port.Employers.Where(e => e.Administrator is not null).Select(e => e.Login))}
            个人  {string.Join("、", port.People.Select(p => p.Login))}
            专家  {DemoPeople.ExpertLogin}{(port.Slug == DemoPeople.Meeting.Port ? $"；评审会的委员 {DemoPeople.MemberLogin(1)} … {DemoPeople.MemberLogin(DemoPeople.Meeting.Members)}　纪检  {DemoPeople.Meeting.Observer}" : port.Slug == DemoPeople.Defending.Port ? $"；听答辩的委员 {DemoPeople.MemberLogin(1)} … {DemoPeople.MemberLogin(DemoPeople.Defending.Members)}" : "")}
        """;

    private sealed class RealTime : TimeProvider;
}
