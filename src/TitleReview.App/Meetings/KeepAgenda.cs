using Microsoft.EntityFrameworkCore;
using TitleReview.App.Defences;
using TitleReview.App.Presenting;
using TitleReview.App.Reviews;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Meetings;

/// <summary>把形式审核通过的申报列入议程：给盲评编号，对出要回避的委员。全列入，或一份不列。</summary>
[Does(Act.KeepMeetings)]
public sealed class ListCases(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, IReadOnlyCollection<FilingId> filings, int group, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (meeting!.State != MeetingState.Planned) return new MeetingNotPlanned(meeting.State);
        if (filings.Count == 0) return new InvalidInput("Filings", "请至少勾选一份申报，再列入议程。");
        if (meeting.Groups.All(g => g.No != group)) return new NotFoundHere("一组");

        var committee = await session.Db.Committees.SingleAsync(c => c.Id == meeting.CommitteeId, ct);
        var before = await session.Db.MeetingCases.Where(c => c.MeetingId == id).ToListAsync(ct);
        var next = before.Select(c => c.No).DefaultIfEmpty().Max();
        foreach (var filingId in filings.Distinct().OrderBy(f => f.Value))
        {
            await FilingLocks.Take(session, filingId, ct);
            if (await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == filingId, ct) is not { } filing) return new NotFoundHere("份申报");
            if (filing.PlanId != meeting.PlanId || !committee.Covers(filing.Choice)) return new NotOfThisCommittee(filing.Number);
            if (filing.Status != FilingStatus.FormalityPassed) return new Domain.Reviews.NotPassedYet(filing.Number);
            if (await session.Db.MeetingCases.AnyAsync(c => c.FilingId == filingId && c.IsLive, ct)) return new ListedAlready(filing.Number);
            if (await session.Reviewed(filingId, ct) is { } state) return new ReviewedAlready(filing.Number, state);
            if (await session.FeeFirst(filing, FeeGate.Review, "列入评审会的议程", ct) is { } unpaid) return unpaid;

            await session.CaseFor(filingId, ct);
            if (before.Find(c => c.FilingId == filingId) is { } again) again.Relist(group, ++next);
            else session.Add(new MeetingCase(id, filingId, group, ++next));
        }

        await session.RecuseFound(meeting, await session.Db.Seats.Where(s => s.MeetingId == id).ToListAsync(ct), [.. filings], ct);
        return await session.Save(ct);
    }
}

/// <summary>议程的次序与分组：照填的号排，重新从 1 数。</summary>
[Does(Act.KeepMeetings)]
public sealed class PlaceCases(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, IReadOnlyDictionary<FilingId, (int Group, int? No)> places, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (meeting!.State != MeetingState.Planned) return new MeetingNotPlanned(meeting.State);
        if (places.Values.Any(p => meeting.Groups.All(g => g.No != p.Group))) return new NotFoundHere("一组");

        var cases = await session.Db.MeetingCases.Where(c => c.MeetingId == id && c.IsLive).ToListAsync(ct);
        // 填不成号的不猜：排错了次序，叫错的是人。
        if (cases.Where(c => places.TryGetValue(c.FilingId, out var to) && to.No is null or 0).Select(c => c.No).Order().ToList() is { Count: > 0 } unread) return new InvalidInput(nameof(MeetingCase.No), $"“第几位”请填 1 起的整数：现在议程上的第 {string.Join('、', unread)} 位没有填成一个数。");

        var wanted = cases.Select(c => (Case: c, To: places.GetValueOrDefault(c.FilingId, (Group: c.GroupNo, No: c.No)))).OrderBy(c => c.To.No).ThenBy(c => c.Case.No);
        foreach (var (at, (one, to)) in wanted.Index()) one.Place(to.Group, at + 1);
        return await session.TimetableStands(meeting, ct) ?? await session.Save(ct);
    }
}

/// <summary>从议程撤下一份，写明理由；正在表决的撤不下。</summary>
[Does(Act.KeepMeetings)]
public sealed class WithdrawCase(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (await session.Db.MeetingCases.SingleOrDefaultAsync(c => c.MeetingId == id && c.FilingId == filing, ct) is not { } one) return new NotFoundHere("份申报");
        if ((await session.UnderVote(id, ct)).Contains(filing)) return new UnderVote();
        if (await session.Db.BallotRounds.AnyAsync(r => r.MeetingId == id && r.State == Domain.Ballots.RoundState.Closed && r.Cases.Any(c => c.FilingId == filing), ct)) return new VotedOn();

        if (one.Withdraw(reason, session.Actor) is { } wrong) return wrong;
        await session.CallOffDefences(id, filing, "不在这次评审会的议程上了", ct);
        return await session.Save(ct);
    }
}

/// <summary>机构发现应当回避的，告知委员回避（人社部令第40号）。</summary>
[Does(Act.KeepMeetings)]
public sealed class RecuseMember(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, ExpertId expert, TieKind? kind, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;

        var seat = await session.Db.Seats.SingleOrDefaultAsync(s => s.MeetingId == id && s.ExpertId == expert, ct);
        return await session.Recuse(meeting!, seat, filing, kind, reason, ct) ?? await session.Save(ct);
    }
}

internal static class Recusing
{
    /// <summary>登记一条回避：委员在席、申报在议程、名册还没有定。机构告知的与自己声明的，是同一条规矩。</summary>
    public static async Task<Refusal?> Recuse(this TenantSession session, Meeting meeting, Seat? seat, FilingId filing, TieKind? kind, string? reason, CancellationToken ct)
    {
        if (seat is null) return new NotFoundHere("位委员");
        if (!await session.Db.MeetingCases.AnyAsync(c => c.MeetingId == meeting.Id && c.FilingId == filing && c.IsLive, ct)) return new NotFoundHere("份申报");
        if (kind is not { } given || !Enum.IsDefined(given)) return new InvalidInput("Kind", "请选择是什么关系。");
        if (await session.Db.Recusals.AnyAsync(r => r.MeetingId == meeting.Id && r.FilingId == filing && r.ExpertId == seat.ExpertId, ct)) return new RecusedAlready(seat.Name);

        var (recusal, wrong) = Recusal.Of(meeting, filing, seat.ExpertId, given, reason, (await session.UnderVote(meeting.Id, ct)).Contains(filing), session.Actor, session.Now);
        if (recusal is not null) session.Add(recusal);
        return wrong;
    }
}
