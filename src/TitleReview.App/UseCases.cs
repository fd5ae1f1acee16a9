using Microsoft.Extensions.DependencyInjection;
using TitleReview.App.Approvals;
using TitleReview.App.Ballots;
using TitleReview.App.Calendar;
using TitleReview.App.Certificates;
using TitleReview.App.Clockwork;
using TitleReview.App.Committees;
using TitleReview.App.Defences;
using TitleReview.App.Filings;
using TitleReview.App.Integrity;
using TitleReview.App.Letters;
using TitleReview.App.Meetings;
using TitleReview.App.Messages;
using TitleReview.App.Notices;
using TitleReview.App.Organizations;
using TitleReview.App.Panels;
using TitleReview.App.People;
using TitleReview.App.People.Imports;
using TitleReview.App.Plans;
using TitleReview.App.Portal;
using TitleReview.App.Presenting;
using TitleReview.App.Results;
using TitleReview.App.Reviews;
using TitleReview.App.SignIn;

namespace TitleReview.App;

/// <summary>目录：系统能办的每件事，按一份申报走过的次序。</summary>
public static class UseCases
{
    public static readonly IReadOnlyList<Type> All =
    [
        // 看通知
        typeof(ReadTenants), typeof(ReadPortal), typeof(ReadPortalFoot), typeof(ReadPlan), typeof(CheckEligibility), typeof(ReadAnnouncements), typeof(ReadAnnouncement), typeof(OpenAttachment),

        // 发通知（TC-42）
        typeof(ReadOwnAnnouncements), typeof(ReadOwnAnnouncement), typeof(WriteAnnouncement), typeof(AddAttachment), typeof(RemoveAttachment), typeof(OpenOwnAttachment),
        typeof(PublishAnnouncement), typeof(PinAnnouncement), typeof(WithdrawAnnouncement),

        // 编计划（H1、H2）
        typeof(ReadPlans), typeof(ReadPublishedPlan), typeof(ReadPlanDraft), typeof(StartPlanDraft), typeof(PastePlanNotice), typeof(DropStaleQuotes), typeof(AdoptProposals), typeof(DecidePlan), typeof(SavePlanPart), typeof(ChangePlanList), typeof(ComparePlan), typeof(RebasePlanDraft),
        typeof(PublishPlan), typeof(ExtendWindows), typeof(FreezePlan), typeof(ExportPlanDraft), typeof(ExportPlan), typeof(DiscardPlanDraft), typeof(ImportPlanFile), typeof(ExportPlanFile),

        // 单位注册（TC-12）
        typeof(ReadReceivingOffices), typeof(RegisterEmployer), typeof(ReadOwnEmployer), typeof(ReregisterEmployer), typeof(ReadEmployers), typeof(DecideEmployer), typeof(AddBranch), typeof(SetReviewsBranches),

        // 个人注册（TC-13）
        typeof(ReadRegisteredEmployers), typeof(RegisterApplicant), typeof(ReadStaff), typeof(DecideStaff), typeof(ChangeOwnPassword),

        // 成批导入人员、机构；邀请、激活（U2）
        typeof(ReadImports), typeof(UploadImport), typeof(ReadImport), typeof(RunImport), typeof(DropImport), typeof(OpenImportFile), typeof(OpenImportLinks), typeof(ReadInvitation), typeof(ActivateAccount), typeof(ConfirmMail), typeof(OpenInvitation),

        // 同事、代办、交接（U2、U16）
        typeof(ReadColleagues), typeof(InviteColleague), typeof(VouchAccount), typeof(EndAccount), typeof(AppointDeputy), typeof(EndDeputation), typeof(ActForAnother), typeof(OfferHandover), typeof(AnswerHandover),

        // 填报、预审、提交（TC-16 至 TC-35）
        typeof(ReadApplicantHome), typeof(ReadOpenings), typeof(StartFiling), typeof(RechooseTitle), typeof(ReadFiling), typeof(SaveDraft),
        typeof(AddMaterial), typeof(StartUpload), typeof(ReceivePart), typeof(FinishUpload), typeof(CancelUpload), typeof(SweepUploads), typeof(RemoveMaterial), typeof(OpenMaterial), typeof(OpenOriginal),
        typeof(ReadMasks), typeof(AnswerMask), typeof(AnswerQuietPages), typeof(AskMaskSearch), typeof(OpenPage), typeof(FindMasks), typeof(PrecheckFiling), typeof(SubmitFiling), typeof(WithdrawFiling),

        // 单位公示（TC-33、AK-17）
        typeof(ReadNotices), typeof(ReadNotice), typeof(RecordRecommendation), typeof(PostNotice), typeof(KeepReportDesk), typeof(RecordObjection), typeof(SettleObjection), typeof(ConcludeNotice), typeof(RecordDepartmentNotice), typeof(PrintNotice),
        typeof(ReadPublicNotice), typeof(ObjectPublicly), typeof(ReadObjectionReceipt),

        // 逐级审核（TC-14、TC-15、TC-36、TC-39）
        typeof(ReadDeskCounts), typeof(ReadBoard), typeof(ReadStaffBoard), typeof(ExportBoard), typeof(ReadInbox), typeof(ReadNeighbours), typeof(KeepFilter), typeof(DropFilter), typeof(ReadFilingBars), typeof(ApproveFiling), typeof(ReturnFiling), typeof(DeclineFiling), typeof(LapseFilings),

        // 成批办理：选、试办、确认、系统一件一件地办（docs/decisions/0024）
        typeof(ReadBulkForm), typeof(OrderBulk), typeof(ReadBulks), typeof(ReadBulk), typeof(ConfirmBulk), typeof(CancelBulk), typeof(RunBulks), typeof(OpenExport), typeof(ExportBulkResult), typeof(DropExports), typeof(AssignFiling), typeof(RemindFiling),

        // 逐项审、两个人办的事、常用句（N6、N7、N8、R5、R9）
        typeof(ReadJudging), typeof(JudgeItems), typeof(MarkOriginals), typeof(OpenSubmittedPage), typeof(WriteDeskNote), typeof(ProposeReturn), typeof(ProposeRefund), typeof(ReadProposals), typeof(DecideProposal),
        typeof(ReadDefects), typeof(KeepDefect), typeof(DropDefect),

        // 评审表与花名册（TC-37、TC-38）
        typeof(ReadLetters), typeof(PrintLetter), typeof(PrintReviewForm), typeof(VerifyPrint), typeof(ReadRoster),

        // 评审费（TC-19、BZ-24、BZ-27、AK-24、KJ-14）
        typeof(ReadFees), typeof(ExportFees), typeof(ReadOwnFee), typeof(SubmitPayment), typeof(TakeBackPayment), typeof(ReadPayments), typeof(ReadPayment), typeof(OpenSlip), typeof(DecidePayment),
        typeof(ProposeFeeRefund), typeof(DecideFeeRefund), typeof(ReadFeeRefunds), typeof(ReissueReceipt), typeof(PrintReceipt), typeof(RemindFees),
        typeof(ReadBankSheets), typeof(UploadBankSheet), typeof(ReadBankSheet), typeof(MapBankSheet), typeof(DiscardBankSheet), typeof(ImportBankSheet), typeof(CountSureLines), typeof(CountLine), typeof(MatchLine), typeof(AcceptRepeat), typeof(SetAsideLine),
        typeof(ProposeCorrection), typeof(DecideCorrection), typeof(ReadCorrections), typeof(PrintOwnReceipt), typeof(CatchUpPresenting),

        // 纸质材料（BZ-23、KZ-13、TC-37）
        typeof(ReadPaper), typeof(ReadPaperItem), typeof(FindPaper), typeof(CheckPaper), typeof(ReceivePapers), typeof(AcceptMaterials), typeof(UndoAccept), typeof(UndoPaper), typeof(RemindPapers), typeof(PrintPaperCovers), typeof(PrintPaperReceipt),

        // 送专家审阅，专家看案卷，申报人事先看同样的（E1、A22）
        typeof(ReadAssignments), typeof(AssignExperts), typeof(ReadCases), typeof(ReadCase), typeof(ReadReaderMark), typeof(OpenCasePage), typeof(PreviewCase), typeof(OpenPreviewPage),

        // 专家库、评委会、抽取专家（KZ-17，人社部令第40号）
        typeof(ReadExperts), typeof(ReadExpert), typeof(ExportExperts), typeof(KeepExpert), typeof(MoveExpert), typeof(RecordTie), typeof(EndTie), typeof(ReadCommittees), typeof(ReadCommittee), typeof(KeepCommittee), typeof(PrintScheme),
        typeof(ReadDrawForm), typeof(CommitDraw), typeof(ReadDraw), typeof(RevealDraw), typeof(SubstituteMember), typeof(AbandonDraw), typeof(ExportDraw), typeof(InviteMembers),

        // 评审会：召集、席位、议程、签到、回避；委员的一席；纪检的观察席（KZ-14、KZ-15，人社部令第40号）
        typeof(ReadMeetings), typeof(ReadMeeting), typeof(CallMeeting), typeof(ChangeMeeting), typeof(CancelMeeting), typeof(ArrangeSeats), typeof(TakePledge), typeof(SeatObserver), typeof(UnseatObserver), typeof(InviteObserver),
        typeof(ListCases), typeof(PlaceCases), typeof(WithdrawCase), typeof(RecuseMember), typeof(OpenMeeting), typeof(RenewRoomCode), typeof(SignMember), typeof(SignObserver), typeof(AnswerIncident), typeof(CloseMeeting), typeof(PrintMeetingPaper),
        typeof(ReadOwnMeetings), typeof(ReadOwnMeeting), typeof(SignPledge), typeof(EnterMeeting), typeof(LeaveMeeting), typeof(DeclareRecusal),
        typeof(ReadObserved), typeof(ReadObservedMeeting), typeof(ReadMeetingLog), typeof(ExportMeetingLog), typeof(NoteIncident), typeof(ArriveToObserve), typeof(ExportObservedDraw), typeof(DrawSample), typeof(ReadSample), typeof(NoteSample),
        typeof(ExportMeetingPaper), typeof(ExportMeetingList), typeof(PackMeeting), typeof(PrintOwnOverview), typeof(ReadMeetingReport), typeof(ExportMeetingReport),
        typeof(AssignPanels), typeof(TakeOpinion), typeof(ReadPanels), typeof(ReadOwnReviews), typeof(ReadOwnReview), typeof(DraftOpinion), typeof(SubmitOpinion),

        // 答辩与国语水平测试（TC-18、BZ-25、BZ-26、AK-18、KZ-07）：排、动、免、评、测
        typeof(ReadDefences), typeof(AddSitting), typeof(MoveSitting), typeof(DropSitting), typeof(FillDefences), typeof(PlaceDefence), typeof(SwapDefences), typeof(WaitDefence), typeof(MissDefence), typeof(CloseDefence), typeof(CloseSitting),
        typeof(ProposeRelaxation), typeof(ProposeExemption), typeof(DecideExemption), typeof(WithdrawExemption), typeof(DecideExemptionWithdrawal), typeof(EnterLanguageTest), typeof(DecideLanguageTest), typeof(WithdrawLanguageTest), typeof(DecideTestWithdrawal),
        typeof(ReadOwnDefences), typeof(MarkDefence), typeof(ReadFilingDefence), typeof(PrintDefences),

        // 表决（人社部令第40号，N10、N11）
        typeof(ReadRounds), typeof(OpenRound), typeof(CloseRound), typeof(AnnulRound), typeof(EnterPaperCounts), typeof(ConfirmPaperCounts), typeof(ReadOwnBallots), typeof(CastBallot), typeof(PrintRounds), typeof(ExportRounds),

        // 评审结果（AK-06、KZ-16，人社部令第40号）：取、公布、异议与复查、确认与撤销，本人、单位、公众看
        typeof(ReadResultBoard), typeof(ReadResults), typeof(ReadResult), typeof(TakeResults), typeof(PostResults), typeof(RecordResultObjection), typeof(SettleResultObjection),
        typeof(ProposeConfirmation), typeof(ProposeRevocation), typeof(DecideResults), typeof(PrintResultPoster), typeof(ExportResults),
        typeof(ReadOwnResult), typeof(AskRecheck), typeof(ReadUnitResults), typeof(MirrorResults), typeof(ReadResultNotices), typeof(ReadResultNotice), typeof(ObjectToResults),

        // 电子证书（TC-41）
        typeof(ReadCertificates), typeof(OrderCertificates), typeof(CancelCertificates), typeof(ReadCertificateBatch), typeof(RunCertificates), typeof(ReadCertificate), typeof(CorrectCertificate), typeof(ReissueCertificate), typeof(PrintCertificate), typeof(PrintCertificates),
        typeof(CheckCertificate), typeof(VerifyCertificate),

        // 诚信记录（TC-44、TC-45）
        typeof(ReadIntegrityRegister), typeof(BarSubject), typeof(ReadFilingIntegrity), typeof(BarFromFiling), typeof(LiftBar),

        // 通知（A27）：站内、邮件、短信，期限之前的提醒
        typeof(ReadMessages), typeof(OpenMessage), typeof(MarkRead), typeof(CountUnread), typeof(ReadOwnContact), typeof(SaveOwnContact), typeof(AskMailAgain),
        typeof(ReadMessageSettings), typeof(SaveMessageTimes), typeof(SaveMessageTemplate), typeof(RemindDeadlines), typeof(DispatchMessages), typeof(SendDeliveries), typeof(ReadDeliveryHealth),

        // 登录（GB/T 22239 第三级）：两步登录、在别处的登录、锁上的账号
        typeof(NextSignInStep), typeof(GiveCode), typeof(StartSecondFactor), typeof(ConfirmSecondFactor), typeof(RenewPassword), typeof(EnterSignIn),
        typeof(ReadOwnSecurity), typeof(EndSignIns), typeof(RenewRecoveryCodes), typeof(ReadAccounts), typeof(HelpAccount), typeof(UnlockAccounts), typeof(ResetForOperator), typeof(LockDormant), typeof(ReadSignInSettings), typeof(SaveSignInSettings),

        // 工作日历：全平台的各年，各端口自己的放假日
        typeof(ReadCalendarYears), typeof(PublishCalendarYear), typeof(ReadRegionalHolidays), typeof(AddRegionalHolidays), typeof(RemoveRegionalHoliday),
    ];

    internal static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        foreach (var useCase in All) services.AddTransient(useCase);
        return services;
    }
}
