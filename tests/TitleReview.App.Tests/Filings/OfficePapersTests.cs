using TitleReview.App.Approvals;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>The year of the notice whose competent department uploads its own paper.</summary>
public sealed class XinjiangUnderTest(PostgresServer server) : AppUnderTest(server)
{
    protected override DateTimeOffset? StartAt => new DateTimeOffset(2021, 9, 28, 9, 0, 0, Moment.Beijing);
}

public sealed class A_paper_of_the_office(XinjiangUnderTest app) : IClassFixture<XinjiangUnderTest>
{
    private const string Slot = "recommendation";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<(Material? Material, Refusal? Refusal)> Upload(SignedInScope who, FilingId filing, string slot = Slot)
    {
        await using var scan = typeof(DemoScans).Assembly.GetManifestResourceStream("scans/proof.jpg")!;
        return await who.Get<AddMaterial>().Run(filing, new Upload(new MaterialId(Guid.CreateVersion7()), slot, null, "推荐意见.jpg", scan), Ct);
    }

    private static async Task<IReadOnlyList<MaterialId>> Seen(SignedInScope who, FilingId filing) =>
        [.. (await who.Get<ReadFiling>().Run(filing, Ct))!.Materials.Where(m => m.Slot == Slot).Select(m => m.Id)];

    [Fact(DisplayName = "主管单位在自己那一站上传推荐意见，没有传不能通过；别人只看不能改；退回再交的，上次传的还在"), Trait("rule", "KJ-10")]
    public async Task Is_uploaded_kept_and_replaced_at_its_own_stop()
    {
        await using var applicant = await app.As("department-desk@xinjiang");
        await using var employer = await app.As("employer@xinjiang");
        await using var department = await app.As("department@xinjiang");
        await using var committee = await app.As("committee@xinjiang");
        var id = Assert.Single((await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings).Filing.Id;
        var title = (await department.Get<ReadFiling>().Run(id, Ct))!.OfficeSlots.Single().Slot.Title;

        Assert.Equal(new OfficePaperMissing(title), (await department.Get<ReadFiling>().Run(id, Ct))!.WhyNotApprove);
        Assert.Equal(new OfficePaperMissing(title), await department.Get<ApproveFiling>().Run(id, "经审核，同意推荐。", false, Ct));
        Assert.Equal(new NotFoundHere("份申报"), (await Upload(employer, id)).Refusal);
        Assert.Equal(new NotFoundHere("份申报"), (await Upload(committee, id)).Refusal);
        Assert.Equal(new NotYoursToFill("主管单位"), (await Upload(applicant, id)).Refusal);
        Assert.Equal(new NotYoursToFill("申报人"), (await Upload(department, id, "photo")).Refusal);
        Assert.Equal(new UnknownSlot(), (await Upload(department, id, "nothing")).Refusal);

        // 传、传满、换。
        var first = (await Upload(department, id)).Material!.Id;
        Assert.NotNull((await Upload(department, id)).Material);
        Assert.Equal(new SlotFull(title, 2), (await Upload(department, id)).Refusal);
        Assert.Equal(new NotFoundHere("份申报"), await employer.Get<RemoveMaterial>().Run(first, Ct));
        Assert.Equal(new NotYoursToFill("主管单位"), await applicant.Get<RemoveMaterial>().Run(first, Ct));
        Assert.Null(await department.Get<RemoveMaterial>().Run(first, Ct));
        var kept = await Seen(department, id);
        Assert.Single(kept);
        Assert.Contains("UploadMaterial", await app.Ask("select act from audit_entries where body::text like '%推荐意见.jpg%'"));

        // 通过之后，本级也不能再动；申报人与后面的各级看得到。
        await Desk.PassChecklist(department, id);
        Assert.Null(await department.Get<ApproveFiling>().Run(id, "经审核，同意推荐。", false, Ct));
        Assert.Equal(new NotFoundHere("份申报"), await department.Get<RemoveMaterial>().Run(kept[0], Ct));
        foreach (var who in new[] { applicant, employer, department, committee })
        {
            Assert.Equal(kept, await Seen(who, id));
            Assert.NotNull(await who.Get<OpenMaterial>().Run(kept[0], MaterialCopy.Screen, Ct));
        }

        // 退回补正：预审不问它，底稿不收它；再报上来，上次传的还在，不必重传。
        Assert.Null(await Desk.Return(committee, id, new Correction(new FormPlace(FormCatalogue.Other, Slot: Slot), title, "印章不清，请主管单位换一份。")));
        Assert.Equal(kept, await Seen(department, id));
        Assert.DoesNotContain((await applicant.Get<PrecheckFiling>().Run(id, Ct)).Findings, f => f.Place.Slot == Slot);
        Assert.Equal(new NotYoursToFill("主管单位"), await applicant.Get<RemoveMaterial>().Run(kept[0], Ct));
        Assert.Null(await applicant.Get<SubmitFiling>().Run(id, Guid.NewGuid(), Ct));
        Assert.Equal(["0"], await app.Ask("select count(*)::text from submissions s, jsonb_array_elements(s.materials) m where s.filing_id = $1 and m ->> 'slot' = $2", id.Value, Slot));
        await Desk.PassChecklist(employer, id);
        Assert.Null(await employer.Get<ApproveFiling>().Run(id, "同意推荐", false, Ct));
        Assert.Equal(kept, await Seen(department, id));
        Assert.Null((await department.Get<ReadFiling>().Run(id, Ct))!.WhyNotApprove);
        Assert.Null(await department.Get<RemoveMaterial>().Run(kept[0], Ct));
        Assert.IsType<OfficePaperMissing>(await department.Get<ApproveFiling>().Run(id, "经审核，同意推荐。", false, Ct));
        Assert.NotNull((await Upload(department, id)).Material);
        await Desk.PassChecklist(department, id);
        Assert.Null(await department.Get<ApproveFiling>().Run(id, "经审核，同意推荐。", false, Ct));
    }

    [Fact(DisplayName = "演示里走过主管单位这一站的，都带着推荐意见"), Trait("rule", "KJ-10")]
    public async Task Is_there_wherever_the_demo_passed_its_stop() => Assert.Equal([], await app.Ask("""
        select f.number from filings f join filing_events e on e.tenant_id = f.tenant_id and e.filing_id = f.id and e.action = 'Approve'
            join offices o on o.tenant_id = f.tenant_id and o.name = e.office and o.kind = 'CompetentDepartment' join tenants t on t.id = f.tenant_id
          where t.slug = 'xinjiang' and not exists (select 1 from materials m where m.tenant_id = f.tenant_id and m.filing_id = f.id and m.slot = 'recommendation')
        """));
}
