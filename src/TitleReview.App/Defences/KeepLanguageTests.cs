using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Defences;

/// <summary>登记一位的国语水平测试（KZ-07）：合格不合格、日期、成绩；等本机构的另一位核对。</summary>
[Does(Act.KeepMeetings)]
public sealed class EnterLanguageTest(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, bool? passed, DateOnly? day, string? score, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);

        var board = await session.DefenceBoard(meeting, ct, alone: true);
        if (board.Find(filing) is not { } one) return new NotFoundHere("份申报");
        if (one.Language is null) return new NoTestAsked(one.No);
        if (one.Test is not null) return new TestedAlready();
        if (board.Voted.Contains(filing)) return new TestUsed();

        var (test, wrong) = LanguageTest.Enter(Guid.CreateVersion7(), new(filing, one.Applicant, meeting.OfficeId), one.Language, passed, day, score, session.Actor, session.Now);
        if (wrong is not null) return wrong;

        session.Add(test!);
        return await session.Save(ct);
    }
}

/// <summary>第二个人照成绩单核对；核对过的不合格，一票否决，不进入表决。</summary>
[Does(Act.KeepMeetings)]
public sealed class DecideLanguageTest(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, Guid testId, bool agree, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.LanguageTest(id, testId, ct) is not { } test) return new NotFoundHere("次测试");
        if ((await session.DefenceBoard(meeting, ct, alone: true)).Voted.Contains(test.FilingId)) return new TestUsed();

        return test.Decide(agree, reason, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>登错了的撤回，写明理由，再登记。</summary>
[Does(Act.KeepMeetings)]
public sealed class WithdrawLanguageTest(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, Guid testId, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.LanguageTest(id, testId, ct) is not { } test) return new NotFoundHere("次测试");

        return test.Withdraw(reason, (await session.DefenceBoard(meeting, ct, alone: true)).Voted.Contains(test.FilingId), session.Actor, session.Now) ?? await session.Save(ct);
    }
}

internal static class LanguageTests
{
    /// <summary>这几份里语言测试不合格、两个人都认了的：一票否决，不再表决。</summary>
    public static Task<List<LanguageTest>> KnockOuts(this TenantSession session, IReadOnlyCollection<FilingId> filings, CancellationToken ct) =>
        session.Db.LanguageTests.Where(t => filings.Contains(t.FilingId) && t.State == AgreedState.Agreed && !t.Passed).ToListAsync(ct);

    public static Task<LanguageTest?> LanguageTest(this TenantSession session, MeetingId meeting, Guid id, CancellationToken ct) =>
        session.Db.LanguageTests.SingleOrDefaultAsync(t => t.Id == id && session.Db.MeetingCases.Any(c => c.MeetingId == meeting && c.FilingId == t.FilingId && c.WithdrawnReason == null), ct);
}
