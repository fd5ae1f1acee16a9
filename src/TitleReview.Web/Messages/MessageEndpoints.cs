using System.Security.Claims;
using TitleReview.App.Messages;
using TitleReview.Domain.Filings;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Permissions;
using TitleReview.Web.Shell;

namespace TitleReview.Web.Messages;

/// <summary>通知里的链接：记为已读，转到要办的那一页。邮件里的也是它，没有登录的先登录。</summary>
public static class MessageEndpoints
{
    public static string Open(Guid message) => $"{Addresses.Messages}/{message}/open";

    public static void MapMessages(this WebApplication app) =>
        app.MapGet("/messages/{id:guid}/open", async (Guid id, ClaimsPrincipal user, OpenMessage open, CancellationToken ct) =>
            await open.Run(id, ct) is var (kind, filing) ? Results.Redirect(Target(kind, filing, user.IsInRole(nameof(Role.Applicant)))) : Results.NotFound()).RequireAuthorization();

    /// <summary>去哪里办。</summary>
    internal static string Target(MessageKind kind, FilingId? filing, bool applicant) => kind switch
    {
        MessageKind.FilingsArrived or MessageKind.ReviewEnding => "/inbox",
        MessageKind.SentBack => "/inbox?tab=Others",
        MessageKind.StaffWaiting => "/staff",
        MessageKind.EmployersWaiting => "/employers",
        MessageKind.CaseAssigned => "/reviews",
        MessageKind.MeetingCalled or MessageKind.MeetingChanged or MessageKind.MeetingCancelled => Addresses.Home,
        MessageKind.DrawCommitted => Committees.CommitteeAddresses.List,
        MessageKind.ResultDecisionWanted or MessageKind.ResultObjected => Web.ReviewResults.ResultAddresses.Board,
        MessageKind.MirrorWanted => Web.ReviewResults.ResultAddresses.Unit,
        MessageKind.ResultAnnounced or MessageKind.ResultConfirmed or MessageKind.ResultEnded or MessageKind.RecheckAnswered or MessageKind.CertificateReady when filing is { } mine => Web.ReviewResults.ResultAddresses.Own(mine),
        MessageKind.AccountChanged => Addresses.Account,
        MessageKind.NoticeOver or MessageKind.NoticeEnding or MessageKind.ObjectionOpen when filing is { } at => $"/notices/{at.Value}",
        _ when filing is { } one => applicant ? $"/filings/{one.Value}" : $"/approvals/{one.Value}",
        _ => Addresses.Home,
    };

    /// <summary>按钮上的动词。</summary>
    internal static string Verb(MessageKind kind) => kind switch
    {
        MessageKind.Returned or MessageKind.FixEnding => "去补正",
        MessageKind.WindowEnding or MessageKind.WindowExtended => "去填报",
        MessageKind.PrintReady => "去打印",
        MessageKind.FilingsArrived or MessageKind.EmployersWaiting or MessageKind.ReviewEnding => "去审核",
        MessageKind.StaffWaiting => "去确认",
        MessageKind.NoticeOver => "去出具结果",
        MessageKind.CaseAssigned => "去审阅",
        MessageKind.MeetingCalled => "去签承诺书",
        MessageKind.MirrorWanted => "去打印、登记",
        MessageKind.ResultDecisionWanted => "去看过再同意",
        MessageKind.SecondWanted => "去看理由",
        _ => "去看",
    };
}
