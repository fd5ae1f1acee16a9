using TitleReview.App.Approvals;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>The desk on real PostgreSQL: every item its own row, two persons where two are asked for, nothing carried that has changed.</summary>
public sealed class Judging_at_a_desk(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<FilingId> FilingOf(string login) => new(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = $1", login))[0]));

    private static async Task<JudgingView> Sheet(SignedInScope who, FilingId id) => (await who.Get<ReadJudging>().Run(id, Ct))!;

    private static Correction Fault(string module, string sentence) => new(new FormPlace(module), module, sentence);

    private static async Task Resubmits(SignedInScope applicant, FilingId id)
    {
        Assert.Null((await applicant.Get<SaveDraft>().Run(id, new DraftChange.Field(FormCatalogue.Basic, null, "birthplace", "新疆托里"), Ct)).Refusal);
        Assert.Null(await applicant.Get<SubmitFiling>().Run(id, Guid.CreateVersion7(), Ct));
    }

    [Fact(DisplayName = "退回、补正、再退回、退还：一次说全；漏说的要第二个人同意，申报人看得到；退错的还他一次"), Trait("rule", "AK-09"), Trait("rule", "N6"), Trait("rule", "N7"), Trait("rule", "N8")]
    public async Task Return_resubmit_return_refund()
    {
        await using var applicant = await app.As("submitted@tacheng");
        await using var employer = await app.As("employer@tacheng");
        await using var county = await app.As("county@tacheng");
        await using var stranger = await app.As("county@bazhou");
        var id = await FilingOf("submitted@tacheng");

        // 一处没判也不能退回；判一处存一处，别的窗口看得到。
        Assert.Equal((await Sheet(employer, id)).Sheet.Lines.Count, Assert.IsType<ItemsUnjudged>(await employer.Get<ReturnFiling>().Run(id, Ct)).Items.Count);
        var basic = (await Sheet(employer, id)).Sheet.Lines.Single(l => l.Item.Place == new FormPlace(FormCatalogue.Basic)).Item;
        Assert.IsType<DefectUnsaid>((await employer.Get<JudgeItems>().Run(id, [new(basic.Key, ItemVerdict.Failed, " ")], Ct)).Refusal);
        Assert.Null((await employer.Get<JudgeItems>().Run(id, [new(basic.Key, ItemVerdict.Failed, "出生地请写到县（市）。", Keep: true)], Ct)).Refusal);
        await using var window = employer.Again();
        Assert.Equal("出生地请写到县（市）。", (await Sheet(window, id)).Sheet.Find(basic.Key)!.Judgement!.Sentence);

        // 看的是旧的，不盖掉别人刚判的；不存在的一处、伪造的判法不收。
        Assert.IsType<JudgedByColleague>((await window.Get<JudgeItems>().Run(id, [new(basic.Key, ItemVerdict.Passed)], Ct)).Refusal);
        Assert.Equal(new NoSuchItem(), (await employer.Get<JudgeItems>().Run(id, [new("nowhere|||", ItemVerdict.Passed)], Ct)).Refusal);
        Assert.Equal(new NoSuchItem(), (await employer.Get<JudgeItems>().Run(id, [new(basic.Key, (ItemVerdict)9)], Ct)).Refusal);
        foreach (var other in new[] { applicant, county, stranger }) Assert.NotNull((await other.Get<JudgeItems>().Run(id, [new(basic.Key, ItemVerdict.Passed)], Ct)).Refusal);
        Assert.IsType<NoticeNotOver>(await employer.Get<ApproveFiling>().Run(id, "同意推荐", true, Ct));
        Assert.Null(await Desk.Judge(employer, id));
        Assert.Null(await employer.Get<ReturnFiling>().Run(id, Ct));
        Assert.Equal([new Correction(basic.Place, basic.PlaceName, "出生地请写到县（市）。")], (await applicant.Get<ReadFiling>().Run(id, Ct))!.Filing.Corrections);

        // 再交：改过的标出来，没有变的沿用，要重看的只是改过的一行和清单。
        await Resubmits(applicant, id);
        var view = await Sheet(employer, id);
        Assert.Equal(new FieldChange("出生地", "新疆塔城", "新疆托里"), Assert.Single(Assert.Single(view.Changes).Fields));
        Assert.Equal(["清单", basic.PlaceName], view.Sheet.Unjudged.Select(l => l.Item.Kind == ItemKind.Checklist ? "清单" : l.Item.PlaceName).Distinct().Order(StringComparer.Ordinal).Reverse());
        Assert.All(view.Sheet.Lines.Where(l => l.Carried), l => Assert.Equal("陈守田", l.Judgement!.JudgedByName));

        // 没有变的工作经历上新提的问题：要理由，要第二个人；自己不能同意，别处的人看不到。
        Assert.Null(await Desk.Judge(employer, id, Fault(FormCatalogue.Work, "第一段缺证明人。")));
        var untold = Assert.IsType<UntoldNeedsSecond>(await employer.Get<ReturnFiling>().Run(id, Ct));
        Assert.Equal(FormCatalogue.Work, Assert.Single(untold.Items).Place.Module);
        Assert.IsType<InvalidInput>(await employer.Get<ProposeReturn>().Run(id, " ", Ct));
        Assert.Null(await employer.Get<ProposeReturn>().Run(id, "上次漏看了。", Ct));
        Assert.Equal(new AlreadyProposed(), await employer.Get<ProposeReturn>().Run(id, "上次漏看了。", Ct));
        var proposal = Assert.Single(await county.Get<ReadProposals>().Run(Ct)).Proposal.Id;
        Assert.Empty(await employer.Get<ReadProposals>().Run(Ct));
        Assert.Equal(new OwnProposal(), await employer.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Confirm, null, Ct));
        await using (var prefecture = await app.As("prefecture@tacheng")) Assert.IsType<NotFoundHere>(await prefecture.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Confirm, null, Ct));
        Assert.IsType<NotFoundHere>(await stranger.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Confirm, null, Ct));
        Assert.IsType<NotFoundHere>(await applicant.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Confirm, null, Ct));

        // 提出之后又改判的，同意不了；重新提出再同意。
        var work = untold.Items[0];
        var seen = (await Sheet(employer, id)).Sheet.Find(work.Key)!.Seen;
        Assert.Null((await employer.Get<JudgeItems>().Run(id, [new(work.Key, ItemVerdict.Failed, "第一段、第二段都缺证明人。", Seen: seen)], Ct)).Refusal);
        Assert.Equal(new ProposalOutdated(), await county.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Confirm, null, Ct));
        Assert.Null(await employer.Get<ProposeReturn>().Run(id, "上次漏看了证明人一栏。", Ct));
        proposal = Assert.Single(await county.Get<ReadProposals>().Run(Ct)).Proposal.Id;
        Assert.Null(await county.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Confirm, null, Ct));
        Assert.Equal(new AlreadyDecided(), await county.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Confirm, null, Ct));
        var returned = (await applicant.Get<ReadFiling>().Run(id, Ct))!.Filing;
        Assert.Equal((FilingStatus.Returned, 2, true), (returned.Status, returned.SubmissionsUsed, Assert.Single(returned.Corrections).Untold));
        Assert.Contains("上次漏看了证明人一栏。（额敏县演示水利工作站陈守田提出，马文英同意）", returned.Last(FilingAction.Return)!.Opinion, StringComparison.Ordinal);

        // 这次退回是单位的失误：县里同意之后退还一次，写进办理记录与审计；不能退还两回。
        Assert.IsType<NotFoundHere>(await applicant.Get<ProposeRefund>().Run(id, "退错了", Ct));
        Assert.Equal(new NothingToRefund(), await county.Get<ProposeRefund>().Run(id, "退错了", Ct));
        Assert.Null(await employer.Get<ProposeRefund>().Run(id, "证明人一栏本来就有。", Ct));
        var refund = Assert.Single(await county.Get<ReadProposals>().Run(Ct)).Proposal.Id;
        Assert.Equal(new OwnProposal(), await employer.Get<DecideProposal>().Run(id, refund, ProposalAnswer.Confirm, null, Ct));
        Assert.Null(await county.Get<DecideProposal>().Run(id, refund, ProposalAnswer.Confirm, null, Ct));
        Assert.Equal(new NothingToRefund(), await employer.Get<ProposeRefund>().Run(id, "再退一次", Ct));
        var after = (await applicant.Get<ReadFiling>().Run(id, Ct))!.Filing;
        Assert.Equal((1, 2, 2, FilingStatus.Returned), (after.SubmissionsUsed, after.SubmissionsLeft, after.SubmissionNo, after.Status));
        Assert.Equal(["1"], await app.Ask("select count(*) from audit_entries where act = 'DecideProposal' and body::text like '%RefundTry%' and body::text like '%' || $1 || '%'", id.Value.ToString()));
        await Resubmits(applicant, id);
        Assert.Equal(["1", "2", "3"], await app.Ask("select no from submissions where filing_id = $1 order by no", id.Value));

        // 用过的常用句排在前面，别的机构没有。
        Assert.Contains((await Sheet(employer, id)).Library, d => d.Sentence == "出生地请写到县（市）。" && d.Module == FormCatalogue.Basic);
        Assert.DoesNotContain((await Sheet(county, id)).Library, d => d.Sentence == "出生地请写到县（市）。");
    }

    [Fact(DisplayName = "同机构有两个人的：由同事同意，上一级不管；给同事的话申报人、专家没有门；原件已核后面各级看得到"), Trait("rule", "N6"), Trait("rule", "TC-36"), Trait("rule", "R9")]
    public async Task Two_at_one_desk()
    {
        await using var officer = await app.As("county@tacheng");
        await using var colleague = await app.As("county-second@tacheng");
        await using var prefecture = await app.As("prefecture@tacheng");
        await using var expert = await app.As("expert@tacheng");
        var id = new FilingId(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.office_id = f.current_office_id where u.user_name = 'county@tacheng' limit 1"))[0]));
        var login = (await app.Ask("select u.user_name from users u join filings f on f.applicant_id = u.applicant_id where f.id = $1", id.Value))[0];
        await using var applicant = await app.As(login);

        // 原件已核：只有核对原件的一级，只对扫描件；谁、何时，上一级看得到。
        var slots = (await Sheet(officer, id)).Sheet.Lines.Where(l => l.Item.Kind == ItemKind.Slot).Select(l => l.Item).ToList();
        Assert.Null(await officer.Get<MarkOriginals>().Run(id, [slots[0].Key, slots[1].Key], true, Ct));
        Assert.Null(await colleague.Get<MarkOriginals>().Run(id, [slots[1].Key], false, Ct));
        Assert.Equal(new NotForOriginals(), await officer.Get<MarkOriginals>().Run(id, ["basic|||"], true, Ct));
        Assert.NotNull(await prefecture.Get<MarkOriginals>().Run(id, [slots[0].Key], true, Ct));
        Assert.Equal("马文英", Assert.Single((await Sheet(prefecture, id)).Marks).CheckedByName);

        // 给同事的话：呈报线上的看得到；申报人、专家没有这一扇门。
        Assert.Null(await officer.Get<WriteDeskNote>().Run(id, "继续教育证书编号已电话核实。", Ct));
        Assert.Equal("继续教育证书编号已电话核实。", Assert.Single((await Sheet(prefecture, id)).Notes).Text);
        foreach (var outside in new[] { applicant, expert })
        {
            Assert.Null(await outside.Get<ReadJudging>().Run(id, Ct));
            Assert.IsType<NotFoundHere>(await outside.Get<WriteDeskNote>().Run(id, "混进来", Ct));
            Assert.Null(await outside.Get<OpenSubmittedPage>().Run(id, 1, new MaterialId(Guid.NewGuid()), Ct));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => app.Ask("update desk_notes set text = '改了'"));

        // 县里退一次，申报人换一张扫描件再交，单位再报上来，县里又在没有变的一处提新问题。
        Assert.Null(await Desk.Return(officer, id, new Correction(slots[0].Place, slots[0].PlaceName, "看不清，请重新扫描。")));
        var old = (await app.Ask("select id from materials where filing_id = $1 and slot = $2 limit 1", id.Value, slots[0].Place.Slot!))[0];
        Assert.Null(await applicant.Get<RemoveMaterial>().Run(new MaterialId(Guid.Parse(old)), Ct));
        await using (var scan = typeof(DemoScans).Assembly.GetManifestResourceStream("scans/proof.jpg")!)
        {
            var (material, refused) = await applicant.Get<AddMaterial>().Run(id, new Upload(new MaterialId(Guid.CreateVersion7()), slots[0].Place.Slot!, slots[0].Place.Row, "重扫.jpg", scan), Ct);
            Assert.Null(refused);
            Assert.Null(await applicant.Get<AnswerMask>().Run(material!.Id, 1, Domain.Filings.Materials.MaskAnswer.No, Ct));
        }

        Assert.Null(await applicant.Get<SubmitFiling>().Run(id, Guid.CreateVersion7(), Ct));
        await using var employer = await app.As("employer@tacheng");
        await Desk.PassChecklist(employer, id);
        Assert.Null(await employer.Get<ApproveFiling>().Run(id, "同意推荐", true, Ct));
        var view = await Sheet(officer, id);
        var replaced = Assert.Single(view.Changes);
        Assert.Equal((ChangeKind.Replaced, slots[0].Key), (replaced.Kind, replaced.Key));
        await using (var before = await officer.Get<OpenSubmittedPage>().Run(id, 1, Assert.Single(replaced.Gone).Id, Ct)) Assert.NotNull(before);
        Assert.Empty(view.Marks);
        Assert.Equal([slots[0]], view.Sheet.Unjudged.Select(l => l.Item with { Hash = slots[0].Hash }));

        // 上次退回指出的没有看过，不能通过；同事同意首次未告知的退回，上一级不在其中。
        Assert.IsType<ItemsUnjudged>(await officer.Get<ApproveFiling>().Run(id, "同意上报。", true, Ct));
        Assert.Null(await Desk.Judge(officer, id, new Correction(slots[1].Place, slots[1].PlaceName, "缺骑缝章。")));
        Assert.IsType<ItemsFailed>(await officer.Get<ApproveFiling>().Run(id, "同意上报。", true, Ct));
        Assert.Null(await officer.Get<ProposeReturn>().Run(id, "上次没有翻到这一页。", Ct));
        Assert.Empty(await prefecture.Get<ReadProposals>().Run(Ct));
        var proposal = Assert.Single(await colleague.Get<ReadProposals>().Run(Ct)).Proposal.Id;
        Assert.IsType<NotFoundHere>(await prefecture.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Confirm, null, Ct));
        Assert.IsType<ReasonRequired>(await colleague.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Reject, " ", Ct));
        Assert.Null(await colleague.Get<DecideProposal>().Run(id, proposal, ProposalAnswer.Reject, "骑缝章在背面，看得到。", Ct));
        Assert.Equal(["InApproval"], await app.Ask("select status from filings where id = $1", id.Value));
        Assert.Empty(await app.Ask("select id from proposals where state = 'Confirmed' and filing_id = $1", id.Value));

        // 改判合格，通过；两个窗口同时通过只有一个。
        var seen = (await Sheet(colleague, id)).Sheet.Find(slots[1].Key)!.Seen;
        Assert.Null((await colleague.Get<JudgeItems>().Run(id, [new(slots[1].Key, ItemVerdict.Passed, Seen: seen)], Ct)).Refusal);
        var both = await Task.WhenAll(officer.Get<ApproveFiling>().Run(id, "同意上报。", true, Ct), colleague.Get<ApproveFiling>().Run(id, "同意上报。", true, Ct));
        Assert.Single(both, r => r is null);
    }

    [Fact(DisplayName = "常用句：各机构自己的，组织单位可定给各机构；别的机构的改不了、删不了；用一次记一次"), Trait("rule", "R5")]
    public async Task Keeps_sentences_by_office()
    {
        await using var prefecture = await app.As("prefecture@tacheng");
        await using var county = await app.As("county@tacheng");
        await using var employer = await app.As("employer-direct@tacheng");

        Assert.IsType<InvalidInput>(await county.Get<KeepDefect>().Run(null, new DefectForm("缺公章。", ForAll: true), Ct));
        Assert.IsType<InvalidInput>(await county.Get<KeepDefect>().Run(null, new DefectForm(" "), Ct));
        Assert.IsType<InvalidInput>(await county.Get<KeepDefect>().Run(null, new DefectForm("缺公章。", Slot: "no-such-slot"), Ct));
        Assert.Null(await county.Get<KeepDefect>().Run(null, new DefectForm("缺公章。"), Ct));
        Assert.Null(await prefecture.Get<KeepDefect>().Run(null, new DefectForm("考核表缺单位意见。", FormCatalogue.Appraisal, RuleId: "TC-24", ForAll: true), Ct));

        var shared = Assert.Single((await employer.Get<ReadDefects>().Run(Ct))!.Defects);
        Assert.Equal(("考核表缺单位意见。", true), (shared.Sentence, shared.ForAll));
        Assert.Equal(new NotFoundHere("句常用的话"), await county.Get<KeepDefect>().Run(shared.Id, new DefectForm("改"), Ct));
        Assert.Equal(new NotFoundHere("句常用的话"), await county.Get<DropDefect>().Run(shared.Id, Ct));
        var own = (await county.Get<ReadDefects>().Run(Ct))!.Defects.Single(d => !d.ForAll);
        Assert.Null(await county.Get<KeepDefect>().Run(own.Id, new DefectForm("缺公章，请补盖。"), Ct));
        Assert.Null(await county.Get<DropDefect>().Run(own.Id, Ct));
        Assert.Null(await prefecture.Get<DropDefect>().Run(shared.Id, Ct));
        Assert.Empty((await employer.Get<ReadDefects>().Run(Ct))!.Defects);
    }
}
