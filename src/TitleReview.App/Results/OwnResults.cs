using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Results;

namespace TitleReview.App.Results;

/// <param name="Page">票数与意见；计划不给本人看票数的为空。</param>
/// <param name="Rechecks">本人申请过的复查。</param>
/// <param name="RecheckUntil">复查最迟哪一天提。</param>
public sealed record OwnResult(ReviewResult Result, string Title, string Number, PageNine? Page, ResultNotice Notice, IReadOnlyList<ResultObjection> Rechecks, DateOnly RecheckUntil, IReadOnlyList<Certificate> Certificates, Moment Now);

/// <summary>本人的评审结果（A32）：公布之后才有。</summary>
[Does(Act.ReadOwnResult)]
public sealed class ReadOwnResult(TenantSessions sessions)
{
    public async Task<OwnResult?> Run(FilingId filing, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var row = await session.AnnouncedResult(filing, ct);
        if (session.WhyNot(Act.ReadOwnResult, row?.Result) is not null) return null;

        var notice = await session.ResultNoticesWhole().AsNoTracking().SingleAsync(n => n.Id == row!.Result.NoticeId, ct);
        return new OwnResult(row!.Result, row.Title, row.Filing.Number, row.Terms.Results.CountsShown ? row.Page : null, notice,
            [.. notice.Objections.Where(o => o.Kind == ObjectionKind.Recheck && o.ResultId == row.Result.Id).OrderByDescending(o => o.ReceivedAt)], new Moment(notice.PostedAt).Today.AddDays(row.Terms.Results.RecheckDays),
            await session.Db.Certificates.AsNoTracking().Where(c => c.FilingId == filing).OrderByDescending(c => c.IssuedAt).ToListAsync(ct), session.Now);
    }
}

/// <param name="Mirror">本单位要同步公示的；不要求的为空。</param>
public sealed record UnitNotice(ResultNotice Notice, string Meeting, string Organiser, ResultMirror? Mirror, IReadOnlyList<PublicisedPerson> Own);

/// <param name="People">本单位公布过结果的各位，新的在前；重新评审之后又公布了的，只列新的。</param>
public sealed record UnitResults(string Unit, IReadOnlyList<UnitNotice> Notices, IReadOnlyList<ResultRow> People, IReadOnlyDictionary<ResultId, Certificate> Certificates, Moment Now);

/// <summary>单位看本单位的：要同步张贴的公示，各位的结果与证书。</summary>
[Does(Act.ReadUnitResults)]
public sealed class ReadUnitResults(TenantSessions sessions)
{
    private const int Most = 200;

    public async Task<UnitResults?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadUnitResults) is not null) return null;

        var unit = session.Actor.OfficeId ?? default;
        var newest = await session.Db.ReviewResults.Where(r => r.EmployerId == unit && r.State != ResultState.Voted).OrderByDescending(r => r.TakenAt).Take(Most).Select(r => r.Id).ToListAsync(ct);
        var rows = await session.ResultRows(session.Db.ReviewResults.AsNoTracking().Where(r => newest.Contains(r.Id)), ct);
        var mine = rows.Select(r => r.Result.NoticeId!.Value).Distinct().ToList();
        var notices = await (from n in session.Db.ResultNotices.Include(n => n.Mirrors)
                             where mine.Contains(n.Id)
                             join m in session.Db.Meetings on n.MeetingId equals m.Id
                             join o in session.Db.Offices on n.OfficeId equals o.Id
                             orderby n.PostedAt descending
                             select new { n, m.Title, o.Name }).AsNoTracking().ToListAsync(ct);
        var mirrors = await session.Db.ResultMirrors.AsNoTracking().Where(m => mine.Contains(m.NoticeId) && m.EmployerId == unit).ToDictionaryAsync(m => m.NoticeId, ct);
        var own = rows.Select(r => r.Result.Id).ToHashSet();
        var after = rows.Select(r => r.Result).ToLookup(r => r.FilingId, r => r.TakenAt);
        return new UnitResults(await session.Db.Offices.Where(o => o.Id == unit).Select(o => o.Name).SingleAsync(ct),
            [.. notices.Select(x => new UnitNotice(x.n, x.Title, x.Name, mirrors.GetValueOrDefault(x.n.Id), [.. x.n.People.Where(p => own.Contains(p.Result))]))],
            [.. rows.Where(r => r.Result.TakenAt == after[r.Result.FilingId].Max()).OrderByDescending(r => r.Result.TakenAt)],
            await session.Db.Certificates.AsNoTracking().Where(c => newest.Contains(c.ResultId) && c.State == CertificateState.Valid).ToDictionaryAsync(c => c.ResultId, ct), session.Now);
    }
}
