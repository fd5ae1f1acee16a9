using TitleReview.App.Approvals;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Integrity;
using TitleReview.App.People;
using TitleReview.App.Plans;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Integrity;

public sealed class The_integrity_register(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private const string Bureau = "塔城地区人力资源和社会保障局";

    private static readonly DateOnly From = new(2023, 1, 1), To = new(2023, 12, 31);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static BarForm Form(IntegritySubject subject, string number, bool platform = false) => new()
    { Subject = subject, Name = "古丽娜·艾山", Number = number, Conduct = "论文系他人所作", Basis = "承诺书", Year = 2022, Years = 1, PlatformWide = platform };

    private async Task<string> NumberOf(string userName)
    {
        await using var visitor = app.AsVisitor();
        var found = (await app.Ask("select encode(a.sealed_resident_id, 'hex') || ':' || a.tenant_id from applicants a join users u on u.applicant_id = a.id where u.user_name = $1", userName))[0].Split(':');
        return visitor.Get<Vault>().Open(new TenantId(Guid.Parse(found[1])), RegisterApplicant.ResidentIdPurpose, Convert.FromHexString(found[0]));
    }

    private async Task<FilingId> FilingOf(string userName) =>
        new(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = $1", userName))[0]));

    private static IEnumerable<string> Barred(IReadOnlyList<Finding> findings) => findings.Where(f => f.ClauseKey == "penalty").Select(f => f.Sentence);

    [Fact(DisplayName = "在期内的人：预审说出来，提交拒绝，不用掉机会；解除写了理由就能交，记录还在"), Trait("rule", "TC-44"), Trait("rule", "TC-45")]
    public async Task Stops_a_barred_person()
    {
        await using var prefecture = await app.As("prefecture@tacheng");
        await using var applicant = await app.As("applicant@tacheng");
        var (filing, id) = (await FilingOf("applicant@tacheng"), new IntegrityRecordId(Guid.CreateVersion7()));
        var refusal = new PersonBarred(From, To, "承诺书", Bureau);

        Assert.Null(await prefecture.Get<BarSubject>().Run(id, Form(IntegritySubject.Person, await NumberOf("applicant@tacheng")), Ct));
        Assert.Equal(new JustHandledByAnother(), await prefecture.Get<BarSubject>().Run(id, Form(IntegritySubject.Person, await NumberOf("applicant@tacheng")), Ct));
        Assert.Equal([refusal.Sentence], Barred((await applicant.Get<PrecheckFiling>().Run(filing, Ct)).Findings));
        Assert.Equal(refusal, await applicant.Get<SubmitFiling>().Run(filing, Guid.NewGuid(), Ct));
        Assert.Equal(["0"], await app.Ask("select submissions_used from filings where id = $1", filing.Value));
        Assert.Equal(["0"], await app.Ask("select count(*) from person_years where filing_id = $1", filing.Value));

        Assert.Equal(new ReasonForTheRecord("解除诚信记录"), await prefecture.Get<LiftBar>().Run(id, null, Ct));
        Assert.Null(await prefecture.Get<LiftBar>().Run(id, "查错了人", Ct));
        Assert.Equal(new BarAlreadyLifted("古丽娜·艾山"), await prefecture.Get<LiftBar>().Run(id, "再来", Ct));
        Assert.Empty(Barred((await applicant.Get<PrecheckFiling>().Run(filing, Ct)).Findings));
        Assert.Contains((await prefecture.Get<ReadIntegrityRegister>().Run(new IntegrityQuery(All: true), Ct))!.Records, r => r.Id == id && r.LiftReason == "查错了人");
        Assert.DoesNotContain((await prefecture.Get<ReadIntegrityRegister>().Run(new IntegrityQuery(), Ct))!.Records, r => r.Id == id);
    }

    [Fact(DisplayName = "在期内的单位：本单位的人都交不上；还没有开始的也开始不了"), Trait("rule", "TC-44"), Trait("rule", "AK-22")]
    public async Task Stops_the_staff_of_a_barred_employer()
    {
        await using var prefecture = await app.As("prefecture@tacheng");
        await using var applicant = await app.As("direct@tacheng");
        var id = new IntegrityRecordId(Guid.CreateVersion7());
        Assert.Null(await prefecture.Get<BarSubject>().Run(id, Form(IntegritySubject.Employer, DemoPeople.CreditCodeOf(2)), Ct));

        Assert.Equal(new EmployerBarred(From, To, "承诺书", Bureau), await applicant.Get<SubmitFiling>().Run(await FilingOf("direct@tacheng"), Guid.NewGuid(), Ct));
        Assert.Null(await prefecture.Get<LiftBar>().Run(id, "复核", Ct));
    }

    [Fact(DisplayName = "在期内的人开始不了新的申报"), Trait("rule", "TC-44"), Trait("rule", "TC-45")]
    public async Task Refuses_a_new_filing()
    {
        await using var prefecture = await app.As("prefecture@tacheng");
        await using var employer = await app.As("employer@tacheng");
        await using var newcomer = await app.As("newcomer@tacheng");
        Assert.Null(await employer.Get<DecideStaff>().Run(newcomer.User.ApplicantId!.Value, true, null, Ct));
        var plan = new PlanId((await newcomer.Get<ReadOpenings>().Run(null, Ct))!.PlanId);
        var choice = new TitleChoice("local", "工程系列", "水利", Grade.Intermediate, TitleTrack.Review, FilingPath.Regular);
        Assert.Null(await prefecture.Get<BarSubject>().Run(new IntegrityRecordId(Guid.CreateVersion7()), Form(IntegritySubject.Person, await NumberOf("newcomer@tacheng")), Ct));

        Assert.Equal(new PersonBarred(From, To, "承诺书", Bureau), await newcomer.Get<StartFiling>().Run(new FilingId(Guid.CreateVersion7()), plan, choice, Ct));
        Assert.Empty((await newcomer.Get<ReadApplicantHome>().Run(Ct))!.Filings);
    }

    [Fact(DisplayName = "呈报线上的机构从申报认定：年数照计划，申报状态不动，不能认定两次；县里不能列入平台黑名单"), Trait("rule", "TC-45"), Trait("rule", "AK-22"), Trait("rule", "TC-44")]
    public async Task Takes_a_decision_from_a_filing()
    {
        var filing = await FilingOf("county-desk@tacheng");
        await using var county = await app.As("county@tacheng");
        await using var employer = await app.As("employer@tacheng");
        await using var applicant = await app.As("county-desk@tacheng");
        var form = new BarForm { Conduct = "业绩证明系伪造", Basis = "承诺书" };
        foreach (var other in new[] { employer, applicant })
        {
            Assert.IsType<NotFoundHere>(await other.Get<BarFromFiling>().Run(filing, 5, 3, form, Ct));
            Assert.IsType<NotFoundHere>(await other.Get<BarSubject>().Run(new IntegrityRecordId(Guid.NewGuid()), Form(IntegritySubject.Person, DemoPeople.IdOf(5).Number), Ct));
            Assert.Null(await other.Get<ReadIntegrityRegister>().Run(new IntegrityQuery(), Ct));
        }

        Assert.IsType<NotFoundHere>(await county.Get<BarSubject>().Run(new IntegrityRecordId(Guid.NewGuid()), Form(IntegritySubject.Person, DemoPeople.IdOf(5).Number), Ct));
        var view = (await county.Get<ReadFilingIntegrity>().Run(filing, null, Ct))!;
        Assert.Equal((5, 3, 2024, false), (view.PersonTerm.Years, view.EmployerTerm.Years, view.PersonTerm.FirstYear, view.MayPlatform));
        Assert.IsType<InvalidInput>((await county.Get<ReadFilingIntegrity>().Run(filing, new BarForm(), Ct))!.WhyNot);
        Assert.Null((await county.Get<ReadFilingIntegrity>().Run(filing, form, Ct))!.WhyNot);
        foreach (var outside in new[] { 2023, view.FirstYears[^1] + 1 })
            Assert.IsType<InvalidInput>(await county.Get<BarFromFiling>().Run(filing, 5, 3, form with { FirstYear = outside }, Ct));
        Assert.Equal(new PlatformWideByPrefecture(), await county.Get<BarFromFiling>().Run(filing, 5, 3, form with { PlatformWide = true }, Ct));
        Assert.IsType<InvalidInput>(await county.Get<BarFromFiling>().Run(filing, 5, 3, new BarForm(), Ct));
        Assert.Equal(["0"], await app.Ask("select count(*) from integrity_records where filing_id = $1", filing.Value));

        Assert.Null(await county.Get<BarFromFiling>().Run(filing, view.PersonTerm.Years, view.EmployerTerm.Years, form, Ct));
        Assert.Equal(["Employer 2024-01-01 2026-12-31", "Person 2024-01-01 2028-12-31"], await app.Ask("""select subject || ' ' || "from" || ' ' || "to" from integrity_records where filing_id = $1 order by 1""", filing.Value));
        Assert.Equal(new AlreadyBarredForFiling(), await county.Get<BarFromFiling>().Run(filing, 5, null, form, Ct));
        Assert.Equal(["InApproval"], await app.Ask("select status from filings where id = $1", filing.Value));

        // 期间还没有到，作假的这一份也不能通过。
        Assert.Equal([true, false], (await county.Get<ReadFilingBars>().Run(filing, Ct)).Select(b => b.OfEmployer).Order().Reverse());
        Assert.IsType<BarredFromApproval>(await county.Get<ApproveFiling>().Run(filing, "同意", true, Ct));
        Assert.Equal(["1"], await app.Ask("select count(*) from audit_entries where act = 'BarFromFiling'"));
        Assert.Equal(["False"], await app.Ask("select body::text like '%igest%' from audit_entries where act = 'BarFromFiling'"));
    }

    [Fact(DisplayName = "在期内的人和单位：各站都看得到，收件箱有标记，通过被拒绝，退回照办；解除之后不再挡"), Trait("rule", "TC-44"), Trait("rule", "AK-22")]
    public async Task Keeps_a_barred_persons_filing_from_passing()
    {
        var filing = await FilingOf("submitted@tacheng");
        await using var prefecture = await app.As("prefecture@tacheng");
        await using var elsewhere = await app.As("prefecture@aksu");
        await using var employer = await app.As("employer@tacheng");
        await using var county = await app.As("county@tacheng");
        async Task<bool> Marked() => (await employer.Get<ReadInbox>().Run(new InboxQuery(Size: 100), Ct))!.Rows.Single(r => r.Id == filing.Value).Barred;
        async Task<IReadOnlyList<string>> History() => await app.Ask("select count(*) from filing_events where filing_id = $1", filing.Value);
        var before = await History();
        Assert.False(await Marked());

        foreach (var (by, subject, number, platform) in new[]
        {
            (prefecture, IntegritySubject.Person, await NumberOf("submitted@tacheng"), false),
            (prefecture, IntegritySubject.Employer, DemoPeople.CreditCodeOf(1), false),
            (elsewhere, IntegritySubject.Person, await NumberOf("submitted@tacheng"), true),
        })
        {
            var id = new IntegrityRecordId(Guid.CreateVersion7());
            Assert.Null(await by.Get<BarSubject>().Run(id, Form(subject, number, platform), Ct));

            var refusal = new BarredFromApproval(subject == IntegritySubject.Employer, From, To, "承诺书", Bureau);
            Assert.True(await Marked());
            Assert.Equal(refusal, Assert.Single(await employer.Get<ReadFilingBars>().Run(filing, Ct)).ToApprove);
            Assert.Equal(refusal, await employer.Get<ApproveFiling>().Run(filing, "同意推荐", true, Ct));
            Assert.Equal(before, await History());

            Assert.Null(await by.Get<LiftBar>().Run(id, "复核", Ct));
            Assert.False(await Marked());
            Assert.Empty(await employer.Get<ReadFilingBars>().Run(filing, Ct));
            Assert.IsNotType<BarredFromApproval>(await employer.Get<ApproveFiling>().Run(filing, null, false, Ct));
        }

        // 没有在呈报线上的看不到；退回、不予受理不受影响。
        Assert.Empty(await elsewhere.Get<ReadFilingBars>().Run(filing, Ct));
        Assert.Null(await prefecture.Get<BarSubject>().Run(new IntegrityRecordId(Guid.CreateVersion7()), Form(IntegritySubject.Person, await NumberOf("submitted@tacheng")), Ct));
        Assert.Null(await Desk.Return(employer, filing, new Correction(new FormPlace(FormCatalogue.Basic), "基本信息", "在不得申报期内")));
    }

    [Fact(DisplayName = "列入平台黑名单的，别的端口也挡，只说期间与依据；没有列入的，别的端口不知道"), Trait("rule", "AK-22")]
    public async Task Reaches_other_ports_when_it_is_platform_wide()
    {
        var number = await NumberOf("direct@tacheng");
        var filing = await FilingOf("direct@tacheng");
        await using var elsewhere = await app.As("prefecture@aksu");
        await using var applicant = await app.As("direct@tacheng");
        await using var officer = await app.As("prefecture@tacheng");
        Assert.Null(await elsewhere.Get<BarSubject>().Run(new IntegrityRecordId(Guid.CreateVersion7()), Form(IntegritySubject.Person, number), Ct));
        Assert.Empty(Barred((await applicant.Get<PrecheckFiling>().Run(filing, Ct)).Findings));

        var id = new IntegrityRecordId(Guid.CreateVersion7());
        Assert.Null(await elsewhere.Get<BarSubject>().Run(id, Form(IntegritySubject.Person, number, platform: true), Ct));
        var sentence = Assert.Single(Barred((await applicant.Get<PrecheckFiling>().Run(filing, Ct)).Findings));
        Assert.Equal(new PersonBarred(From, To, "承诺书", Bureau).Sentence, sentence);
        Assert.DoesNotContain("阿克苏", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain((await officer.Get<ReadIntegrityRegister>().Run(new IntegrityQuery(Search: number, All: true), Ct))!.Records, r => r.Id == id);

        Assert.Null(await elsewhere.Get<LiftBar>().Run(id, "复核", Ct));
        Assert.Empty(Barred((await applicant.Get<PrecheckFiling>().Run(filing, Ct)).Findings));
    }

    [Fact(DisplayName = "找得到：姓名、文号的一部分，或整个号码；库里、页面上都没有明文号码")]
    public async Task Is_searched()
    {
        await using var county = await app.As("county@tacheng");
        async Task<int> Found(string text) => (await county.Get<ReadIntegrityRegister>().Run(new IntegrityQuery(text), Ct))!.Records.Count(r => r.Name == "田广成");

        Assert.Equal((1, 1, 1, 0, 0), (await Found("广成"), await Found("〔演示〕1号"), await Found(DemoPeople.IdOf(800).Number.ToLowerInvariant()), await Found(DemoPeople.IdOf(801).Number), await Found("%")));
        Assert.Equal([], await app.Ask("select name from integrity_records where integrity_records::text like '%' || $1 || '%'", DemoPeople.IdOf(800).Number));
        Assert.False((await county.Get<ReadIntegrityRegister>().Run(new IntegrityQuery(), Ct))!.MayKeep);
    }
}
