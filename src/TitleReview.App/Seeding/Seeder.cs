using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using TitleReview.App.Calendar;
using TitleReview.App.Demo;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Seeding;

/// <param name="Filings">造多少份申报。</param>
/// <param name="Ready">其中多少份是填全、传齐、登录就能提交的草稿。</param>
public sealed record SeedOrder(int Filings, string Tenant = "seed", int Ready = 100);

/// <summary>
/// 造一个任意大小、看着像真的端口：人与单位都是编的，申报一步步走出来，用 COPY 写进去，一个事务；
/// 审计链照样封，待办与件数照样有，所以造完 verify 仍是全部相符。只供开发与测试，正式环境不许。
/// </summary>
public sealed class Seeder(TenantSessions sessions, Database database, Accounts accounts, Vault vault, DemoScans scans)
{
    public const int Most = 2_000_000;

    private const int PerBatch = 5_000;

    public static string? WhyNot(SeedOrder order) =>
        order.Filings is < 1 or > Most ? $"申报份数应在 1 到 {Most:N0} 之间。"
        : order.Ready < 0 || order.Ready > order.Filings ? "可直接提交的草稿份数不能多于申报份数。"
        : Tenant.WhyNotSlug(order.Tenant)?.Sentence;

    /// <returns>空为造好了；否则是为什么没有造。</returns>
    public async Task<string?> Run(SeedOrder order, Action<string> say, CancellationToken ct = default)
    {
        if (WhyNot(order) is { } wrong) return wrong;
        var there = await sessions.TenantsAndPlatform(ct);
        var code = new string([.. order.Tenant.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Take(8)]);
        if (there.Any(t => t.Slug == order.Tenant || t.Code == code)) return $"端口“{order.Tenant}”已经有了。另取一个名字：--tenant 名字。";

        var clock = Stopwatch.StartNew();
        var id = await AddTenant(order.Tenant, code, ct);
        await using var session = await sessions.OpenFor(id, Actor.System, ct);
        if (session.WhyNot(Act.LoadDemo) is { } refusal) return refusal.Sentence;

        // The same order again gives the same port, but for the keys and the time.
        var random = new Random(20_261_122);
        var people = new SeedPeople(session, vault, there.Count, random);
        var world = new SeedWorld(session, accounts, accounts.Hash(DemoPeople.Password), random);
        world.Build(people, Math.Max(8, order.Filings / 110));
        await session.Begin(ct);
        session.Db.Users.Add(accounts.New(session, DemoPeople.ExpertLogin, people.Name(), accounts.Hash(DemoPeople.Password), Role.Expert, null, null));
        if (await session.Save(ct) is { } failed) return failed.Sentence;
        say($"端口 {order.Tenant}：机构 {world.Desks.Count} 个，单位 {world.Employers.Count():N0} 个。");

        await using var owner = await Owner(id, ct);
        await using (var transaction = await owner.BeginTransactionAsync(ct))
        {
            await new SeedCopy<Office>(session.Db).Write(owner, world.Employers, ct);
            await new SeedCopy<AppUser>(session.Db).Write(owner, world.Users, ct);
            await transaction.CommitAsync(ct);
        }

        await session.Begin(ct);
        await world.Ready(people, scans, order.Ready, ct);
        session.Note($"造了 {order.Filings} 份申报的演练端口");
        if (await session.Save(ct) is { } unready) return unready.Sentence;

        await Pour(order, session, world, people, random, owner, say, ct);
        say($"造好了：端口 {order.Tenant}，{order.Filings:N0} 份申报，用时 {Spent(clock)}。");
        return null;
    }

    private static async Task Pour(SeedOrder order, TenantSession session, SeedWorld world, SeedPeople people, Random random, NpgsqlConnection owner, Action<string> say, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var life = new SeedLife(world, people, await session.Calendar(ct), session.Now, random);
        var (applicants, users, filings, events, submissions, notices) = (new SeedCopy<Applicant>(session.Db), new SeedCopy<AppUser>(session.Db), new SeedCopy<Filing>(session.Db),
            new SeedCopy<FilingEvent>(session.Db), new SeedCopy<Submission>(session.Db), new SeedCopy<PublicNotice>(session.Db));
        var (fees, papers) = (new SeedCopy<FeeNotice>(session.Db), new SeedCopy<PaperHandIn>(session.Db));
        await using var transaction = await owner.BeginTransactionAsync(ct);
        var seals = await SeedSeals.Begin(owner, session.Tenant.Id, ct);
        var told = clock.Elapsed;
        var coming = Batch(order.Ready + 1);
        for (var from = order.Ready + 1; from <= order.Filings; from += PerBatch)
        {
            // While one batch is written, the next one is made up.
            var (serials, lives) = await coming;
            coming = Batch(from + PerBatch);
            await applicants.Write(owner, lives.Select(l => l.Applicant), ct);
            await users.Write(owner, lives.Select((l, at) => world.UserOf(l.Applicant, serials[at])), ct);
            await filings.Write(owner, lives.Select(l => l.Filing), ct);
            await events.Write(owner, lives.SelectMany(l => l.Filing.History), ct);
            await submissions.Write(owner, lives.SelectMany(l => l.Submissions), ct);
            await notices.Write(owner, lives.SelectMany(l => l.Notices), ct);
            await fees.Write(owner, lives.Select(l => l.Fee).OfType<FeeNotice>(), ct);
            await papers.Write(owner, lives.Select(l => l.Paper).OfType<PaperHandIn>(), ct);
            await Years(owner, session, world.Plan, lives, ct);
            await seals.Seal([.. lives.Where(l => l.Submissions.Count > 0).Select(l => l.Filing.Id.Value)], ct);
            if (clock.Elapsed - told < TimeSpan.FromSeconds(3)) continue;

            told = clock.Elapsed;
            var done = serials[^1];
            say($"已写入 {done:N0} / {order.Filings:N0} 份，用时 {Spent(clock)}，约剩 {clock.Elapsed * ((order.Filings - done) / (double)done):m\\:ss}。");
        }

        say("排待办、点件数 …");
        await seals.Finish(order.Filings, world.Plan.Year, ct);
        await transaction.CommitAsync(ct);
        await SeedSeals.Execute(owner, "analyze", ct);

        Task<(List<int> Serials, List<SeededFiling> Lives)> Batch(int from) => Task.Run(() =>
        {
            var serials = Enumerable.Range(from, Math.Max(0, Math.Min(PerBatch, order.Filings - from + 1))).ToList();
            return (serials, serials.ConvertAll(life.Live));
        }, ct);
    }

    /// <summary>占下每个人的这一年：真的提交也占。</summary>
    private static Task Years(NpgsqlConnection owner, TenantSession session, Plan plan, IEnumerable<SeededFiling> lives, CancellationToken ct) =>
        new SeedTable("person_years", ["tenant_id", "filing_id", "digest", "year", "exclusive", "claimed_at"]).Write(owner, lives.Where(l => l.Submissions.Count > 0).Select(l => new (object?, NpgsqlDbType)[]
        {
            (session.Tenant.Id.Value, NpgsqlDbType.Uuid), (l.Filing.Id.Value, NpgsqlDbType.Uuid), (l.Person, NpgsqlDbType.Bytea),
            (plan.Year, NpgsqlDbType.Integer), (PersonYears.IsExclusive(plan.Terms), NpgsqlDbType.Boolean), (l.Submissions[0].SubmittedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz),
        }), ct);

    private async Task<TenantId> AddTenant(string slug, string code, CancellationToken ct)
    {
        await using var owner = new NpgsqlConnection(database.OwnerConnection);
        await owner.OpenAsync(ct);
        var id = new TenantId(Guid.CreateVersion7());
        await using var insert = new NpgsqlCommand("insert into tenants (id, slug, code, name) values ($1, $2, $3, $4)", owner)
        { Parameters = { new() { Value = id.Value }, new() { Value = slug }, new() { Value = code }, new() { Value = $"演练地区职称评审（{slug}）" } } };
        await insert.ExecuteNonQueryAsync(ct);
        return id;
    }

    private async Task<NpgsqlConnection> Owner(TenantId tenant, CancellationToken ct)
    {
        // Nothing here is short: no time limit, and a connection that is not given back to others.
        var owner = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.OwnerConnection) { CommandTimeout = 0, Pooling = false }.ConnectionString);
        await owner.OpenAsync(ct);
        await using var set = new NpgsqlCommand("select set_config('app.tenant', $1, false)", owner) { Parameters = { new() { Value = tenant.Value.ToString() } } };
        await set.ExecuteScalarAsync(ct);
        return owner;
    }

    private static string Spent(Stopwatch clock) => $"{clock.Elapsed:m\\:ss}";
}
