using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Documents.ReviewForms;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

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

/// <summary>登错了的，写明理由撤回，再登记：还在等的，登记的人自己收回；两个人认了的，等本机构的另一位同意撤回，在那之前照样算数。</summary>
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

/// <summary>有人提出撤回一次核对过的测试：第二个人同意撤，或不撤。</summary>
[Does(Act.KeepMeetings)]
public sealed class DecideTestWithdrawal(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, Guid testId, bool agree, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.LanguageTest(id, testId, ct) is not { } test) return new NotFoundHere("次测试");

        return test.DecideUndo(agree, (await session.DefenceBoard(meeting, ct, alone: true)).Voted.Contains(test.FilingId), session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>还不能表决的一位：测试没有登记，或没有核对。</summary>
/// <param name="Test">测试的名称。</param>
/// <param name="Entered">登记了，等第二个人核对。</param>
public sealed record UntestedCase(int No, string Test, bool Entered);

internal static class LanguageTests
{
    /// <summary>这几份里语言测试不合格、两个人都认了的：一票否决，不再表决。</summary>
    public static Task<List<LanguageTest>> KnockOuts(this TenantSession session, IReadOnlyCollection<FilingId> filings, CancellationToken ct) =>
        session.Db.LanguageTests.Where(t => filings.Contains(t.FilingId) && t.State == AgreedState.Agreed && !t.Passed).ToListAsync(ct);

    /// <summary>这一位照计划要过的一票否决的测试；没有的为空。</summary>
    public static LanguageTerms? KnockOutTest(this PlanTerms terms, TitleChoice choice, EmployerKind? employer) => terms.Languages.FirstOrDefault(l => l.KnockOut && l.Scope.Covers(choice, employer));

    /// <summary>议程上要测试、还没有登记，或登记了没有核对的：先不能表决。</summary>
    public static async Task<IReadOnlyList<UntestedCase>> Untested(this TenantSession session, MeetingRoll roll, PlanTerms terms, CancellationToken ct)
    {
        if (!terms.Languages.Any(l => l.KnockOut)) return [];

        var ids = roll.Cases.Select(c => c.FilingId).ToList();
        var filings = await (from f in session.Db.Filings where ids.Contains(f.Id) join e in session.Db.Offices on f.EmployerId equals e.Id select new { f.Id, f.Choice, e.EmployerKind }).AsNoTracking().ToDictionaryAsync(f => f.Id, ct);
        var tests = await session.Db.LanguageTests.Where(t => ids.Contains(t.FilingId) && (t.State == AgreedState.Waiting || t.State == AgreedState.Agreed)).Select(t => new { t.FilingId, t.State }).ToDictionaryAsync(t => t.FilingId, t => t.State, ct);
        return [.. from c in roll.Cases
                   let test = terms.KnockOutTest(filings[c.FilingId].Choice, filings[c.FilingId].EmployerKind)
                   where test is not null && tests.GetValueOrDefault(c.FilingId) != AgreedState.Agreed
                   select new UntestedCase(c.No, test.Name, tests.ContainsKey(c.FilingId))];
    }

    /// <summary>评审表第 7 页“考试成绩”里的一行（KZ-07）：核对过的才有；组织的写评审办事机构。</summary>
    public static async Task<IReadOnlyList<Exam>> TestRows(this TenantSession session, FilingId filing, CancellationToken ct) =>
        [.. (await (from t in session.Db.LanguageTests
                    where t.FilingId == filing && t.State == AgreedState.Agreed
                    join o in session.Db.Offices on t.OfficeId equals o.Id
                    select new { Test = t, Office = o.Name }).AsNoTracking().ToListAsync(ct)).Select(t => new Exam(t.Test.Day.Print(), "水平测试", t.Test.Name, $"{t.Test.Score}，{(t.Test.Passed ? "合格" : "不合格")}", t.Office))];

    public static Task<LanguageTest?> LanguageTest(this TenantSession session, MeetingId meeting, Guid id, CancellationToken ct) =>
        session.Db.LanguageTests.SingleOrDefaultAsync(t => t.Id == id && session.Db.MeetingCases.Any(c => c.MeetingId == meeting && c.FilingId == t.FilingId && c.WithdrawnReason == null), ct);
}
