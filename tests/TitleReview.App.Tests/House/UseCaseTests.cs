using System.Reflection;
using System.Text.RegularExpressions;
using TitleReview.App.Filings;
using TitleReview.App.Plans;
using TitleReview.App.Portal;
using TitleReview.App.Presenting;
using TitleReview.App.Reviews;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.House;

public sealed partial class The_catalogue_of_use_cases
{
    private static readonly Assembly App = typeof(UseCases).Assembly;

    [Fact(DisplayName = "每个用例都标明办的是权限表里的哪件事")]
    public void Says_of_each_what_it_does() => Assert.All(UseCases.All, u => Assert.NotNull(u.GetCustomAttribute<DoesAttribute>()));

    [Fact(DisplayName = "标了的都在目录里，目录里不重复")]
    public void Holds_every_class_that_does_something()
    {
        var marked = App.GetTypes().Where(t => t.GetCustomAttribute<DoesAttribute>() is not null);
        Assert.Equal(marked.Select(t => t.Name).Order(StringComparer.Ordinal), UseCases.All.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "每个用例恰好一个公开的 Run，封闭，别无公开的方法（花名册的两种下载除外）")]
    public void Gives_each_exactly_one_way_in()
    {
        foreach (var useCase in UseCases.All)
        {
            var methods = useCase.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(m => m.Name).Order(StringComparer.Ordinal);
            string[] expected = useCase == typeof(ReadRoster) ? ["Pdf", "Run", "Xlsx"] : ["Run"];
            Assert.Equal(expected, methods);
            Assert.True(useCase.IsSealed);
        }
    }

    [Fact(DisplayName = "没有用例调用别的用例")]
    public void Has_none_that_calls_another() =>
        Assert.Equal([], UseCases.All.Where(u => u.GetConstructors().Single().GetParameters().Any(p => UseCases.All.Contains(p.ParameterType))));

    [Fact(DisplayName = "每个用例在自己的代码里问过自己那件事的许可")]
    public void Asks_in_each_for_its_own_permission()
    {
        // ReadTenants lists names and addresses of the ports before any port is chosen: there is no session to ask.
        foreach (var useCase in UseCases.All.Where(u => u != typeof(ReadTenants)))
        {
            var act = useCase.GetCustomAttribute<DoesAttribute>()!.Act;
            var body = BodyOf(useCase);
            Assert.True(Asked().Matches(body).Any(m => m.Groups["act"].Value == act.ToString()), $"{useCase.Name} does not ask for {act}.");
        }
    }

    [Fact(DisplayName = "权限表上的每件事都有用例、系统或演示去办")]
    public void Covers_every_act()
    {
        var done = UseCases.All.Select(u => u.GetCustomAttribute<DoesAttribute>()!.Act).Append(Act.LoadDemo);
        Assert.Equal(Enum.GetValues<Act>(), done.Distinct().Order());
    }

    /// <summary>From the class's name to the brace that closes it.</summary>
    private static string BodyOf(Type useCase)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "TitleReview.App"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal));
        var text = sources.Select(File.ReadAllText).Single(t => t.Contains($"class {useCase.Name}(", StringComparison.Ordinal));
        var from = text.IndexOf($"class {useCase.Name}(", StringComparison.Ordinal);
        return text[from..text.IndexOf("\n}\n", from, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"WhyNot(Desk)?\(Act\.(?<act>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asked();
}

public sealed class Another_ports_things(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private sealed record Ids(FilingId Filing, MaterialId Material, ApplicantId Applicant, OfficeId Office, PlanId Plan, AnnouncementId Announcement, AttachmentId Attachment, IntegrityRecordId Record, string Case, UserId Expert, PaymentId Payment, ExpertId Pooled, CommitteeId Committee, MeetingId Meeting);

    private async Task<Ids> OfTacheng() => new(
        new(Guid.Parse((await app.Ask("select id from filings where status = 'InApproval' limit 1"))[0])),
        new(Guid.Parse((await app.Ask("select id from materials limit 1"))[0])),
        new(Guid.Parse((await app.Ask("select a.id from applicants a join tenants t on t.id = a.tenant_id where t.slug = 'tacheng' and a.status = 'Awaiting'"))[0])),
        new(Guid.Parse((await app.Ask("select o.id from offices o join tenants t on t.id = o.tenant_id where t.slug = 'tacheng' and o.registration = 'Awaiting'"))[0])),
        new(Guid.Parse((await app.Ask("select id from plans"))[0])),
        new(Guid.Parse((await app.Ask("select announcement_id from attachments order by announcement_id limit 1"))[0])),
        new(Guid.Parse((await app.Ask("select id from attachments order by announcement_id limit 1"))[0])),
        new(Guid.Parse((await app.Ask("select id from integrity_records"))[0])),
        (await app.Ask("select c.code from review_cases c join tenants t on t.id = c.tenant_id where t.slug = 'tacheng'"))[0],
        new(Guid.Parse((await app.Ask("select id from users where user_name = 'expert@tacheng'"))[0])),
        new(Guid.Parse((await app.Ask("select p.id from payments p join tenants t on t.id = p.tenant_id where t.slug = 'tacheng'"))[0])),
        new(Guid.Parse((await app.Ask("select e.id from experts e join tenants t on t.id = e.tenant_id where t.slug = 'tacheng' limit 1"))[0])),
        new(Guid.Parse((await app.Ask("select c.id from committees c join tenants t on t.id = c.tenant_id where t.slug = 'tacheng' limit 1"))[0])),
        // Tacheng has no meeting; kezhou's is foreign to these strangers all the same.
        new(Guid.Parse((await app.Ask("select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou'"))[0])));

    private static async Task<string> Answers(SignedInScope of, Ids id)
    {
        var choice = new Domain.Titles.TitleChoice("local", "工程系列", "水利", Domain.Titles.Grade.Intermediate, Domain.Titles.TitleTrack.Review, Domain.Titles.FilingPath.Regular);
        object?[] answers =
        [
            await of.Get<ReadFiling>().Run(id.Filing, Ct),
            (await of.Get<PrecheckFiling>().Run(id.Filing, Ct)).Findings.Count,
            await of.Get<SaveDraft>().Run(id.Filing, new DraftChange.Field("basic", null, "name", "甲"), Ct),
            await of.Get<SaveDraft>().Run(id.Filing, new DraftChange.None("paper"), Ct),
            await of.Get<RechooseTitle>().Run(id.Filing, choice, Ct),
            await of.Get<SubmitFiling>().Run(id.Filing, Guid.NewGuid(), Ct),
            await of.Get<WithdrawFiling>().Run(id.Filing, Ct),
            await of.Get<AddMaterial>().Run(id.Filing, new Upload(new MaterialId(Guid.NewGuid()), "photo", null, "a.jpg", new MemoryStream([1, 2])), Ct),
            await of.Get<StartUpload>().Run(id.Filing, "photo", null, new WholeFile("a.jpg", 3_000_000, null), new PartialUploadId(Guid.Empty), Ct),
            await of.Get<ReceivePart>().Run(new PartialUploadId(id.Material.Value), 1, new MemoryStream([1]), null, Ct),
            await of.Get<FinishUpload>().Run(new PartialUploadId(id.Material.Value), Ct),
            await of.Get<CancelUpload>().Run(new PartialUploadId(id.Material.Value), Ct),
            await of.Get<RemoveMaterial>().Run(id.Material, Ct),
            await of.Get<OpenMaterial>().Run(id.Material, MaterialCopy.Screen, Ct),
            await of.Get<OpenOriginal>().Run(id.Material, Ct),
            await of.Get<OpenPage>().Run(id.Material, 1, PageSize.Screen, false, Ct),
            await of.Get<ReadMasks>().Run(id.Filing, Ct),
            await of.Get<AnswerMask>().Run(id.Material, 1, MaskAnswer.No, Ct),
            await of.Get<AnswerQuietPages>().Run(id.Filing, Ct),
            await of.Get<AskMaskSearch>().Run(id.Material, 1, Ct),
            await of.Get<Approvals.ReadNeighbours>().Run(id.Filing, new(), Ct),
            await of.Get<Approvals.AssignFiling>().Run(id.Filing, id.Expert, Ct),
            await of.Get<Approvals.RemindFiling>().Run(id.Filing, Domain.Approvals.RemindAudience.Applicant, null, Ct),
            (await of.Get<Approvals.ReadBulkForm>().Run(new(new(), [id.Filing], ""), Ct))?.WhyNot,
            (await of.Get<Approvals.OrderBulk>().Run(new(new(), [id.Filing], ""), new(Domain.Approvals.BulkKind.Export), Ct)).Refusal,
            await of.Get<Approvals.ReadBulk>().Run(new BulkId(id.Filing.Value), ct: Ct),
            await of.Get<Approvals.ConfirmBulk>().Run(new BulkId(id.Filing.Value), Ct),
            await of.Get<Approvals.CancelBulk>().Run(new BulkId(id.Filing.Value), Ct),
            await of.Get<Approvals.OpenExport>().Run(new BulkId(id.Filing.Value), Ct),
            await of.Get<Approvals.ExportBulkResult>().Run(new BulkId(id.Filing.Value), Ct),
            await of.Get<Approvals.DropFilter>().Run(id.Filing.Value, Ct),
            await of.Get<Approvals.ApproveFiling>().Run(id.Filing, "同意", true, Ct),
            await of.Get<Approvals.ReturnFiling>().Run(id.Filing, Ct),
            await of.Get<Approvals.ReadJudging>().Run(id.Filing, Ct),
            (await of.Get<Approvals.JudgeItems>().Run(id.Filing, [new Approvals.ItemAnswer("basic|||", Domain.Approvals.ItemVerdict.Passed)], Ct)).Refusal,
            await of.Get<Approvals.MarkOriginals>().Run(id.Filing, ["photo|||"], true, Ct),
            await of.Get<Approvals.OpenSubmittedPage>().Run(id.Filing, 1, id.Material, Ct),
            await of.Get<Approvals.WriteDeskNote>().Run(id.Filing, "请核对", Ct),
            await of.Get<Approvals.ProposeReturn>().Run(id.Filing, "漏看了", Ct),
            await of.Get<Approvals.ProposeRefund>().Run(id.Filing, "退错了", Ct),
            await of.Get<Approvals.DecideProposal>().Run(id.Filing, new ProposalId(id.Material.Value), Approvals.ProposalAnswer.Confirm, null, Ct),
            await of.Get<Approvals.KeepDefect>().Run(new DefectId(id.Material.Value), new Domain.Approvals.DefectForm("缺章"), Ct),
            await of.Get<Approvals.DropDefect>().Run(new DefectId(id.Material.Value), Ct),
            await of.Get<Approvals.DeclineFiling>().Run(id.Filing, "不符", Ct),
            await of.Get<Notices.RecordRecommendation>().Run(id.Filing, new DateOnly(2023, 9, 1), "党支部会议", Ct),
            await of.Get<Notices.RecordDepartmentNotice>().Run(id.Filing, new("水利局", new(2023, 9, 4), new(2023, 9, 8), Domain.Notices.DepartmentOutcome.NoObjection, null), Ct),
            await of.Get<Notices.PostNotice>().Run(id.Filing, Ct),
            await of.Get<Notices.RecordObjection>().Run(id.Filing, id.Filing.Value, "不实", null, Ct),
            await of.Get<Notices.SettleObjection>().Run(id.Filing, id.Filing.Value, "查否", false, Ct),
            await of.Get<Notices.ConcludeNotice>().Run(id.Filing, Ct),
            await of.Get<Notices.PrintNotice>().Run(id.Filing, false, Ct),
            await of.Get<PrintReviewForm>().Run(id.Filing, Ct),
            await of.Get<Letters.ReadLetters>().Run(id.Filing, Ct),
            await of.Get<Letters.PrintLetter>().Run(id.Filing, new Letters.LetterAsk("pledge"), Ct),
            await of.Get<ReadPaperItem>().Run(id.Filing, Ct),
            await of.Get<FindPaper>().Run(id.Case, Ct),
            await of.Get<CheckPaper>().Run(id.Filing, new HashSet<int>(), new Dictionary<int, string>(), Ct),
            (await of.Get<ReceivePapers>().Run([id.Filing], Ct)).Refusal,
            await of.Get<AcceptMaterials>().Run([id.Filing], Ct),
            await of.Get<UndoPaper>().Run(id.Filing, "收错了", Ct),
            await of.Get<UndoAccept>().Run(id.Filing, "收错了", Ct),
            (await of.Get<PrintOwnReceipt>().Run(id.Filing, 2023, 1, Ct)).Refusal,
            (await of.Get<RemindPapers>().Run([id.Filing], null, Ct)).Refusal,
            (await of.Get<PrintPaperCovers>().Run(id.Filing, ct: Ct)).Refusal,
            await of.Get<ReadOwnFee>().Run(id.Filing, Ct),
            await of.Get<SubmitPayment>().Run(new PaymentId(Guid.Empty), [id.Filing], new() { Amount = "1", PayerName = "甲" }, null, ct: Ct),
            await of.Get<TakeBackPayment>().Run(id.Payment, Ct),
            await of.Get<ReadPayment>().Run(id.Payment, Ct),
            await of.Get<OpenSlip>().Run(id.Payment, Ct),
            await of.Get<DecidePayment>().Run(id.Payment, true, null, Ct),
            await of.Get<ProposeFeeRefund>().Run(id.Payment, id.Filing, null, false, "退", Ct),
            await of.Get<DecideFeeRefund>().Run(new FeeRefundId(id.Payment.Value), Domain.Presenting.RefundState.Confirmed, null, Ct),
            await of.Get<ReissueReceipt>().Run(id.Payment, "甲", "错", Ct),
            (await of.Get<RemindFees>().Run([id.Filing], null, Ct)).Refusal,
            (await of.Get<RemindFees>().Run([], id.Office, Ct)).Refusal,
            await of.Get<ReadBankSheet>().Run(new BankSheetId(id.Payment.Value), Ct),
            await of.Get<MapBankSheet>().Run(new BankSheetId(id.Payment.Value), 1, new Dictionary<Domain.Presenting.BankColumn, int>(), Ct),
            await of.Get<ImportBankSheet>().Run(new BankSheetId(id.Payment.Value), Ct),
            await of.Get<DiscardBankSheet>().Run(new BankSheetId(id.Payment.Value), Ct),
            (await of.Get<CountSureLines>().Run(new BankSheetId(id.Payment.Value), Ct)).Refusal,
            await of.Get<CountLine>().Run(new BankLineId(id.Payment.Value), "TC-2023-000001", null, Ct),
            await of.Get<SetAsideLine>().Run(new BankLineId(id.Payment.Value), "利息", Ct),
            await of.Get<MatchLine>().Run(new BankLineId(id.Payment.Value), id.Payment, null, Ct),
            await of.Get<AcceptRepeat>().Run(new BankLineId(id.Payment.Value), "另一笔", Ct),
            await of.Get<ProposeCorrection>().Run(new BankLineId(id.Payment.Value), "错", Ct),
            await of.Get<DecideCorrection>().Run(new BankCorrectionId(id.Payment.Value), Domain.Presenting.RefundState.Confirmed, null, Ct),
            await of.Get<global::TitleReview.App.People.DecideStaff>().Run(id.Applicant, true, null, Ct),
            await of.Get<global::TitleReview.App.People.Imports.ReadImport>().Run(new ImportSheetId(id.Material.Value), false, 1, Ct),
            await of.Get<global::TitleReview.App.People.Imports.RunImport>().Run(new ImportSheetId(id.Material.Value), false, Ct),
            await of.Get<global::TitleReview.App.People.Imports.DropImport>().Run(new ImportSheetId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.People.Imports.OpenImportFile>().Run(new ImportSheetId(id.Material.Value), false, ct: Ct),
            await of.Get<global::TitleReview.App.People.Imports.OpenImportLinks>().Run(new ImportSheetId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.People.ReadColleagues>().Run(id.Office, ct: Ct),
            (await of.Get<global::TitleReview.App.People.InviteColleague>().Run(new() { Office = id.Office.Value, Name = "甲", Phone = "0901-6000000" }, Ct)).Refusal,
            (await of.Get<global::TitleReview.App.People.OpenInvitation>().Run(id.Expert, Ct)).Refusal,
            await of.Get<global::TitleReview.App.People.VouchAccount>().Run(id.Expert, Ct),
            await of.Get<global::TitleReview.App.People.EndAccount>().Run(id.Expert, "离职", Ct),
            await of.Get<global::TitleReview.App.People.EndDeputation>().Run(new DeputationId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.People.OfferHandover>().Run(id.Expert, false, null, Ct),
            await of.Get<global::TitleReview.App.People.AnswerHandover>().Run(new HandoverId(id.Material.Value), global::TitleReview.App.People.HandoverAnswer.Accept, Ct),
            (await of.Get<global::TitleReview.App.SignIn.UnlockAccounts>().Run([id.Expert.Value], "来过", Ct)).Refusal,
            await of.Get<Organizations.DecideEmployer>().Run(id.Office, true, null, Ct),
            await of.Get<ReadCase>().Run(id.Case, Ct),
            await of.Get<OpenCasePage>().Run(id.Case, 1, PageSize.Screen, Ct),
            await of.Get<PreviewCase>().Run(id.Filing, Ct),
            await of.Get<OpenPreviewPage>().Run(id.Filing, 1, PageSize.Screen, Ct),
            await of.Get<global::TitleReview.App.Committees.ReadExpert>().Run(id.Pooled, Ct),
            (await of.Get<global::TitleReview.App.Committees.KeepExpert>().Run(id.Pooled, new(), Ct)).Refusal,
            await of.Get<global::TitleReview.App.Committees.MoveExpert>().Run(id.Pooled, Domain.Committees.ExpertStatus.Removed, "退休", Ct),
            await of.Get<global::TitleReview.App.Committees.RecordTie>().Run(id.Pooled, Domain.Committees.TieKind.Kin, "甲", null, Ct),
            await of.Get<global::TitleReview.App.Committees.EndTie>().Run(id.Material.Value, "查明不是", Ct),
            await of.Get<global::TitleReview.App.Committees.ReadCommittee>().Run(id.Committee, Ct),
            (await of.Get<global::TitleReview.App.Committees.KeepCommittee>().Run(id.Committee, new(), Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Committees.PrintScheme>().Run(id.Committee, id.Plan, Ct)).Refusal,
            await of.Get<global::TitleReview.App.Committees.ReadDrawForm>().Run(id.Committee, id.Plan, Ct),
            (await of.Get<global::TitleReview.App.Committees.CommitDraw>().Run(id.Committee, id.Plan, new(), Ct)).Refusal,
            await of.Get<global::TitleReview.App.Committees.ReadDraw>().Run(new DrawId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Committees.RevealDraw>().Run(new DrawId(id.Material.Value), "123456", null, Ct),
            await of.Get<global::TitleReview.App.Committees.SubstituteMember>().Run(new DrawId(id.Material.Value), "K222", "病", Ct),
            await of.Get<global::TitleReview.App.Committees.AbandonDraw>().Run(new DrawId(id.Material.Value), "重来", Ct),
            (await of.Get<global::TitleReview.App.Committees.ExportDraw>().Run(new DrawId(id.Material.Value), global::TitleReview.App.Committees.DrawPaper.Log, Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Committees.InviteMembers>().Run(new DrawId(id.Material.Value), Ct)).Refusal,
            await of.Get<global::TitleReview.App.Meetings.ReadMeeting>().Run(id.Meeting, ct: Ct),
            await of.Get<global::TitleReview.App.Meetings.ChangeMeeting>().Run(id.Meeting, new(), Ct),
            await of.Get<global::TitleReview.App.Meetings.CancelMeeting>().Run(id.Meeting, "不开", Ct),
            (await of.Get<global::TitleReview.App.Meetings.CallMeeting>().Run(new DrawId(id.Material.Value), new(), Ct)).Refusal,
            await of.Get<global::TitleReview.App.Meetings.ArrangeSeats>().Run(id.Meeting, new Dictionary<ExpertId, (Domain.Meetings.SeatKind, int?)>(), Ct),
            await of.Get<global::TitleReview.App.Meetings.TakePledge>().Run(id.Meeting, id.Pooled, Ct),
            await of.Get<global::TitleReview.App.Meetings.SeatObserver>().Run(id.Meeting, id.Expert, Ct),
            await of.Get<global::TitleReview.App.Meetings.UnseatObserver>().Run(id.Meeting, id.Expert, Ct),
            (await of.Get<global::TitleReview.App.Meetings.InviteObserver>().Run(id.Meeting, new(), Ct)).Refusal,
            await of.Get<global::TitleReview.App.Meetings.ListCases>().Run(id.Meeting, [id.Filing], 1, Ct),
            await of.Get<global::TitleReview.App.Meetings.PlaceCases>().Run(id.Meeting, new Dictionary<FilingId, (int, int?)>(), Ct),
            await of.Get<global::TitleReview.App.Meetings.WithdrawCase>().Run(id.Meeting, id.Filing, "撤", Ct),
            await of.Get<global::TitleReview.App.Meetings.RecuseMember>().Run(id.Meeting, id.Filing, id.Pooled, Domain.Committees.TieKind.Kin, "亲属", Ct),
            await of.Get<global::TitleReview.App.Meetings.OpenMeeting>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Meetings.RenewRoomCode>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Meetings.SignMember>().Run(id.Meeting, id.Pooled, true, Ct),
            await of.Get<global::TitleReview.App.Meetings.SignObserver>().Run(id.Meeting, id.Expert, Ct),
            await of.Get<global::TitleReview.App.Meetings.AnswerIncident>().Run(id.Meeting, id.Material.Value, "答", Ct),
            await of.Get<global::TitleReview.App.Meetings.CloseMeeting>().Run(id.Meeting, Ct),
            (await of.Get<global::TitleReview.App.Meetings.PrintMeetingPaper>().Run(id.Meeting, global::TitleReview.App.Meetings.MeetingPaper.Agenda, Ct)).Refusal,
            await of.Get<global::TitleReview.App.Meetings.ReadOwnMeeting>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Meetings.SignPledge>().Run(id.Meeting, true, "甲", Ct),
            await of.Get<global::TitleReview.App.Meetings.EnterMeeting>().Run(id.Meeting, "222222", Ct),
            await of.Get<global::TitleReview.App.Meetings.LeaveMeeting>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Meetings.DeclareRecusal>().Run(id.Meeting, id.Case, Domain.Committees.TieKind.Kin, "亲属", Ct),
            await of.Get<global::TitleReview.App.Meetings.ReadObservedMeeting>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Meetings.NoteIncident>().Run(id.Meeting, "看到", false, Ct),
            await of.Get<global::TitleReview.App.Meetings.ArriveToObserve>().Run(id.Meeting, "222222", Ct),
            await of.Get<global::TitleReview.App.Meetings.ExportObservedDraw>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Panels.TakeOpinion>().Run(id.Meeting, id.Filing, id.Pooled, "意见", new Dictionary<string, string>(), Ct),
            await of.Get<global::TitleReview.App.Meetings.PackMeeting>().Run(id.Meeting, _ => Stream.Null, Ct),
            await of.Get<global::TitleReview.App.Meetings.DrawSample>().Run(id.Meeting, "7", 1, Ct),
            await of.Get<global::TitleReview.App.Meetings.ReadSample>().Run(id.Meeting, "7", 1, Ct),
            await of.Get<global::TitleReview.App.Meetings.NoteSample>().Run(id.Meeting, "7", 1, true, null, false, Ct),
            await of.Get<global::TitleReview.App.Meetings.ReadMeetingLog>().Run(id.Meeting, ct: Ct),
            await of.Get<global::TitleReview.App.Meetings.ExportMeetingLog>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Defences.ReadDefences>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Defences.AddSitting>().Run(id.Meeting, new(), Ct),
            await of.Get<global::TitleReview.App.Defences.MoveSitting>().Run(id.Meeting, new SittingId(id.Material.Value), "301", null, Ct),
            await of.Get<global::TitleReview.App.Defences.DropSitting>().Run(id.Meeting, new SittingId(id.Material.Value), "停电", Ct),
            await of.Get<global::TitleReview.App.Defences.FillDefences>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Defences.PlaceDefence>().Run(id.Meeting, id.Filing, new SittingId(id.Material.Value), default, Ct),
            await of.Get<global::TitleReview.App.Defences.SwapDefences>().Run(id.Meeting, id.Filing, id.Filing, Ct),
            await of.Get<global::TitleReview.App.Defences.WaitDefence>().Run(id.Meeting, id.Filing, "病了", Ct),
            await of.Get<global::TitleReview.App.Defences.MissDefence>().Run(id.Meeting, id.Filing, "没有来", Ct),
            await of.Get<global::TitleReview.App.Defences.CloseDefence>().Run(id.Meeting, id.Filing, Ct),
            await of.Get<global::TitleReview.App.Defences.CloseSitting>().Run(id.Meeting, new SittingId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Defences.ProposeExemption>().Run(id.Meeting, id.Filing, Domain.Plans.ExemptionKind.Place, "且末县", "在那里工作", "证明", Ct),
            await of.Get<global::TitleReview.App.Meetings.ProposeRelaxation>().Run(id.Meeting, id.Filing, "乡（镇）基层一线", "论文减一篇", "在乡里工作", "证明", Ct),
            await of.Get<global::TitleReview.App.Defences.DecideExemption>().Run(id.Meeting, id.Material.Value, true, null, Ct),
            await of.Get<global::TitleReview.App.Defences.WithdrawExemption>().Run(id.Meeting, id.Material.Value, "查明不合", Ct),
            await of.Get<global::TitleReview.App.Defences.DecideExemptionWithdrawal>().Run(id.Meeting, id.Material.Value, true, Ct),
            await of.Get<global::TitleReview.App.Defences.EnterLanguageTest>().Run(id.Meeting, id.Filing, false, new DateOnly(2023, 9, 1), "三级", Ct),
            await of.Get<global::TitleReview.App.Defences.DecideLanguageTest>().Run(id.Meeting, id.Material.Value, true, null, Ct),
            await of.Get<global::TitleReview.App.Defences.WithdrawLanguageTest>().Run(id.Meeting, id.Material.Value, "登错了", Ct),
            await of.Get<global::TitleReview.App.Defences.DecideTestWithdrawal>().Run(id.Meeting, id.Material.Value, true, Ct),
            await of.Get<global::TitleReview.App.Defences.ReadOwnDefences>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Defences.MarkDefence>().Run(id.Meeting, id.Case, 80, true, null, Ct),
            await of.Get<global::TitleReview.App.Defences.ReadFilingDefence>().Run(id.Filing, Ct),
            (await of.Get<global::TitleReview.App.Defences.PrintDefences>().Run(id.Meeting, true, true, Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Meetings.ReadMeetingReport>().Run(id.Meeting, Ct))?.Office,
            (await of.Get<global::TitleReview.App.Meetings.ExportMeetingReport>().Run(id.Meeting, false, Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Meetings.ExportMeetingList>().Run(id.Meeting, global::TitleReview.App.Meetings.MeetingList.Overview, true, false, Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Meetings.ExportMeetingPaper>().Run(id.Meeting, global::TitleReview.App.Meetings.MeetingPaper.Agenda, Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Meetings.PrintOwnOverview>().Run(id.Meeting, Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Ballots.ExportRounds>().Run(id.Meeting, global::TitleReview.App.Ballots.RoundPaper.Minutes, 0, Ct)).Refusal,
            await of.Get<global::TitleReview.App.Ballots.ReadRounds>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Ballots.OpenRound>().Run(id.Meeting, [id.Filing], Domain.Ballots.RoundKind.Sealed, null, Ct),
            await of.Get<global::TitleReview.App.Ballots.CloseRound>().Run(new RoundId(id.Material.Value), true, Ct),
            await of.Get<global::TitleReview.App.Ballots.AnnulRound>().Run(new RoundId(id.Material.Value), "错了", Ct),
            await of.Get<global::TitleReview.App.Ballots.EnterPaperCounts>().Run(new RoundId(id.Material.Value), new(), Ct),
            await of.Get<global::TitleReview.App.Ballots.ConfirmPaperCounts>().Run(id.Meeting, new RoundId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Ballots.ReadOwnBallots>().Run(id.Meeting, Ct),
            await of.Get<global::TitleReview.App.Ballots.CastBallot>().Run(id.Meeting, new RoundId(id.Material.Value), new Dictionary<string, string> { [id.Case] = "1" }, Ct),
            (await of.Get<global::TitleReview.App.Ballots.PrintRounds>().Run(id.Meeting, global::TitleReview.App.Ballots.RoundPaper.Minutes, 0, Ct)).Refusal,
            await of.Get<global::TitleReview.App.Results.ReadResults>().Run(new MeetingId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Results.ReadResult>().Run(new ResultId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Results.TakeResults>().Run(new MeetingId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Results.PostResults>().Run(new MeetingId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Results.RecordResultObjection>().Run(new ResultNoticeId(id.Material.Value), id.Material.Value, null, "不实", null, Ct),
            await of.Get<global::TitleReview.App.Results.SettleResultObjection>().Run(id.Material.Value, null, global::TitleReview.App.Results.ObjectionAnswer.NotTrue, "查否", Ct),
            await of.Get<global::TitleReview.App.Results.ProposeConfirmation>().Run(new MeetingId(id.Material.Value), [], "1号", new DateOnly(2023, 9, 1), Ct),
            await of.Get<global::TitleReview.App.Results.ProposeRevocation>().Run(new ResultId(id.Material.Value), "1号", new DateOnly(2023, 9, 1), "假", "据", Ct),
            await of.Get<global::TitleReview.App.Results.DecideResults>().Run(new ResultDecisionId(id.Material.Value), true, null, Ct),
            (await of.Get<global::TitleReview.App.Results.PrintResultPoster>().Run(new ResultNoticeId(id.Material.Value), Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Results.ExportResults>().Run(new MeetingId(id.Material.Value), global::TitleReview.App.Results.ResultList.Passed, false, Ct)).Refusal,
            await of.Get<global::TitleReview.App.Results.ReadOwnResult>().Run(id.Filing, Ct),
            (await of.Get<global::TitleReview.App.Results.AskRecheck>().Run(id.Filing, id.Material.Value, "请复查", Ct)).Refusal,
            await of.Get<global::TitleReview.App.Results.MirrorResults>().Run(new ResultNoticeId(id.Material.Value), new DateOnly(2023, 9, 1), Ct),
            (await of.Get<global::TitleReview.App.Certificates.OrderCertificates>().Run(new MeetingId(id.Material.Value), Ct)).Refusal,
            await of.Get<global::TitleReview.App.Certificates.CancelCertificates>().Run(new CertificateBatchId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Certificates.ReadCertificateBatch>().Run(new CertificateBatchId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Certificates.ReadCertificate>().Run(new CertificateId(id.Material.Value), Ct),
            await of.Get<global::TitleReview.App.Certificates.CorrectCertificate>().Run(new CertificateId(id.Material.Value), new(), Ct),
            (await of.Get<global::TitleReview.App.Certificates.ReissueCertificate>().Run(new CertificateId(id.Material.Value), "丢了", Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Certificates.PrintCertificate>().Run(new CertificateId(id.Material.Value), Ct)).Refusal,
            (await of.Get<global::TitleReview.App.Certificates.PrintCertificates>().Run(new MeetingId(id.Material.Value), 1, Ct)).Refusal,
            await of.Get<AssignExperts>().Run([id.Filing], [id.Expert], Ct),
            await of.Get<global::TitleReview.App.Integrity.ReadFilingIntegrity>().Run(id.Filing, null, Ct),
            await of.Get<global::TitleReview.App.Integrity.BarFromFiling>().Run(id.Filing, 5, 3, new global::TitleReview.App.Integrity.BarForm { Conduct = "作假", Basis = "规定" }, Ct),
            await of.Get<global::TitleReview.App.Integrity.LiftBar>().Run(id.Record, "查错了", Ct),
            await of.Get<StartFiling>().Run(new FilingId(Guid.NewGuid()), id.Plan, choice, Ct),
            await of.Get<ReadPlan>().Run("bazhou", id.Plan, Ct),
            (await of.Get<CheckEligibility>().Run("bazhou", new EligibilityAsk(id.Plan.Value, choice, null, new Dictionary<string, string>()), Ct))?.Plan,
            await of.Get<ReadAnnouncement>().Run("bazhou", id.Announcement, Ct),
            await of.Get<OpenAttachment>().Run("bazhou", id.Attachment, Ct),
            await of.Get<ReadOwnAnnouncement>().Run(id.Announcement, Ct),
            await of.Get<PublishAnnouncement>().Run(id.Announcement, Ct),
            await of.Get<WithdrawAnnouncement>().Run(id.Announcement, "有误", Ct),
            await of.Get<PinAnnouncement>().Run(id.Announcement, true, Ct),
            await of.Get<AddAttachment>().Run(id.Announcement, "a.pdf", new MemoryStream([1, 2]), Ct),
            await of.Get<RemoveAttachment>().Run(id.Announcement, id.Attachment, Ct),
            await of.Get<OpenOwnAttachment>().Run(id.Announcement, id.Attachment, Ct),
            await of.Get<Organizations.RegisterEmployer>().Run("bazhou", Filled.Employer(id.Office.Value), Ct),
            await of.Get<global::TitleReview.App.People.RegisterApplicant>().Run("bazhou", Filled.Applicant(id.Office.Value), Ct),
        ];
        return string.Join('\n', answers.Select(a => a?.ToString() ?? "nothing"));
    }

    [Theory(DisplayName = "别的端口的东西，与不存在的东西，每个用例的回答都一样；什么都没有改变")]
    [InlineData("applicant@bazhou")]
    [InlineData("employer@bazhou")]
    [InlineData("county@bazhou")]
    [InlineData("prefecture@bazhou")]
    [InlineData("expert@bazhou")]
    public async Task Are_answered_like_things_that_do_not_exist(string stranger)
    {
        await using var of = await app.As(stranger);
        var there = await OfTacheng();
        var nowhere = new Ids(new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), CaseCode.New(), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()));
        var before = await Digest();

        var (real, random) = (await Answers(of, there), await Answers(of, nowhere));

        Assert.Equal(random, real);
        Assert.Equal(before, await Digest());
        Assert.True(real.Split('\n').Count(a => a.Contains("NotFoundHere", StringComparison.Ordinal)) >= 15, real);
    }

    private async Task<string> Digest()
    {
        var tables = Storage_Tables();
        var digests = new List<string>();
        foreach (var table in tables) digests.AddRange(await app.Ask($"select '{table}:' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from {table} t"));
        return string.Join('\n', digests);
    }

    private static IEnumerable<string> Storage_Tables() => Storage.Walled.TenantTables.Append("users");
}
