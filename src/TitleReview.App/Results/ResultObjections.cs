using Microsoft.EntityFrameworkCore;
using TitleReview.App.Notices;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Results;

namespace TitleReview.App.Results;

/// <summary>登记来信、来电、来访的异议。</summary>
[Does(Act.KeepResults)]
public sealed class RecordResultObjection(TenantSessions sessions)
{
    /// <param name="id">这一条的号，由页面给；重发一次的不重复登记。</param>
    public async Task<Refusal?> Run(ResultNoticeId notice, Guid id, ResultId? about, string? content, string? by, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var posted = await session.ResultNoticesWhole().SingleOrDefaultAsync(n => n.Id == notice, ct);
        if (session.WhyNot(Act.KeepResults, posted?.OfficeId, "个公示") is { } refusal) return refusal;
        if (posted!.Find(id) is not null) return null;

        if (posted.Object(id, about, content, by, session.Now) is { } wrong) return wrong;
        session.Add(posted.Find(id)!);
        session.Record(posted.Find(id)!);
        return await session.Save(ct);
    }
}

/// <summary>查实的怎么办。</summary>
public enum ObjectionAnswer { NotTrue, Again, NotPassed }

/// <summary>了结一条异议、一件复查：不属实的照常；查实的，提出那一位重新评审或不予通过，人社部门的另一个人同意了才算数，别的人不停。</summary>
[Does(Act.KeepResults)]
public sealed class SettleResultObjection(TenantSessions sessions)
{
    /// <param name="about">查实的是哪一位；反映时说了的可以不再说。</param>
    public async Task<Refusal?> Run(Guid objection, ResultId? about, ObjectionAnswer? answer, string? outcome, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var notice = await session.ResultNoticesWhole().SingleOrDefaultAsync(n => n.Objections.Any(o => o.Id == objection), ct);
        if (session.WhyNot(Act.KeepResults, notice?.OfficeId, "条异议") is { } refusal) return refusal;
        if (answer is not { } said || !Enum.IsDefined(said)) return new InvalidInput("Answer", "请选查实了没有，查实的怎么办。");

        var found = notice!.Find(objection)!;
        var id = found.ResultId ?? about;
        var result = said != ObjectionAnswer.NotTrue && id is not null ? await session.Db.ReviewResults.SingleOrDefaultAsync(r => r.Id == id && r.NoticeId == notice.Id, ct) : null;
        if (said == ObjectionAnswer.NotTrue)
        {
            if (await session.Db.ResultDecisions.AnyAsync(d => d.ObjectionId == objection && d.State == DecisionState.Waiting, ct)) return new DecisionUnderWay();
            if (found.Dismiss(outcome, session.Actor, session.Now) is { } not) return not;

            session.Record(found);
            return await session.Save(ct);
        }

        if (result is null) return new InvalidInput("About", "查实的，请选是哪一位；这一位停下，别的人照常确认。");
        var (decision, wrong) = ResultDecision.Uphold(new ResultDecisionId(Guid.CreateVersion7()), result, await session.Decider(result.OfficeId, ct), found, said == ObjectionAnswer.Again, outcome, session.Actor, session.Now);
        if (wrong is not null) return wrong;

        session.Add(decision!);
        session.Record(decision!);
        session.Record(result);
        return await session.Save(ct);
    }
}

/// <summary>本人申请复查（A32，人社部令第40号）。</summary>
[Does(Act.AskRecheck)]
public sealed class AskRecheck(TenantSessions sessions)
{
    /// <param name="id">这一次申请的号，由页面给；重发一次的不重复登记。</param>
    public async Task<(string? Receipt, Refusal? Refusal)> Run(FilingId filing, Guid id, string? content, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var row = await session.AnnouncedResult(filing, ct);
        if (session.WhyNot(Act.AskRecheck, row?.Result) is { } refusal) return (null, refusal);

        var notice = await session.ResultNoticesWhole().SingleAsync(n => n.Id == row!.Result.NoticeId, ct);
        if (notice.Find(id) is { } again) return (again.Receipt, null);
        if (notice.AskRecheck(id, row!.Result, row.Terms.Results, content, session.Actor, session.Now) is { } wrong) return (null, wrong);

        session.Add(notice.Find(id)!);
        session.Record(notice.Find(id)!);
        return await session.Save(ct) is { } failed ? (null, failed) : (notice.Find(id)!.Receipt, null);
    }
}

/// <summary>正在公示的，门户上列出。</summary>
public sealed record ShownNotice(string Code, string Title, string Organiser, int People, DateOnly FirstDay, DateOnly LastDay);

/// <param name="Find">要找的姓名、单位；空为全部。</param>
/// <param name="Found">正在公示的名单里找到的，连同是哪一张。</param>
public sealed record ShownNotices(string PortName, IReadOnlyList<ShownNotice> Notices, string Find, IReadOnlyList<(string Code, PublicisedPerson Person)> Found);

/// <summary>门户上正在公示的评审结果（V6）：期满就不在了。</summary>
[Does(Act.ReadPublicNotice)]
public sealed class ReadResultNotices(TenantSessions sessions)
{
    private const int Most = 50;

    public async Task<ShownNotices?> Run(string slug, string? find, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPublicNotice) is not null) return null;

        var (today, sought) = (session.Now.Today, find.Sought());
        var open = await (from n in session.Db.ResultNotices
                          where n.LastDay >= today
                          join m in session.Db.Meetings on n.MeetingId equals m.Id
                          join o in session.Db.Offices on n.OfficeId equals o.Id
                          orderby n.PostedAt descending
                          select new { Notice = n, m.Title, Organiser = o.Name }).AsNoTracking().Take(Most).ToListAsync(ct);
        return new ShownNotices(session.Tenant.Name, [.. open.Select(x => new ShownNotice(x.Notice.Code, x.Title, x.Organiser, x.Notice.People.Count, x.Notice.FirstDay, x.Notice.LastDay))], sought,
            sought.Length == 0 ? [] : [.. open.SelectMany(x => x.Notice.People.Where(p => p.Name.Contains(sought, StringComparison.Ordinal) || p.Employer.Contains(sought, StringComparison.Ordinal)).Select(p => (x.Notice.Code, p))).Take(200)]);
    }
}

/// <param name="Text">正文；结束了为空，名单也空。</param>
/// <param name="Halted">公示之后查实了异议、复查，停下的各位。</param>
public sealed record OpenResultNotice(string PortName, string Organiser, string? Text, IReadOnlyList<PublicisedPerson> People, IReadOnlySet<ResultId> Halted, DateOnly FirstDay, DateOnly LastDay)
{
    public bool IsOver => Text is null;
}

/// <summary>一张评审结果公示：不登录看，公示期一过就看不到了。</summary>
[Does(Act.ReadPublicNotice)]
public sealed class ReadResultNotice(TenantSessions sessions)
{
    public async Task<OpenResultNotice?> Run(string slug, string? code, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPublicNotice) is not null || ResultNotice.ReadCode(code) is not { } read) return null;
        if (await session.Db.ResultNotices.AsNoTracking().SingleOrDefaultAsync(n => n.Code == read, ct) is not { } notice) return null;

        var organiser = await session.Db.Offices.Where(o => o.Id == notice.OfficeId).Select(o => o.Name).SingleAsync(ct);
        if (!notice.IsOpen(session.Now)) return new(session.Tenant.Name, organiser, null, [], new HashSet<ResultId>(), notice.FirstDay, notice.LastDay);

        var halted = await session.Db.ReviewResults.Where(r => r.NoticeId == notice.Id && (r.State == ResultState.NotPassed || r.State == ResultState.Reexamining)).Select(r => r.Id).ToListAsync(ct);
        return new(session.Tenant.Name, organiser, notice.Text, notice.People, halted.ToHashSet(), notice.FirstDay, notice.LastDay);
    }
}

/// <summary>在结果公示页上反映情况（V7）：可以不具名，给一个回执号。</summary>
[Does(Act.ObjectPublicly)]
public sealed class ObjectToResults(TenantSessions sessions, Vault vault)
{
    public async Task<(ObjectionReceipt? Receipt, Refusal? Refusal)> Run(string slug, string? code, Guid id, ResultId? about, string? content, string? by, string? contact, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ObjectPublicly) is not null || ResultNotice.ReadCode(code) is not { } read
            || await session.ResultNoticesWhole().SingleOrDefaultAsync(n => n.Code == read, ct) is not { } notice) return (null, new NotFoundHere("个公示"));
        if (contact.Plain().Length > 60) return (null, new InvalidInput("Contact", "联系方式最多 60 字。"));
        if (notice.Find(id) is { } again) return (new ObjectionReceipt(again.Receipt, session.Tenant.Name), null);

        var sealedContact = contact.Plain() is { Length: > 0 } reach ? vault.Seal(session.Tenant.Id, ObjectPublicly.ContactPurpose, reach) : null;
        if (notice.ObjectOnline(id, about, content, by, sealedContact, session.Now) is { } wrong) return (null, wrong);

        session.Add(notice.Find(id)!);
        session.Record(notice.Find(id)!);
        return await session.Save(ct) is { } failed ? (null, failed) : (new ObjectionReceipt(notice.Find(id)!.Receipt, session.Tenant.Name), null);
    }
}
