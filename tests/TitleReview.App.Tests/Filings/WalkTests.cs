using TitleReview.App.Approvals;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Notices;
using TitleReview.App.Organizations;
using TitleReview.App.People;
using TitleReview.App.Plans;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Notices;
using TitleReview.Domain.People;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>A clock of its own: each walk takes three weeks.</summary>
public sealed class WalkUnderTest(PostgresServer server) : AppUnderTest(server)
{
    protected override DateTimeOffset? StartAt => new DateTimeOffset(2023, 9, 12, 9, 0, 0, Moment.Beijing);
}

public sealed class A_filing_from_registration_to_the_printed_form(WalkUnderTest app) : IClassFixture<WalkUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly TitleChoice Choice = new("local", "工程系列", "水利", Grade.Intermediate, TitleTrack.Review, FilingPath.Regular);

    [Theory(DisplayName = "从单位注册到打印评审表，退回一次又补正：县属单位三站，地直单位两站")]
    [InlineData("county", 710, "xianshu"), InlineData("prefecture", 720, "dizhi")]
    [Trait("rule", "TC-12"), Trait("rule", "TC-13"), Trait("rule", "TC-14"), Trait("rule", "TC-15"), Trait("rule", "TC-20"), Trait("rule", "TC-33"), Trait("rule", "TC-37"), Trait("rule", "TC-38"), Trait("rule", "TC-43")]
    public async Task Walks_its_whole_way(string receiver, int serial, string login)
    {
        app.Clock.StartAt(new DateTimeOffset(2023, 9, 12, 9, 0, 0, Moment.Beijing));
        var direct = receiver == "prefecture";
        await using var visitor = app.AsVisitor();
        await using var office = await app.As($"{receiver}@tacheng");

        // 单位注册：在受理机构通过之前，个人不能注册。
        var receiving = (await visitor.Get<ReadReceivingOffices>().Run("tacheng", Ct)).First(o => o.IsPrefecture == direct && o.Id == office.User.OfficeId!.Value.Value);
        Assert.Null(await visitor.Get<RegisterEmployer>().Run("tacheng", Filled.Employer(receiving.Id, serial, $"{login}-admin"), Ct));
        var employer = (await office.Get<ReadEmployers>().Run(ct: Ct)).Rows.Single(e => e.Employer.CreditCode == DemoPeople.CreditCodeOf(serial)).Employer;
        Assert.IsType<InvalidInput>(await visitor.Get<RegisterApplicant>().Run("tacheng", Filled.Applicant(employer.Id.Value, serial, login), Ct));
        Assert.Null(await office.Get<DecideEmployer>().Run(employer.Id, true, null, Ct));

        // 个人注册：单位管理员确认之前不能申报。
        Assert.Null(await visitor.Get<RegisterApplicant>().Run("tacheng", Filled.Applicant(employer.Id.Value, serial, login), Ct));
        await using var applicant = await app.As($"{login}@tacheng");
        var id = new FilingId(Guid.CreateVersion7());
        var plan = new PlanId((await applicant.Get<ReadOpenings>().Run(null, Ct))!.PlanId);
        Assert.Equal(new NotYetConfirmed(), await applicant.Get<StartFiling>().Run(id, plan, Choice, Ct));
        await using var administrator = await app.As($"{login}-admin@tacheng");
        Assert.Null(await administrator.Get<DecideStaff>().Run(applicant.User.ApplicantId!.Value, true, null, Ct));

        // 填报、上传、预审、提交。
        Assert.Null(await applicant.Get<StartFiling>().Run(id, plan, Choice, Ct));
        Assert.Equal(new AlreadyFiled(), await applicant.Get<StartFiling>().Run(new FilingId(Guid.CreateVersion7()), plan, Choice, Ct));
        await FillIn(applicant, id);
        Assert.Equal([], (await applicant.Get<PrecheckFiling>().Run(id, Ct)).Findings.Where(f => f.Group == FindingGroup.Blocking).Select(f => f.Sentence));
        Assert.Null(await applicant.Get<SubmitFiling>().Run(id, Guid.NewGuid(), Ct));
        Assert.NotNull((await applicant.Get<PrintReviewForm>().Run(id, Ct)).Refusal);

        // 公示：五个工作日满期之前，单位不能报送。
        Assert.Equal(new ReportDeskMissing(), await administrator.Get<PostNotice>().Run(id, Ct));
        Assert.Equal(2, Assert.IsType<InvalidInput>(await administrator.Get<KeepReportDesk>().Run(" ", "没有", Ct)).Errors.Count);
        Assert.Null(await administrator.Get<KeepReportDesk>().Run("人事科", "0901-6000100", Ct));
        Assert.Null(await administrator.Get<PostNotice>().Run(id, Ct));
        Assert.Contains("反映至人事科，监督电话：0901-6000100。", (await administrator.Get<ReadNotice>().Run(id, Ct))!.Text, StringComparison.Ordinal);
        Assert.Equal(new NoticeAlreadyPosted(), await administrator.Get<PostNotice>().Run(id, Ct));
        Assert.Equal(new NoticeNotOver(), await administrator.Get<ApproveFiling>().Run(id, "同意推荐", true, Ct));
        Assert.Equal(new NoticeStillRunning(new DateOnly(2023, 9, 19)), await administrator.Get<ConcludeNotice>().Run(id, Ct));
        var (poster, _, noPoster) = await administrator.Get<PrintNotice>().Run(id, false, Ct);
        Assert.Null(noPoster);
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(poster!, 0, 4), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Null(await administrator.Get<ConcludeNotice>().Run(id, Ct));
        Assert.Equal(new DepartmentNoticeMissing(), await administrator.Get<ApproveFiling>().Run(id, "同意推荐", true, Ct));
        Assert.Null(await administrator.Get<RecordDepartmentNotice>().Run(id, new("县水利局", new(2023, 9, 13), new(2023, 9, 19), DepartmentOutcome.NoObjection, null), Ct));
        Assert.IsType<ItemsUnjudged>(await administrator.Get<ApproveFiling>().Run(id, "同意推荐", true, Ct));
        var preset = (await administrator.Get<ReadFiling>().Run(id, Ct))!.Opinions.Single().Text;
        await Desk.PassChecklist(administrator, id);
        Assert.Null(await administrator.Get<ApproveFiling>().Run(id, preset, true, Ct));

        // 上一级退回一次，补正后从第一站再走。
        await using var above = await app.As(direct ? "prefecture@tacheng" : "county@tacheng");
        Assert.Null(await Desk.Return(above, id, new Correction(new FormPlace(FormCatalogue.Basic, null, "health"), "身体状况", "请写实际情况。")));
        Assert.Single((await applicant.Get<ReadFiling>().Run(id, Ct))!.Filing.Corrections);
        Assert.Null((await applicant.Get<SaveDraft>().Run(id, new DraftChange.Field(FormCatalogue.Basic, null, "health", "良好"), Ct)).Refusal);
        Assert.Null(await applicant.Get<SubmitFiling>().Run(id, Guid.NewGuid(), Ct));
        Assert.Equal(new OfficeHasActed(), await applicant.Get<WithdrawFiling>().Run(id, Ct));
        await Desk.PassChecklist(administrator, id);
        Assert.Null(await administrator.Get<ApproveFiling>().Run(id, preset, true, Ct));
        Assert.IsType<ItemsUnjudged>(await above.Get<ApproveFiling>().Run(id, "同意上报。", true, Ct));
        await Desk.PassChecklist(above, id);
        if (!direct)
        {
            Assert.Equal(new OriginalsNotChecked(), await above.Get<ApproveFiling>().Run(id, "同意上报。", false, Ct));
            Assert.Null(await above.Get<ApproveFiling>().Run(id, "同意上报。", true, Ct));
        }

        await using var prefecture = await app.As("prefecture@tacheng");
        Assert.Null(await prefecture.Get<ApproveFiling>().Run(id, "经审核，通过形式审核。", true, Ct));
        var passed = (await applicant.Get<ReadFiling>().Run(id, Ct))!.Filing;
        Assert.Equal((FilingStatus.FormalityPassed, 2, direct ? 2 : 3), (passed.Status, passed.SubmissionsUsed, passed.Stops.Count));

        // 评审表与花名册。
        var (pdf, fileName, refusal) = await applicant.Get<PrintReviewForm>().Run(id, Ct);
        Assert.Null(refusal);
        Assert.Contains(passed.Number, fileName!, StringComparison.Ordinal);
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(pdf!, 0, 4), StringComparison.Ordinal);
        var code = Assert.Single(await app.Ask("select code from printed_forms where filing_id = $1", id.Value));
        Assert.True((await visitor.Get<VerifyPrint>().Run(code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant(), Ct))!.IsCurrent);
        Assert.Null((await applicant.Get<PrintReviewForm>().Run(id, Ct)).Refusal);
        Assert.False((await visitor.Get<VerifyPrint>().Run(code, Ct))!.IsCurrent);
        var roster = (await prefecture.Get<ReadRoster>().Run(null, Ct))!;
        Assert.Contains(roster.Rows, r => r.Row.Employer == employer.Name && !r.Row.ToString().Contains(DemoPeople.IdOf(serial).Number, StringComparison.Ordinal));
        Assert.Null((await prefecture.Get<ReadRoster>().Xlsx(null, Ct)).Refusal);

        await EveryStepIsAudited(id);
    }

    /// <summary>The demo's content, field by field, through the same use cases as the page; every scan a real JPG.</summary>
    private static async Task FillIn(SignedInScope applicant, FilingId id)
    {
        var detail = (await applicant.Get<ReadFiling>().Run(id, Ct))!;
        var example = Filing.Start(id, "x", new(default, detail.Terms, 1, detail.Now), detail.Applicant, Choice, detail.Now);
        DemoFilings.Fill(example, detail.Applicant, detail.Employer.EmployerKind!.Value, detail.Terms, DemoPeople.Ports[0].Trade);
        async Task Save(DraftChange change) => Assert.Null((await applicant.Get<SaveDraft>().Run(id, change, Ct)).Refusal);
        foreach (var (module, rows) in example.Form.Modules)
            foreach (var row in rows)
            {
                var repeats = detail.Terms.Module(module)!.Repeats;
                if (repeats) await Save(new DraftChange.NewRow(module, row.Id));
                foreach (var (field, value) in row.Values) await Save(new DraftChange.Field(module, repeats ? row.Id : null, field, value));
            }

        foreach (var none in example.Form.DeclaredNone) await Save(new DraftChange.None(none));

        detail = (await applicant.Get<ReadFiling>().Run(id, Ct))!;
        var subject = new PrecheckSubject(Choice, detail.Filing.Form, detail.Terms, detail.Applicant, detail.Employer, [], 3, detail.Now);
        foreach (var (slot, row) in SlotMatching.Least(subject))
        {
            await using var scan = typeof(DemoScans).Assembly.GetManifestResourceStream($"scans/{DemoFilings.ScanFor(slot.Key)}.jpg")!;
            var (material, refusal) = await applicant.Get<AddMaterial>().Run(id, new Upload(new MaterialId(Guid.CreateVersion7()), slot.Key, row?.Id, $"{slot.Title}.jpg", scan), Ct);
            Assert.Null(refusal);
            Assert.True(material!.Width > 0);
            // The demo's scans name nobody; the photograph is masked where it is drawn.
            var answer = DemoFilings.MasksFor(slot.Key, detail.Terms.Masking);
            Assert.Null(await applicant.Get<AnswerMask>().Run(material.Id, 1, answer, Ct));
        }
    }

    /// <summary>The event and the audit entry bear the mark of one transaction; every act of the walk is there.</summary>
    private async Task EveryStepIsAudited(FilingId id)
    {
        Assert.Equal([], await app.Ask("select e.no from filing_events e where e.filing_id = $1 and not exists (select 1 from audit_entries a where a.xmin = e.xmin)", id.Value));
        var acts = await app.Ask("select distinct act from audit_entries where tenant_id = (select tenant_id from filings where id = $1)", id.Value);
        foreach (var act in new[] { "RegisterEmployer", "DecideEmployer", "RegisterApplicant", "DecideStaff", "StartFiling", "UploadMaterial", "SubmitFiling", "PostNotice", "ConcludeNotice", "RecordDepartmentNotice", "ApproveFiling", "ReturnFiling", "PrintReviewForm", "ReadRoster" })
            Assert.Contains(act, acts);
    }
}
