using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Reviews;

/// <summary>专家清单上的一行：编号、专业、级别、几张图，别的没有。</summary>
public sealed record CaseItem(string Code, string Specialty, string Level, int Pages);

/// <summary>我看得到的案卷：送来审阅的、评审会议程上的，按编号排：编号是随机的，排在前面不说明任何事（E1）。</summary>
[Does(Act.ReadCases)]
public sealed class ReadCases(TenantSessions sessions)
{
    public async Task<IReadOnlyList<CaseItem>> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadCases) is not null) return [];

        var cases = await (from one in session.OpenCases()
                           join filing in session.Db.Filings on one.FilingId equals filing.Id
                           orderby one.Code
                           select new { one.Code, Filing = filing }).AsNoTracking().ToListAsync(ct);
        List<CaseItem> items = [];
        foreach (var one in cases)
        {
            var subject = await session.Submitted(one.Filing, ct);
            items.Add(new(one.Code, subject.Choice.Specialty, subject.Choice.Grade.Label(), BlindPages.Of(subject).Count(p => p.No is not null)));
        }

        return items;
    }
}

/// <summary>看一份案卷。没有送给本人的、不在本人议程上的、回避的、没有的，都回答 null。看过留痕，一次一条。</summary>
[Does(Act.ReadCase)]
public sealed class ReadCase(TenantSessions sessions, Vault vault)
{
    public async Task<BlindCase?> Run(string? code, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var open = await session.AssignedCase(code, ct);
        if (session.WhyNot(Act.ReadCase, open) is not null) return null;

        var filing = await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == open!.Filing, ct);
        var read = await session.Case(vault, filing, await session.Submitted(filing, ct), CaseCode.Read(code), ct);
        session.Note($"看案卷 {read.Code}");
        return await session.Save(ct) is null ? read : null;
    }
}

/// <summary>水印上的字：看的专家的编号；不在专家库里的写姓名。拍下屏幕的，看得出是谁的屏幕（E9）。</summary>
[Does(Act.ReadCases)]
public sealed class ReadReaderMark(TenantSessions sessions)
{
    public async Task<string> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadCases) is not null) return "";

        var me = session.Actor.UserId;
        return await session.Db.Experts.Where(e => e.UserId == me).OrderBy(e => e.Code).Select(e => e.Code).FirstOrDefaultAsync(ct) ?? session.Actor.Name;
    }
}

/// <summary>看案卷的一张图。打印大小的一次留一条痕，缩略图与屏幕大小随看案卷记过了。</summary>
[Does(Act.ReadCase)]
public sealed class OpenCasePage(TenantSessions sessions, ScanPages scans)
{
    public async Task<Stream?> Run(string? code, int no, PageSize size, CancellationToken ct = default)
    {
        BlindPage page;
        TenantId tenant;
        await using (var session = await sessions.Open(ct))
        {
            var open = await session.AssignedCase(code, ct);
            if (session.WhyNot(Act.ReadCase, open) is not null) return null;

            var filing = await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == open!.Filing, ct);
            if (BlindPages.Of(await session.Submitted(filing, ct)).FirstOrDefault(p => p.No == no) is not { } there) return null;
            if (size == PageSize.Print)
            {
                session.Note($"看案卷 {CaseCode.Read(code)} 第 {no} 张的大图");
                if (await session.Save(ct) is not null) return null;
            }

            (page, tenant) = (there, session.Tenant.Id);
        }

        // Drawing a page takes a while: no connection is held for it.
        return await scans.Open(tenant, page, size, ct);
    }
}
