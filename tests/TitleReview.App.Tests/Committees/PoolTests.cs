using System.Text;
using TitleReview.App.Committees;
using TitleReview.App.People.Imports;
using TitleReview.App.Storage;
using TitleReview.Documents.Sheets;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.People;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Committees;

/// <summary>塔城的专家库、评委会与抽取，从导入到重抽。</summary>
[Collection("one port's accounts")]
public sealed class The_pool_and_the_draw(AppUnderTest app)
{
    private const string Officer = "prefecture@tacheng";
    private static readonly ExpertsPlan Columns = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static MemoryStream Sheet(params IReadOnlyList<string>[] rows) => new(SheetWriter.Write("专家", Columns.Columns, rows, DateTimeOffset.UnixEpoch));

    private static string[] Row(int at, string specialty = "水利", string from = "2023-01-01", string to = "") =>
        [$"专家{(char)('一' + at)}", "高级工程师", "副高级", "工程系列", specialty, $"演示单位{at}", "", "0901-6000000", at == 0 ? "yi@example.cn" : "", from, to];

    private async Task Import(params string[][] rows)
    {
        await using var who = await app.As(Officer);
        var (id, refusal) = await who.Get<UploadImport>().Run("专家.xlsx", Sheet(rows), ImportKind.Experts, Ct);
        Assert.Null(refusal);
        Assert.Null(await who.Again().Get<RunImport>().Run(id!.Value, true, Ct));
    }

    [Fact(DisplayName = "专家库：导入逐格说错，同名同单位的更新；登记、暂停、出库、利害关系都留着；花名册下载留痕；别的端口、别的机构、县里、专家本人都看不到"), Trait("rule", "KZ-17")]
    public async Task Is_kept_by_the_organiser_alone()
    {
        await using var who = await app.As(Officer);
        var (bad, _) = await who.Get<UploadImport>().Run("专家.xlsx", Sheet(Row(40, "不知道的专业"), Row(41, from: "45200"), Row(42, to: "2026-01-01"), Row(40)), ImportKind.Experts, Ct);
        var view = (await who.Again().Get<ReadImport>().Run(bad!.Value, false, 1, Ct))!;
        Assert.Equal(4, view.ErrorCount);
        Assert.StartsWith("第 2 行 E 列：“工程系列”的目录里没有专业“不知道的专业”", view.Errors[0], StringComparison.Ordinal);
        Assert.IsType<ImportHasErrors>(await who.Again().Get<RunImport>().Run(bad.Value, false, Ct));

        await Import(Row(40), Row(41));
        await Import(Row(40, "测绘"), Row(42));
        var pool = (await who.Again().Get<ReadExperts>().Run(new PoolQuery(Find: "演示单位4"), Ct))!.Experts.Where(e => e.Employer.Length == "演示单位40".Length).ToList();
        Assert.Equal((3, 1), (pool.Count, pool.Count(e => e.Specialty == "测绘")));
        var one = pool.Single(e => e.Employer == "演示单位41");
        Assert.Equal(new DateOnly(2025, 12, 31), one.TermTo);

        var form = ExpertForm.Of(one.Facts);
        Assert.Equal(new ExpertThere(pool.Single(e => e.Employer == "演示单位42").Name, "演示单位42"), (await who.Again().Get<KeepExpert>().Run(one.Id, form with { Name = Row(42)[0], Employer = "演示单位42" }, Ct)).Refusal);
        Assert.Equal("Specialty", Assert.Single(Assert.IsType<InvalidInput>((await who.Again().Get<KeepExpert>().Run(null, form with { Specialty = "工程系列|不知道", Employer = "另一个" }, Ct)).Refusal).Errors).Field);
        Assert.IsType<InvalidInput>(await who.Again().Get<MoveExpert>().Run(one.Id, ExpertStatus.Suspended, "", Ct));
        Assert.Null(await who.Again().Get<MoveExpert>().Run(one.Id, ExpertStatus.Suspended, "出国", Ct));
        Assert.Null(await who.Again().Get<RecordTie>().Run(one.Id, TieKind.Kin, "梁小满", "夫妻", Ct));
        Assert.IsType<InvalidInput>(await who.Again().Get<RecordTie>().Run(one.Id, TieKind.SameEmployer, "梁小满", null, Ct));
        var tie = Assert.Single((await who.Again().Get<ReadExpert>().Run(one.Id, Ct))!.Ties);
        Assert.Null(await who.Again().Get<EndTie>().Run(tie.Id, "查明不是", Ct));
        Assert.Equal("查明不是", Assert.Single((await who.Again().Get<ReadExpert>().Run(one.Id, Ct))!.Ties).EndReason);
        Assert.Null(await who.Again().Get<MoveExpert>().Run(one.Id, ExpertStatus.Removed, "退休", Ct));
        Assert.Equal(new ExpertGone(one.Name), (await who.Again().Get<KeepExpert>().Run(one.Id, form, Ct)).Refusal);
        Assert.NotEmpty((await who.Again().Get<ExportExperts>().Run(Ct))!);
        Assert.NotEqual("0", (await app.Ask("select count(*) from audit_entries where act = 'ReadExperts' and body::text like '%导出专家库花名册%'"))[0]);

        foreach (var stranger in new[] { "prefecture@bazhou", "county@tacheng", "employer@tacheng", "expert@tacheng", "committee@bazhou" })
        {
            await using var other = await app.As(stranger);
            Assert.DoesNotContain((await other.Get<ReadExperts>().Run(new(), Ct))?.Experts ?? [], e => e.Employer.StartsWith("演示单位", StringComparison.Ordinal));
            Assert.Null(await other.Again().Get<ReadExpert>().Run(one.Id, Ct));
            Assert.IsType<NotFoundHere>(await other.Again().Get<MoveExpert>().Run(one.Id, ExpertStatus.Removed, "不看", Ct));
            Assert.IsType<NotFoundHere>(await other.Again().Get<EndTie>().Run(tie.Id, "不看", Ct));
        }

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => AsTheApp("delete from experts"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => AsTheApp("delete from draws"));
    }

    private async Task AsTheApp(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(app.AppConnection);
        await connection.OpenAsync(Ct);
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    [Fact(DisplayName = "设评委会，承诺、抽出、替补、重抽：抽出之前密数哪里都没有；委员凭邀请开账号；改一个字节，全面核对就说出来"), Trait("rule", "KZ-17")]
    public async Task Goes_from_the_commitment_to_a_second_draw()
    {
        await Import([.. Enumerable.Range(0, 16).Select(i => Row(i))]);
        await using var who = await app.As(Officer);
        var plan = new PlanId(Guid.Parse((await app.Ask("select p.id from plans p join tenants t on t.id = p.tenant_id where t.slug = 'tacheng'"))[0]));
        var form = new CommitteeForm { Name = "塔城水利评委会", RecordNumber = "备2023-1", ValidFrom = new(2023, 9, 1), Series = "工程系列", Specialties = ["水利"], Grades = [Grade.Intermediate] };
        Assert.Contains("跨系列", Assert.Single(Assert.IsType<InvalidInput>((await who.Get<KeepCommittee>().Run(null, form with { Specialties = ["水利", "农艺"] }, Ct)).Refusal).Errors).Sentence, StringComparison.Ordinal);
        Assert.Equal("ValidTo", Assert.Single(Assert.IsType<InvalidInput>((await who.Get<KeepCommittee>().Run(null, form with { ValidTo = new(2027, 1, 1) }, Ct)).Refusal).Errors).Field);
        var (committee, _) = await who.Get<KeepCommittee>().Run(null, form, Ct);

        // The passed filing's own employer, and the one of a person who once worked where he did, are not drawn.
        await app.Ask("update experts set employer = (select o.name from offices o join filings f on f.employer_id = o.id join tenants t on t.id = f.tenant_id where t.slug = 'tacheng' and f.status = 'FormalityPassed' limit 1) where employer = '演示单位3'");
        await app.Ask("update experts set former_employers = '[\"演示乡工作站\"]' where employer = '演示单位4'");
        var before = (await who.Again().Get<ReadCommittee>().Run(committee, Ct))!;
        var ground = Assert.Single(before.Plans).Ground;
        Assert.Equal(["原同单位", "同单位", "同单位"], ground.Pool.Where(e => ground.Excluded.ContainsKey(e.Id)).Select(e => ground.Excluded[e.Id].Split('（')[0]).Order(StringComparer.Ordinal));
        var scheme = await who.Again().Get<PrintScheme>().Run(committee!.Value, plan, Ct);
        Assert.Equal("%PDF", Encoding.ASCII.GetString(scheme.Pdf!, 0, 4));

        var now = app.Clock.GetUtcNow().ToOffset(Moment.Beijing);
        var order = new DrawForm { Specialties = ["水利"], Members = ["7"], Alternates = ["2"], Source = "某期开奖号码", Day = DateOnly.FromDateTime(now.DateTime), Time = new TimeOnly(now.Hour, now.Minute).AddMinutes(2) };
        Assert.Equal(new EvenMembers(6), (await who.Again().Get<CommitDraw>().Run(committee.Value, plan, order with { Members = ["6"] }, Ct)).Refusal);
        Assert.IsType<InvalidInput>((await who.Again().Get<CommitDraw>().Run(committee.Value, plan, order with { Members = ["甲"] }, Ct)).Refusal);
        Assert.IsType<PoolTooSmall>((await who.Again().Get<CommitDraw>().Run(committee.Value, plan, order with { Members = ["29"] }, Ct)).Refusal);
        var (draw, refusal) = await who.Again().Get<CommitDraw>().Run(committee.Value, plan, order, Ct);
        Assert.Null(refusal);
        Assert.Equal(new DrawUnderWay(), (await who.Again().Get<CommitDraw>().Run(committee.Value, plan, order, Ct)).Refusal);
        Assert.IsType<TooEarlyToDraw>(await who.Again().Get<RevealDraw>().Run(draw!.Value, "0108121822", null, Ct));
        Assert.Equal(["1"], await app.Ask("select count(*) from outbox_events where kind = 'DrawCommitted' and key = 'draw/' || $1", draw.Value.Value.ToString()));

        // Another committee for the same people is a second draw without a reason.
        var (rival, _) = await who.Again().Get<KeepCommittee>().Run(null, form with { Name = "另一个评委会", RecordNumber = "备2023-2" }, Ct);
        Assert.Equal(new DrawnByOther("水利", form.Name), (await who.Again().Get<CommitDraw>().Run(rival!.Value, plan, order, Ct)).Refusal);

        // Nobody finds the secret before: every table, as text.
        var hidden = await Dump();
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(await who.Again().Get<RevealDraw>().Run(draw.Value, "01 08 12 18 22", "热孜万", Ct));
        var secret = (await app.Ask("select secret from draws where id = $1", draw.Value.Value))[0];
        Assert.Equal(64, secret.Length);
        Assert.DoesNotContain(secret, hidden, StringComparison.Ordinal);
        Assert.Contains(secret, await Dump(), StringComparison.Ordinal);

        var drawn = (await who.Again().Get<ReadDraw>().Run(draw.Value, Ct))!;
        Assert.Null(drawn.Fault);
        Assert.Equal((7, 9), (drawn.Draw.Members.Count(), drawn.Draw.Seats.Count));
        Assert.DoesNotContain(drawn.Draw.Seats, s => ground.Excluded.ContainsKey(s.Expert));
        var (log, _, _) = await who.Again().Get<ExportDraw>().Run(draw.Value, DrawPaper.Log, Ct);
        Assert.DoesNotContain("专家一", Encoding.UTF8.GetString(log!), StringComparison.Ordinal);
        Assert.Equal("%PDF", Encoding.ASCII.GetString((await who.Again().Get<ExportDraw>().Run(draw.Value, DrawPaper.Pdf, Ct)).Bytes!, 0, 4));
        Assert.Contains(DrawRanking.Digest(Encoding.UTF8.GetString((await who.Again().Get<ExportDraw>().Run(draw.Value, DrawPaper.Names, Ct)).Bytes!)), Encoding.UTF8.GetString(log!), StringComparison.Ordinal);

        var (invited, _) = await who.Again().Get<InviteMembers>().Run(draw.Value, Ct);
        Assert.Equal(7, invited.Count);
        Assert.Equal(new EveryMemberHasAccount(), (await who.Again().Get<InviteMembers>().Run(draw.Value, Ct)).Refusal);
        Assert.Equal("塔城地区人力资源和社会保障局", (await app.Ask("select facts ->> '单位' from outbox_events where kind = 'AccountInvited' order by at desc limit 1"))[0]);
        var member = (await who.Again().Get<ReadExpert>().Run(drawn.Draw.Members.First().Expert, Ct))!;
        Assert.True(member.Invited);
        Assert.NotNull((await who.Again().Get<global::TitleReview.App.People.OpenInvitation>().Run(member.Expert!.UserId!.Value, Ct)).Link);

        Assert.IsType<InvalidInput>(await who.Again().Get<SubstituteMember>().Run(draw.Value, drawn.Draw.Seats[0].Code, "", Ct));
        Assert.Null(await who.Again().Get<SubstituteMember>().Run(draw.Value, drawn.Draw.Seats[0].Code, "外出", Ct));
        Assert.Equal(drawn.Draw.Seats[7].Code, (await who.Again().Get<ReadDraw>().Run(draw.Value, Ct))!.Draw.Changes.Single().In);
        foreach (var stranger in new[] { "prefecture@bazhou", "county@tacheng", "expert@tacheng" })
        {
            await using var other = await app.As(stranger);
            Assert.Null(await other.Get<ReadDraw>().Run(draw.Value, Ct));
            Assert.IsType<NotFoundHere>(await other.Again().Get<AbandonDraw>().Run(draw.Value, "看", Ct));
            Assert.IsType<NotFoundHere>((await other.Again().Get<ExportDraw>().Run(draw.Value, DrawPaper.Names, Ct)).Refusal);
            Assert.Null(await other.Again().Get<ReadCommittee>().Run(committee, Ct));
        }

        await FindsTampering(who, draw.Value);
        Assert.Null(await who.Again().Get<AbandonDraw>().Run(draw.Value, "两位来不了，候补用完", Ct));
        var (second, _) = await who.Again().Get<CommitDraw>().Run(committee.Value, plan, order with { Time = order.Time!.Value.AddMinutes(10) }, Ct);
        Assert.Null(await who.Again().Get<AbandonDraw>().Run(second!.Value, "那一期停售", Ct));
        Assert.Equal(["Replaced 1 t", "Dropped 2 t"], await app.Ask("select concat_ws(' ', state, no, secret is not null) from draws where committee_id = $1 order by no", committee.Value.Value));
    }

    /// <summary>One byte in a row, as somebody who owns the database could write it: verify says so, and again nothing when it is put back.</summary>
    private async Task FindsTampering(SignedInScope who, DrawId draw)
    {
        foreach (var (column, forged) in new[]
        {
            ("witness", "'别人'"), ("seats", "jsonb_set(seats, '{0,code}', '\"K222-2222\"')"), ("candidates", "jsonb_set(candidates, '{0,name}', '\"张冠李戴\"')"), ("secret", "overlay(secret placing '0' from 5) || ''"),
            ("public_value", "'0108121823'"), ("changes", "jsonb_set(changes, '{0,reason}', '\"别的\"')"), ("committed_by", "'别人'"), ("source", "source || ' '"),
        })
        {
            await app.Ask("create table if not exists kept as select * from draws where false");
            await app.Ask("insert into kept select * from draws where id = $1", draw.Value);
            await app.Ask($"update draws set {column} = {forged} where id = $1", draw.Value);
            if ((await app.Ask($"select count(*) from draws d join kept k on k.id = d.id where d.{column} = k.{column}"))[0] == "0") Assert.NotEmpty(await Faults(who));
            if (column == "witness") Assert.Contains(await app.AsVisitor().Get<Verification>().Run(_ => { }, Ct), p => p.Contains("抽取：", StringComparison.Ordinal));
            await app.Ask($"update draws d set {column} = k.{column} from kept k where k.id = d.id");
            await app.Ask("drop table kept");
        }

        Assert.Null((await who.Again().Get<ReadDraw>().Run(draw, Ct))!.Fault);
        Assert.Empty(await Faults(who));
    }

    private static async Task<IReadOnlyList<string>> Faults(SignedInScope who)
    {
        await using var session = await who.Again().Get<TenantSessions>().Open(Ct);
        return await session.Faults(who.Get<Vault>(), Ct);
    }

    /// <summary>Everything that is stored, as one text.</summary>
    private async Task<string> Dump()
    {
        var tables = await app.Ask("select quote_ident(relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not in ('materials', 'material_pages')");
        var text = new StringBuilder();
        foreach (var table in tables) text.AppendJoin('\n', await app.Ask($"select t::text from {table} t"));
        return text.ToString();
    }
}
