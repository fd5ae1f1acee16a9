using System.Diagnostics;
using TitleReview.App.Approvals;
using TitleReview.App.Clockwork;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Messages;
using TitleReview.App.Notices;
using TitleReview.App.Organizations;
using TitleReview.App.People;
using TitleReview.App.People.Imports;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Documents.Sheets;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.People;

/// <summary>Imports, invitations, colleagues, deputies, hand-over; each part at an employer of its own.</summary>
[Collection("one port's accounts")]
public sealed class People_of_an_office(AppUnderTest app)
{
    private const string Password = "Zi-Ji-She-De-1";
    private static readonly string[] StaffHeads = ["姓名", "身份证号码", "手机", "邮箱", "岗位"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static MemoryStream Sheet(string[] heads, IEnumerable<string[]> rows) => new(SheetWriter.Write("名单", [.. heads.Select(h => new SheetColumn(h, 20))], rows, DateTimeOffset.UnixEpoch));

    private static string[] Person(int i, string? id = null) => [$"张{(char)('一' + i)}", id ?? DemoPeople.IdOf(600 + i).Number, $"139{i:00000000}", i % 2 == 0 ? $"p{i}@example.cn" : "", "养路工程"];

    private static async Task<ImportSheetId> Upload(SignedInScope who, MemoryStream sheet)
    {
        var (id, refusal) = await who.Again().Get<UploadImport>().Run("名单.xlsx", sheet, ct: Ct);
        Assert.Null(refusal);
        return id!.Value;
    }

    private async Task<TenantId> Tenant(string slug) => new(Guid.Parse((await app.Ask("select id from tenants where slug = $1", slug))[0]));

    [Fact(DisplayName = "导入人员：三格错的一行都不办，说出在哪一格；改好四十人，号码封存，审计里没有；已有的跳过或更新；本人凭链接激活，号码不对的不行，用过的作废"), Trait("rule", "TC-13")]
    public async Task Brings_forty_in()
    {
        await using var employer = await app.As("employer@bazhou");
        var people = Enumerable.Range(0, 40).Select(i => Person(i)).ToList();
        var wrong = people.Select(p => p.ToArray()).ToList();
        (wrong[3][1], wrong[7][2], wrong[9][1]) = (wrong[3][1][..17] + (wrong[3][1][17] == '1' ? '2' : '1'), "12", wrong[8][1]);
        var before = await app.Ask("select count(*) from applicants");
        var bad = await Upload(employer, Sheet(StaffHeads, wrong));
        var view = (await employer.Again().Get<ReadImport>().Run(bad, false, 1, Ct))!;
        Assert.Equal(["第 5 行 B 列：身份证号码的校验位不对，请逐位核对。", "第 9 行 C 列：" + Validation.Phone("12"), "第 11 行 B 列：与第 10 行是同一个号码，一人只能一行。"], view.Errors);
        Assert.Equal(new ImportHasErrors(3), await employer.Again().Get<RunImport>().Run(bad, false, Ct));
        Assert.Null(await employer.Again().Get<DropImport>().Run(bad, Ct));
        Assert.Equal(before, await app.Ask("select count(*) from applicants"));

        var good = await Upload(employer, Sheet(StaffHeads, people));
        foreach (var stranger in new[] { "employer-direct@bazhou", "employer@tacheng", "prefecture@bazhou", "applicant@bazhou", "county@bazhou" })
        {
            await using var other = await app.As(stranger);
            Assert.Null(await other.Get<ReadImport>().Run(good, false, 1, Ct));
            Assert.IsType<NotFoundHere>(await other.Again().Get<RunImport>().Run(good, false, ct: Ct));
            Assert.Null(await other.Again().Get<OpenImportFile>().Run(good, false, ct: Ct));
        }

        Assert.Null(await employer.Again().Get<RunImport>().Run(good, false, ct: Ct));
        Assert.Equal(["40"], await app.Ask("select count(*) from applicants a join users u on u.applicant_id = a.id where a.job = '养路工程' and a.status = 'Confirmed' and u.password_hash is null and u.invited_at is not null"));
        Assert.Equal(["0"], await app.Ask("select count(*) from audit_entries where body::text like $1 or body::text like '%139000000%' and act = 'ImportList' and body::text like '%p2@example.cn%'", $"%{people[0][1]}%"));
        Assert.Equal(["0"], await app.Ask("select max(length(sealed_rows)) from import_sheets where state <> 'Previewed'"));
        Assert.IsType<ImportOver>(await employer.Again().Get<RunImport>().Run(good, false, ct: Ct));

        people[0][4] = "桥梁";
        var again = await Upload(employer, Sheet(StaffHeads, people));
        Assert.Equal(40, (await employer.Again().Get<ReadImport>().Run(again, false, 1, Ct))!.Counts[ImportResult.Skipped]);
        Assert.Null(await employer.Again().Get<RunImport>().Run(again, true, Ct));
        Assert.Equal(["1"], await app.Ask("select count(*) from applicants where job = '桥梁'"));
        Assert.Equal(["40"], await app.Ask("select count(*) from applicants where job in ('桥梁', '养路工程')"));
        await Belongs_elsewhere(people);
        await Is_swept_half_run(employer, people);
        await Invites(employer, people);
    }

    /// <summary>Broken off after the first rows and left: the sealed numbers go after two days, what was done stays.</summary>
    private async Task Is_swept_half_run(SignedInScope employer, List<string[]> people)
    {
        var half = await Upload(employer, Sheet(StaffHeads, people));
        await app.Ask("""update import_sheets set handled = 1, outcome = '[{"row":2,"name":"张一","result":"Skipped","sentence":"跳过"}]', uploaded_at = uploaded_at - interval '3 days' where id = $1""", half.Value);
        await using var system = app.AsVisitor();
        Assert.Equal(1, await system.Get<SweepUploads>().Run(await Tenant("bazhou"), Ct));
        Assert.Equal(["Dropped 0"], await app.Ask("select state || ' ' || length(sealed_rows) from import_sheets where id = $1", half.Value));
        Assert.IsType<ImportOver>(await employer.Again().Get<RunImport>().Run(half, false, Ct));
        Assert.Single((await employer.Again().Get<ReadImport>().Run(half, false, 1, Ct))!.Rows);
    }

    /// <summary>Another employer of the port hears that it is taken, not where; another port hears nothing.</summary>
    private async Task Belongs_elsewhere(List<string[]> people)
    {
        await using var neighbour = await app.As("employer-direct@bazhou");
        var id = await Upload(neighbour, Sheet(StaffHeads, [people[0]]));
        Assert.StartsWith("第 2 行 B 列：这个号码在本端口已经登记，不在本单位。", Assert.Single((await neighbour.Again().Get<ReadImport>().Run(id, false, 1, Ct))!.Errors), StringComparison.Ordinal);
        await using var far = await app.As("employer-private@aksu");
        var fine = await Upload(far, Sheet(StaffHeads, [people[0]]));
        Assert.Equal(1, (await far.Again().Get<ReadImport>().Run(fine, false, 1, Ct))!.Counts[ImportResult.Added]);
    }

    private async Task Invites(SignedInScope employer, List<string[]> people)
    {
        await using var system = app.AsVisitor();
        var bazhou = await Tenant("bazhou");
        await app.Ask("insert into message_settings select id, '{\"quietFrom\":\"00:00:00\",\"quietTo\":\"00:00:00\",\"digestMinutes\":0,\"templates\":{}}', '试', now() from tenants where slug = 'bazhou' on conflict do nothing");
        await system.Get<DispatchMessages>().Run(bazhou, Ct);
        Assert.Equal(["20"], await app.Ask("select count(*) from deliveries d join messages m on m.id = d.message_id where m.kind = 'AccountInvited' and d.channel = 'Mail'"));
        Assert.Equal(["0"], await app.Ask("select count(*) from messages where kind = 'AccountInvited' and text like '%activate%'"));

        var staff = (await employer.Again().Get<ReadStaff>().Run(ct: Ct)).Rows.First(s => s.Person.Name == people[1][0]);
        var (old, _) = await employer.Again().Get<OpenInvitation>().Run(new UserId(staff.Account!.Value), Ct);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var (link, refusal) = await employer.Again().Get<OpenInvitation>().Run(new UserId(staff.Account!.Value), Ct);
        Assert.Null(refusal);
        var token = link!.Split('/')[^1];
        Assert.Null(await system.Get<ReadInvitation>().Run("bazhou", old!.Split('/')[^1], Ct));
        Assert.Null(await system.Get<ReadInvitation>().Run("tacheng", token, Ct));
        Assert.Equal((people[1][0], true), (await system.Get<ReadInvitation>().Run("bazhou", token, Ct)) is { } seen ? (seen.Name, seen.AsksResidentId) : default);
        var form = new ActivationForm { ResidentId = people[2][1], LoginName = "zhang.er", Password = Password, PasswordAgain = Password };
        Assert.Equal(["ResidentId"], Assert.IsType<InvalidInput>(await system.Get<ActivateAccount>().Run("bazhou", token, form, Ct)).Errors.Select(e => e.Field));
        await using var once = app.AsVisitor();
        Assert.Null(await once.Get<ActivateAccount>().Run("bazhou", token, form with { ResidentId = people[1][1].ToLowerInvariant() }, Ct));
        await using var twice = app.AsVisitor();
        Assert.IsType<LinkNotGood>(await twice.Get<ActivateAccount>().Run("bazhou", token, form, Ct));
        await using var person = await app.As("zhang.er@bazhou");
        Assert.IsType<AlreadyActive>((await employer.Again().Get<OpenInvitation>().Run(new UserId(person.User.Id), Ct)).Refusal);
    }

    [Fact(DisplayName = "五千行几秒之内看完预览，什么都没有改变")]
    public async Task Previews_five_thousand()
    {
        await using var employer = await app.As("employer-state@aksu");
        var sheet = Sheet(StaffHeads, Enumerable.Range(0, 5000).Select(i =>
        {
            var first17 = $"6541011990{1 + i % 12:00}{1 + i / 12 % 27:00}{i / 400 + 100:000}";
            return new[] { "张三", first17 + ResidentId.CheckDigit(first17), "13900000000", "", $"{i}" };
        }));
        var watch = Stopwatch.StartNew();
        var id = await Upload(employer, sheet);
        var view = (await employer.Again().Get<ReadImport>().Run(id, false, 1, Ct))!;
        TestContext.Current.TestOutputHelper?.WriteLine($"5,000 rows in {watch.ElapsedMilliseconds} ms");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal(5000, view.Sheet.Rows);
        Assert.Equal(["0"], await app.Ask("select count(*) from applicants a join offices o on o.id = a.employer_id where o.name = '阿克苏地区演示化工厂' and a.job is not null"));
        Assert.Null(await employer.Again().Get<DropImport>().Run(id, Ct));
    }

    [Fact(DisplayName = "导入机构：上级写在前面就行，代码查校验位；第一位管理员受邀激活；县里不能导入"), Trait("rule", "TC-12")]
    public async Task Brings_offices_in()
    {
        string[] heads = ["县（市）", "种类", "名称", "统一社会信用代码", "上级机构", "单位性质", "主管部门", "管理员姓名", "管理员电话", "管理员邮箱"];
        string[][] rows =
        [
            ["库车市", "县（市）人社局", "库车市演示人力资源和社会保障局", "", "阿克苏地区人力资源和社会保障局", "", "", "阿不都·热合曼", "0997-7100000", ""],
            ["库车市", "用人单位", "库车市演示水管站", DemoPeople.CreditCodeOf(7001), "库车市演示人力资源和社会保障局", "事业单位", "", "王丽", "0997-7100001", "wang@example.cn"],
            ["库车市", "用人单位", "库车市演示水管站城北段", "", "库车市演示水管站", "事业单位", "", "李梅", "0997-7100002", ""],
        ];
        await using (var county = await app.As("county@aksu")) Assert.IsType<NotFoundHere>((await county.Get<UploadImport>().Run("a.xlsx", Sheet(heads, rows), ct: Ct)).Refusal);
        await using var prefecture = await app.As("prefecture@aksu");
        var wrong = rows.Take(2).Select(r => r.ToArray()).Reverse().ToArray();
        wrong[0][3] = wrong[0][3][..17] + (wrong[0][3][17] == '1' ? '2' : '1');
        var bad = (await prefecture.Again().Get<ReadImport>().Run(await Upload(prefecture, Sheet(heads, wrong)), false, 1, Ct))!;
        Assert.Equal(["第 2 行 D 列", "第 2 行 E 列"], bad.Errors.Select(e => e.Split('：')[0]));

        var id = await Upload(prefecture, Sheet(heads, rows));
        Assert.Null(await prefecture.Again().Get<RunImport>().Run(id, false, Ct));
        Assert.Equal(["Approved"], await app.Ask("select o.registration from offices o join offices p on p.id = o.reports_to where o.name = '库车市演示水管站' and p.name = '库车市演示人力资源和社会保障局'"));
        Assert.Equal([$"{DemoPeople.CreditCodeOf(7001)}|"], await app.Ask("select main_code || '|' || coalesce(credit_code, '') from offices where name = '库车市演示水管站城北段'"));
        // Nobody stands between the importer and an office below the county: he hands out the first links, twice the same.
        Assert.Equal(3, (await prefecture.Again().Get<ReadImport>().Run(id, false, 1, Ct))!.Links);
        var links = SheetReader.Read((await prefecture.Again().Get<OpenImportLinks>().Run(id, Ct))!, new SheetLimits(1 << 20, 100, 6)).Skip(1).ToDictionary(r => r.Cells[2], r => r.Cells[4]);
        Assert.Equal(links, SheetReader.Read((await prefecture.Again().Get<OpenImportLinks>().Run(id, Ct))!, new SheetLimits(1 << 20, 100, 6)).Skip(1).ToDictionary(r => r.Cells[2], r => r.Cells[4]));
        await using (var visitor = app.AsVisitor()) Assert.Equal("李梅", (await visitor.Get<ReadInvitation>().Run("aksu", links["李梅"].Split('/')[^1], Ct))!.Name);
        Assert.Equal(["EmployerAdministrator", "EmployerAdministrator", "Officer"], await app.Ask("select u.role from users u join offices o on o.id = u.office_id where o.place = '库车市' order by u.role"));
    }

    [Fact(DisplayName = "分支机构：总单位看得到它们的申报、各几份，自己那一站的才能审；添一个、审核送来的、替它邀请；别的单位的看不见"), Trait("rule", "TC-12")]
    public async Task Has_branches()
    {
        await using var main = await app.As("employer-private@aksu");
        await using var branch = await app.As("branch-one@aksu");
        await using var stranger = await app.As("employer@aksu");
        var there = new FilingId(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'branch-person@aksu'"))[0]));
        var waiting = new FilingId(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'branch-main-desk@aksu'"))[0]));

        // At the branch's desk, and without a stop of its own: the main employer reads, and does not act; at its own stop it does.
        Assert.True((await main.Again().Get<ReadJudging>().Run(there, Ct))!.Own);
        var stops = (await app.Ask("select stops::text from filings where id = $1", there.Value))[0];
        await app.Ask("update filings set stops = stops - 1 where id = $1", there.Value);
        Assert.NotNull(await main.Again().Get<ReadFiling>().Run(there, Ct));
        Assert.False((await main.Again().Get<ReadJudging>().Run(there, Ct))!.Own);
        Assert.IsType<NotFoundHere>(await main.Again().Get<WriteDeskNote>().Run(there, "请核对", Ct));
        Assert.IsType<NotYourStop>(await main.Again().Get<ApproveFiling>().Run(there, "同意推荐", true, Ct));
        await app.Ask("update filings set stops = $2::jsonb where id = $1", there.Value, stops);
        Assert.Null(await stranger.Again().Get<ReadFiling>().Run(there, Ct));
        Assert.Null(await branch.Again().Get<ReadFiling>().Run(waiting, Ct));
        var queue = (await main.Again().Get<ReadInbox>().Run(new(), Ct))!;
        Assert.Equal([waiting.Value], queue.Rows.Select(r => r.Id));
        Assert.Equal(2, queue.Branches.Count);
        Assert.Contains(there.Value, (await main.Again().Get<ReadInbox>().Run(new(InboxTab.Others, Employer: queue.Branches[0]), Ct))!.Rows.Select(r => r.Id));
        await Desk.PassChecklist(main.Again(), waiting);
        Assert.Null(await main.Again().Get<ApproveFiling>().Run(waiting, "同意推荐", true, Ct));
        Assert.Equal(["阿克苏地区工业和信息化局评审委员会"], await app.Ask("select o.name from filings f join offices o on o.id = f.current_office_id where f.id = $1", waiting.Value));

        var board = (await main.Again().Get<ReadStaffBoard>().Run(ct: Ct))!;
        Assert.Equal(3, board.Branches.Count);
        Assert.Equal(board.Total.All, board.Branches.Sum(b => b.All));
        Assert.Equal(there.Value, Assert.Single((await main.Again().Get<ReadStaffBoard>().Run(new(Branch: board.Branches.Single(b => b.Name == queue.Branches[0]).Id), Ct))!.Lines).Filing);
        Assert.Empty((await branch.Again().Get<ReadStaffBoard>().Run(ct: Ct))!.Branches);

        Assert.Equal(["Name"], Assert.IsType<InvalidInput>((await main.Again().Get<AddBranch>().Run(new() { Name = queue.Branches[0] }, Ct)).Refusal).Errors.Select(e => e.Field));
        Assert.IsType<BranchOfABranch>((await branch.Again().Get<AddBranch>().Run(new() { Name = "三分厂" }, Ct)).Refusal);
        var (link, none) = await main.Again().Get<AddBranch>().Run(new() { Name = "温宿县演示机械制造有限公司三分厂", AdministratorName = "钱小雨", Phone = "0997-7100003" }, Ct);
        Assert.Null(none);
        // Of another office: nobody has to vouch for it.
        Assert.Equal(["false"], await app.Ask("select (handed_by is not null)::text from users where display_name = '钱小雨'"));
        Assert.Contains("/activate/aksu/", link, StringComparison.Ordinal);

        // From the portal, by the code of the main employer; the main employer decides, nobody else.
        await using var visitor = app.AsVisitor();
        var form = Filled.Employer(Guid.Empty, 733) with { ReceivingOffice = null, CreditCode = "", Name = "温宿县演示机械制造有限公司四分厂", LoginName = "branch.four", MainCode = branch.User.OfficeId is null ? "" : (await app.Ask("select main_code from offices where id = $1", branch.User.OfficeId.Value.Value))[0] };
        Assert.Null(await visitor.Get<RegisterEmployer>().Run("aksu", form, Ct));
        Assert.Equal(["MainCode"], Assert.IsType<InvalidInput>(await visitor.Get<RegisterEmployer>().Run("aksu", form with { MainCode = DemoPeople.CreditCodeOf(9090), LoginName = "branch.five" }, Ct)).Errors.Select(e => e.Field));
        var sent = (await main.Again().Get<ReadEmployers>().Run(ct: Ct)).Rows.Single(r => r.Employer.Registration == RegistrationStatus.Awaiting).Employer;
        Assert.IsType<NotFoundHere>(await stranger.Again().Get<DecideEmployer>().Run(sent.Id, true, null, Ct));
        Assert.Null(await main.Again().Get<DecideEmployer>().Run(sent.Id, true, null, Ct));
        Assert.Equal("温宿县演示机械制造有限公司", (await visitor.Get<ReadRegisteredEmployers>().Run("aksu", "四分厂", ct: Ct)).Rows.Single().Main);
        Assert.Null(await main.Again().Get<SetReviewsBranches>().Run(false, Ct));
        Assert.Equal(4, (await main.Again().Get<ReadColleagues>().Run(ct: Ct))!.Below.Found);
    }

    [Fact(DisplayName = "凭同机构的人当面给的链接激活的，别人确认之前不算第二个人：给链接的自己、没有确认过的都不能确认，上级可以；审计看得到")]
    public async Task Is_not_two_before_somebody_says_so()
    {
        await using var first = await app.As("county@kezhou");
        await using var second = await app.As(await Joins(first, "买合木提", "county.two"));
        var made = new UserId(second.User.Id);
        Assert.Equal([made.Value], (await first.Again().Get<ReadColleagues>().Run(ct: Ct))!.People.Where(p => p.Unvouched).Select(p => p.Id));
        Assert.Equal(["1"], await app.Ask("select count(*) from audit_entries where body::text like '%激活账号：county.two@kezhou（凭本机构的人当面给的链接，等别人确认）%'"));
        Assert.IsType<OwnInvitation>(await first.Again().Get<VouchAccount>().Run(made, Ct));
        await using var third = await app.As(await Joins(second, "赛福丁", "county.three"));
        Assert.Equal(new NotVouchedYet(true), await third.Again().Get<VouchAccount>().Run(made, Ct));
        await using var above = await app.As("prefecture@kezhou");
        Assert.Equal(2, (await above.Again().Get<ReadColleagues>().Run(ct: Ct))!.Below.Rows.Single(o => o.Id == first.User.OfficeId!.Value.Value).Unvouched);
        Assert.Null(await above.Again().Get<VouchAccount>().Run(made, Ct));
        Assert.IsType<NothingToVouch>(await above.Again().Get<VouchAccount>().Run(made, Ct));
        // Whom he has let in himself he vouches for as little as the first did.
        Assert.IsType<OwnInvitation>(await second.Again().Get<VouchAccount>().Run(new UserId(third.User.Id), Ct));
        Assert.Null(await first.Again().Get<VouchAccount>().Run(new UserId(third.User.Id), Ct));
        Assert.Equal(["0"], await app.Ask("select count(*) from users where office_id = $1 and handed_by is not null", first.User.OfficeId!.Value.Value));
    }

    private async Task<string> Joins(SignedInScope inviter, string name, string login)
    {
        var (link, refusal) = await inviter.Again().Get<InviteColleague>().Run(new InviteForm { Name = name, Phone = "0908-4000000" }, Ct);
        Assert.Null(refusal);
        await using var visitor = app.AsVisitor();
        Assert.Null(await visitor.Get<ActivateAccount>().Run(link!.Split('/')[^2], link.Split('/')[^1], new ActivationForm { LoginName = login, Password = Password, PasswordAgain = Password }, Ct));
        return $"{login}@{link.Split('/')[^2]}";
    }

    internal static async Task Enters(SignedInScope who)
    {
        var entered = (await who.Again().Get<EnterSignIn>().Run(new HalfSignedIn(new UserId(who.User.Id), who.User.TenantId, who.User.SecurityStamp!, true), "浏览器", "::1", Ct))!;
        who.Get<FakeUser>().SignedIn = who.Get<FakeUser>().SignedIn! with { SignIn = entered.Id };
    }

    [Fact(DisplayName = "一个单位几位管理员；离岗代办：代的人落款写明代谁，转不出去，到日自己结束，本人这几天只能看；交接：接收之后才转，调离的账号结束；最后一位不能结束")]
    public async Task Work_side_by_side()
    {
        await using var first = await app.As("employer-private@kezhou");
        await using var second = await app.As(await Joins(first, "马学文", "second.admin"));
        var firstId = new UserId(first.User.Id);
        Assert.IsType<NotFoundHere>(await second.Get<EndAccount>().Run(new UserId(second.User.Id), "自己", Ct));

        var today = new Moment(app.Clock.GetUtcNow()).Today;
        Assert.Null(await first.Again().Get<AppointDeputy>().Run(new DeputationForm { Deputy = second.User.Id, From = today, To = today.AddDays(2) }, Ct));
        Assert.IsType<DeputationOverlaps>(await first.Again().Get<AppointDeputy>().Run(new DeputationForm { Deputy = second.User.Id, From = today.AddDays(1), To = today.AddDays(5) }, Ct));
        var away = await first.Again().Get<InviteColleague>().Run(new InviteForm { Name = "王五", Phone = "0908-4000001" }, Ct);
        Assert.IsType<AwayNow>(away.Refusal);
        Assert.NotNull(await first.Again().Get<ReadInbox>().Run(new(), Ct));

        await Enters(second);
        var deputation = (await second.Again().Get<ReadColleagues>().Run(ct: Ct))!.Deputations.Single();
        Assert.Null(await second.Again().Get<ActForAnother>().Run(deputation.Id, Ct));
        Assert.IsType<NotByDeputy>(await second.Again().Get<AppointDeputy>().Run(new DeputationForm(), Ct));
        Assert.IsType<NotByDeputy>((await second.Again().Get<InviteColleague>().Run(new InviteForm { Name = "王五", Phone = "0908-4000001" }, Ct)).Refusal);
        var newcomer = new ApplicantId(Guid.Parse((await app.Ask("insert into applicants select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'employer_id', $1, 'status', 'Awaiting', 'resident_id_digest', '\\x01'))).* from applicants a join tenants t on t.id = a.tenant_id where t.slug = 'kezhou' limit 1 returning id", first.User.OfficeId!.Value.Value))[0]));
        Assert.Null(await second.Again().Get<DecideStaff>().Run(newcomer, true, null, Ct));
        Assert.Equal(["马学文（代 古丽巴哈尔·吐逊）"], await app.Ask("select distinct regexp_replace(user_name, '代 .*）', '代 古丽巴哈尔·吐逊）') from audit_entries where act = 'DecideStaff' and user_id = $1", second.User.Id));

        // Over by itself on its day: the deputy is himself again, the other may act again.
        await app.Ask("update deputations set \"from\" = \"from\" - 10, \"to\" = \"to\" - 10 where id = $1", deputation.Id.Value);
        Assert.Null((await second.Again().Get<ReadColleagues>().Run(ct: Ct))!.ActingAs);
        Assert.IsType<NotInForce>(await second.Again().Get<ActForAnother>().Run(deputation.Id, Ct));

        Assert.Null(await first.Again().Get<OfferHandover>().Run(new UserId(second.User.Id), true, "我调到县里了", Ct));
        Assert.IsType<HandoverWaiting>(await first.Again().Get<OfferHandover>().Run(new UserId(second.User.Id), true, null, Ct));
        var handover = (await second.Again().Get<ReadColleagues>().Run(ct: Ct))!.Handovers.Single();
        Assert.IsType<NotFoundHere>(await first.Again().Get<AnswerHandover>().Run(handover.Id, HandoverAnswer.Accept, Ct));
        Assert.Null(await second.Again().Get<AnswerHandover>().Run(handover.Id, HandoverAnswer.Accept, Ct));
        await Assert.ThrowsAsync<SignInEndedException>(() => first.Again().Get<ReadInbox>().Run(new(), Ct));
        Assert.Equal(["true"], await app.Ask("select disabled::text from users where id = $1", firstId.Value));

        await using var above = await app.As("department@kezhou");
        Assert.IsType<LastAdministrator>(await above.Get<EndAccount>().Run(new UserId(second.User.Id), "离职", Ct));
        await using var far = await app.As("county@aksu");
        Assert.IsType<NotFoundHere>(await far.Get<EndAccount>().Run(new UserId(second.User.Id), "离职", Ct));
    }

    [Fact(DisplayName = "两位同时结束对方，只成一个：单位里总有一位")]
    public async Task Never_leaves_an_office_empty()
    {
        await using var first = await app.As("employer-direct@bazhou");
        await using var second = await app.As(await Joins(first, "赵小兰", "direct.second"));
        for (var i = 0; i < 3; i++)
        {
            var answers = await Task.WhenAll(Ends(first, second.User.Id), Ends(second, first.User.Id));
            Assert.Equal(["1"], await app.Ask("select count(*) from users where office_id = $1 and not disabled and password_hash is not null", first.User.OfficeId!.Value.Value));
            Assert.Single(answers, a => a is null);
            await app.Ask("update users set disabled = false, ended_at = null, ended_by = null, security_stamp = case when id = $1 then $2 else $3 end where id in ($1, $4)", first.User.Id, first.User.SecurityStamp!, second.User.SecurityStamp!, second.User.Id);
        }

        await app.Ask("update users set disabled = true, ended_at = now() where id = $1", second.User.Id);
    }

    private static async Task<Refusal?> Ends(SignedInScope who, Guid whom)
    {
        try
        {
            return await who.Again().Get<EndAccount>().Run(new UserId(whom), "调离", Ct);
        }
        catch (SignInEndedException)
        {
            return new AlreadyEnded("");
        }
    }
}
