using Microsoft.Extensions.DependencyInjection;
using TitleReview.App.Approvals;
using TitleReview.App.Calendar;
using TitleReview.App.Clockwork;
using TitleReview.App.Filings;
using TitleReview.App.Integrity;
using TitleReview.App.Notices;
using TitleReview.App.Organizations;
using TitleReview.App.People;
using TitleReview.App.Plans;
using TitleReview.App.Portal;
using TitleReview.App.Presenting;
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
        typeof(ReadReceivingOffices), typeof(RegisterEmployer), typeof(ReadOwnEmployer), typeof(ReregisterEmployer), typeof(ReadEmployers), typeof(DecideEmployer),

        // 个人注册（TC-13）
        typeof(ReadRegisteredEmployers), typeof(RegisterApplicant), typeof(ReadStaff), typeof(DecideStaff), typeof(ChangeOwnPassword),

        // 填报、预审、提交（TC-16 至 TC-35）
        typeof(ReadApplicantHome), typeof(ReadOpenings), typeof(StartFiling), typeof(RechooseTitle), typeof(ReadFiling), typeof(SaveDraft),
        typeof(AddMaterial), typeof(StartUpload), typeof(ReceivePart), typeof(FinishUpload), typeof(CancelUpload), typeof(SweepUploads), typeof(RemoveMaterial), typeof(OpenMaterial), typeof(OpenOriginal),
        typeof(ReadMasks), typeof(AnswerMask), typeof(AnswerQuietPages), typeof(AskMaskSearch), typeof(OpenPage), typeof(FindMasks), typeof(PrecheckFiling), typeof(SubmitFiling), typeof(WithdrawFiling),

        // 单位公示（TC-33、AK-17）
        typeof(ReadNotice), typeof(RecordRecommendation), typeof(PostNotice), typeof(RecordObjection), typeof(SettleObjection), typeof(ConcludeNotice), typeof(RecordDepartmentNotice), typeof(PrintNotice),

        // 逐级审核（TC-14、TC-15、TC-36、TC-39）
        typeof(ReadDeskCounts), typeof(ReadInbox), typeof(ReadNeighbours), typeof(ReadFilingBars), typeof(ApproveFiling), typeof(ReturnFiling), typeof(DeclineFiling), typeof(LapseFilings),

        // 评审表与花名册（TC-37、TC-38）
        typeof(PrintReviewForm), typeof(VerifyPrint), typeof(ReadRoster),

        // 送专家审阅，专家看案卷，申报人事先看同样的（E1、A22）
        typeof(ReadAssignments), typeof(AssignExperts), typeof(ReadCases), typeof(ReadCase), typeof(OpenCasePage), typeof(PreviewCase), typeof(OpenPreviewPage),

        // 诚信记录（TC-44、TC-45）
        typeof(ReadIntegrityRegister), typeof(BarSubject), typeof(ReadFilingIntegrity), typeof(BarFromFiling), typeof(LiftBar),

        // 工作日历：全平台的各年，各端口自己的放假日
        typeof(ReadCalendarYears), typeof(PublishCalendarYear), typeof(ReadRegionalHolidays), typeof(AddRegionalHolidays), typeof(RemoveRegionalHoliday),
    ];

    internal static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        foreach (var useCase in All) services.AddTransient(useCase);
        return services;
    }
}
