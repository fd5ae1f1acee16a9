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

/// <summary>答辩的安排告诉谁：排定的、改了时间或地方的，告诉本人与单位，改了的说出原来是什么；撤下来的、免了的，告诉本人。</summary>
internal static class DefenceNews
{
    public static async Task<IEnumerable<OutboxEvent>> Of(TenantSession session, EntityEntry entry, Defence defence, CancellationToken ct)
    {
        var added = entry.State == EntityState.Added;
        bool Changed(string property) => added || entry.Property(property).IsModified;
        var (from, to, sat) = added ? default : Before(entry);
        if (defence.State == DefenceState.Scheduled && (Changed(nameof(Defence.StartsAt)) || Changed(nameof(Defence.SittingId))))
            return await Set(session, defence, from is null ? null : (new TimeSlot(from.Value, to!.Value), Where((await Sitting(session, sat!.Value, ct))!)), ct);

        // 免了的，另有一件通知说原来的时间不用来了。
        var off = defence.State == DefenceState.Waiting && (added || (Changed(nameof(Defence.State)) && from is not null)) && Exempted(session, defence.FilingId) is null;
        return off && await Filing(session, defence.FilingId, ct) is { } filing
            ? [Outbox.New(session, MessageKind.DefenceOff, Key(defence), ("理由", (defence.Note ?? "").TrimEnd('。'))).To(applicant: filing.ApplicantId, filing: filing.Id)] : [];
    }

    /// <summary>换了地方的一场：排在里面、还没有答的各位。</summary>
    public static async Task<IEnumerable<OutboxEvent>> OfSitting(TenantSession session, EntityEntry entry, DefenceSitting sitting, CancellationToken ct)
    {
        var was = Where((string)entry.Property(nameof(DefenceSitting.Room)).OriginalValue!, (string?)entry.Property(nameof(DefenceSitting.VideoLink)).OriginalValue);
        List<OutboxEvent> news = [];
        foreach (var one in await session.Db.Defences.Where(d => d.SittingId == sitting.Id && d.State == DefenceState.Scheduled).ToListAsync(ct)) news.AddRange(await Set(session, one, (one.At!, was), ct));
        return news;
    }

    public static IEnumerable<OutboxEvent> Of(TenantSession session, Exemption exemption) => exemption.State switch
    {
        // 放宽是评委会内部的事，不告诉本人。
        _ when exemption.Matter != ExemptionMatter.Defence => [],
        AgreedState.Agreed => [About(session, exemption, "免于答辩", $"依据：{exemption.Basis}（{exemption.Reason.TrimEnd('。')}）。您不用参加答辩{(Dropped(session, exemption.FilingId) is { } at ? $"，原来排在{at.Print()}的不用来了" : "")}。")],
        AgreedState.Refused => [About(session, exemption, "没有同意免于答辩", $"{exemption.DecidedReason?.TrimEnd('。')}。请照通知的时间参加答辩。")],
        AgreedState.Withdrawn when exemption.UndoneAt is null => [About(session, exemption, "免于答辩收回了", $"{exemption.DecidedReason?.TrimEnd('。')}。请照通知的时间参加答辩。")],
        AgreedState.Withdrawn => [About(session, exemption, "免于答辩撤回了", $"{exemption.UndoReason?.TrimEnd('。')}。您仍要参加答辩，时间另行通知。")],
        _ => [],
    };

    private static OutboxEvent About(TenantSession session, Exemption exemption, string result, string reason) =>
        Outbox.New(session, MessageKind.DefenceExempted, $"exemption/{exemption.Id}/{exemption.State}", ("结果", result), ("理由", reason)).To(applicant: exemption.ApplicantId, filing: exemption.FilingId);

    /// <param name="was">原来排在何时、何地；头一次排的为空。</param>
    private static async Task<IEnumerable<OutboxEvent>> Set(TenantSession session, Defence defence, (TimeSlot At, string Where)? was, CancellationToken ct)
    {
        if (await Filing(session, defence.FilingId, ct) is not { } filing || await Sitting(session, defence.SittingId!.Value, ct) is not { } sitting) return [];

        var terms = await session.Db.Plans.AsNoTracking().Where(p => p.Id == filing.PlanId).Select(p => p.Terms).SingleAsync(ct);
        var employer = (await session.Db.Offices.FindAsync([session.Tenant.Id, filing.EmployerId], ct))!;
        var bring = terms.Defence.RuleFor(filing.Choice, employer.EmployerKind) is { } rule ? ReadFilingDefence.ToBring(terms, rule) : [];
        var (at, where) = (defence.At!, Where(sitting));
        List<(string, string)> facts = [("时间", at.Print()), ("地点", where), ("怎么办", $"门口的安排表上，您是“{sitting.DoorNo(at)}”，叫到这个号时入场。请带：{string.Join('、', bring)}。来不了的，请马上与评审办事机构联系。")];
        if (was is { } old) facts.AddRange([("原来", $"{old.At.Print()}，{old.Where}"), ("改了", string.Join('、', new[] { old.At != at ? "时间" : "", old.Where != where ? "地点" : "" }.Where(c => c.Length > 0)) is { Length: > 0 } what ? what : "入会地址")]);
        return
        [
            Outbox.New(session, was is null ? MessageKind.DefenceSet : MessageKind.DefenceMoved, Key(defence), [.. facts]).To(applicant: filing.ApplicantId, filing: filing.Id),
            Outbox.New(session, MessageKind.DefencesSet, Key(defence)).To(office: filing.EmployerId, filing: filing.Id),
        ];
    }

    /// <summary>这一次保存里刚同意的免于答辩；没有为空。</summary>
    private static Exemption? Exempted(TenantSession session, FilingId filing) =>
        session.Db.ChangeTracker.Entries<Exemption>().FirstOrDefault(e => e.Entity.FilingId == filing && e.Entity is { Matter: ExemptionMatter.Defence, IsAgreed: true } && e.Property(x => x.State).IsModified)?.Entity;

    /// <summary>这一次保存里让出来的时间；没有排过为空。</summary>
    private static TimeSlot? Dropped(TenantSession session, FilingId filing) =>
        session.Db.ChangeTracker.Entries<Defence>().FirstOrDefault(e => e.Entity.FilingId == filing && e.State == EntityState.Modified && e.Entity.State == DefenceState.Waiting) is { } entry && Before(entry) is ({ } from, { } to, _) ? new(from, to) : null;

    private static (DateTimeOffset? From, DateTimeOffset? To, SittingId? Sitting) Before(EntityEntry entry) =>
        ((DateTimeOffset?)entry.Property(nameof(Defence.StartsAt)).OriginalValue, (DateTimeOffset?)entry.Property(nameof(Defence.EndsAt)).OriginalValue, (SittingId?)entry.Property(nameof(Defence.SittingId)).OriginalValue);

    private static string Where(DefenceSitting sitting) => Where(sitting.Room, sitting.VideoLink);

    private static string Where(string room, string? link) => link is null ? room : room.Length > 0 ? $"视频答辩（入会地址登录后看），或到{room}" : "视频答辩（入会地址登录后看）";

    private static ValueTask<DefenceSitting?> Sitting(TenantSession session, SittingId id, CancellationToken ct) => session.Db.DefenceSittings.FindAsync([session.Tenant.Id, id], ct);

    private static async Task<Filing?> Filing(TenantSession session, FilingId id, CancellationToken ct) => await session.Db.Filings.FindAsync([session.Tenant.Id, id], ct);

    private static string Key(Defence defence) => $"defence/{defence.MeetingId.Value}/{defence.FilingId.Value}/{Guid.CreateVersion7()}";
}
