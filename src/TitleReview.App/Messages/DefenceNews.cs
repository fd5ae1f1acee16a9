using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using TitleReview.App.Defences;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Messages;

/// <summary>答辩的安排告诉谁：排定、改了时间或地方的，告诉本人与单位；撤下来的、免了的，告诉本人。</summary>
internal static class DefenceNews
{
    public static async Task<IEnumerable<OutboxEvent>> Of(TenantSession session, EntityEntry entry, Defence defence, CancellationToken ct)
    {
        var added = entry.State == EntityState.Added;
        bool Changed(string property) => added || entry.Property(property).IsModified;
        if (defence.State == DefenceState.Scheduled && (Changed(nameof(Defence.StartsAt)) || Changed(nameof(Defence.SittingId)))) return await Set(session, defence, ct);

        var off = defence.State == DefenceState.Waiting && (added || (entry.Property(nameof(Defence.State)).IsModified && entry.Property(nameof(Defence.StartsAt)).OriginalValue is not null));
        return off && await Filing(session, defence.FilingId, ct) is { } filing
            ? [Outbox.New(session, MessageKind.DefenceOff, Key(defence), ("理由", (defence.Note ?? "").TrimEnd('。'))).To(applicant: filing.ApplicantId, filing: filing.Id)] : [];
    }

    /// <summary>换了地方的一场：排在里面、还没有答的各位。</summary>
    public static async Task<IEnumerable<OutboxEvent>> OfSitting(TenantSession session, DefenceSitting sitting, CancellationToken ct)
    {
        List<OutboxEvent> news = [];
        foreach (var one in await session.Db.Defences.Where(d => d.SittingId == sitting.Id && d.State == DefenceState.Scheduled).ToListAsync(ct)) news.AddRange(await Set(session, one, ct));
        return news;
    }

    public static IEnumerable<OutboxEvent> Of(TenantSession session, Exemption exemption) => exemption.State switch
    {
        // 放宽是评委会内部的事，不告诉本人。
        _ when exemption.Matter != ExemptionMatter.Defence => [],
        AgreedState.Agreed => [About(session, exemption, "免于答辩", $"依据：{exemption.Basis}（{exemption.Reason.TrimEnd('。')}）。您不用参加答辩。")],
        AgreedState.Refused => [About(session, exemption, "没有同意免于答辩", $"{exemption.DecidedReason?.TrimEnd('。')}。请照通知的时间参加答辩。")],
        AgreedState.Withdrawn => [About(session, exemption, "免于答辩撤回了", $"{exemption.DecidedReason?.TrimEnd('。')}。您仍要参加答辩，时间另行通知。")],
        _ => [],
    };

    private static OutboxEvent About(TenantSession session, Exemption exemption, string result, string reason) =>
        Outbox.New(session, MessageKind.DefenceExempted, $"exemption/{exemption.Id}/{exemption.State}", ("结果", result), ("理由", reason)).To(applicant: exemption.ApplicantId, filing: exemption.FilingId);

    private static async Task<IEnumerable<OutboxEvent>> Set(TenantSession session, Defence defence, CancellationToken ct)
    {
        if (await Filing(session, defence.FilingId, ct) is not { } filing || await session.Db.DefenceSittings.FindAsync([session.Tenant.Id, defence.SittingId!.Value], ct) is not { } sitting) return [];

        var terms = await session.Db.Plans.AsNoTracking().Where(p => p.Id == filing.PlanId).Select(p => p.Terms).SingleAsync(ct);
        var employer = (await session.Db.Offices.FindAsync([session.Tenant.Id, filing.EmployerId], ct))!;
        var bring = terms.Defence.RuleFor(filing.Choice, employer.EmployerKind) is { } rule ? ReadFilingDefence.ToBring(terms, rule) : [];
        var where = sitting.IsVideo ? sitting.Room.Length > 0 ? $"视频答辩（入会地址登录后看），或到{sitting.Room}" : "视频答辩（入会地址登录后看）" : sitting.Room;
        return
        [
            Outbox.New(session, MessageKind.DefenceSet, Key(defence), ("时间", defence.At!.Print()), ("地点", where), ("怎么办", $"请带：{string.Join('、', bring)}。来不了的，请马上与评审办事机构联系。")).To(applicant: filing.ApplicantId, filing: filing.Id),
            Outbox.New(session, MessageKind.DefencesSet, Key(defence)).To(office: filing.EmployerId, filing: filing.Id),
        ];
    }

    private static async Task<Filing?> Filing(TenantSession session, FilingId id, CancellationToken ct) => await session.Db.Filings.FindAsync([session.Tenant.Id, id], ct);

    private static string Key(Defence defence) => $"defence/{defence.MeetingId.Value}/{defence.FilingId.Value}/{Guid.CreateVersion7()}";
}
