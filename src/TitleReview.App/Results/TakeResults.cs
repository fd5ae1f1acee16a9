using Microsoft.EntityFrameworkCore;
using TitleReview.App.Defences;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Results;

namespace TitleReview.App.Results;

internal static class ResultTaking
{
    /// <summary>评审会散了：议程上表决过的各位，照最后开票的一轮各记一份结果；一票否决的，记否决。散会的用例末尾叫它一次；重叫不重记。</summary>
    /// <returns>记了几份。</returns>
    /// <param name="at">何时取的；空为现在。</param>
    public static async Task<int> TakeResults(this TenantSession session, Meeting meeting, CancellationToken ct, Moment? at = null)
    {
        var id = meeting.Id;
        var cases = await session.Db.MeetingCases.Where(c => c.MeetingId == id).ToListAsync(ct);
        var rounds = await session.Db.BallotRounds.Where(r => r.MeetingId == id && r.State == RoundState.Closed).OrderByDescending(r => r.No).ToListAsync(ct);
        var there = await session.Db.ReviewResults.Where(r => r.MeetingId == id).Select(r => r.FilingId).ToListAsync(ct);
        var ids = cases.Where(c => !c.IsWithdrawn).OrderBy(c => c.No).Select(c => c.FilingId).Except(there).ToList();
        var filings = await session.Db.Filings.Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        // 没有表决、国语水平测试核对过不合格的：一票否决（KZ-07）。
        var failed = await session.KnockOuts(ids, ct);
        var taken = 0;
        foreach (var filing in ids)
        {
            var subject = new ResultSubject(filing, filings[filing].ApplicantId, filings[filing].EmployerId, meeting.PlanId, meeting.OfficeId);
            var (no, now) = (new ResultId(Guid.CreateVersion7()), at ?? session.Now);
            var result = rounds.Find(r => r.Of(filing) is not null) is { } round ? ReviewResult.Of(no, meeting, round, subject, now)
                : failed.Find(t => t.FilingId == filing) is { } test ? ReviewResult.KnockOut(no, meeting, subject, test.Sentence, now).Result : null;
            if (result is null) continue;

            session.Add(result);
            session.Record(result);
            taken++;
        }

        return taken;
    }
}

/// <summary>散了的评审会还没有取结果的（从前散的）：取一次。</summary>
[Does(Act.KeepResults)]
public sealed class TakeResults(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Db.Meetings.SingleOrDefaultAsync(m => m.Id == id, ct);
        if (session.WhyNot(Act.KeepResults, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (meeting!.State != MeetingState.Closed) return new MeetingStillOn();

        return await session.TakeResults(meeting, ct) == 0 ? new NothingToTake() : await session.Save(ct);
    }
}

public sealed record NothingToTake() : Refusal("这次评审会没有还要取的结果：表决过的都取了，没有表决的没有结果。");
