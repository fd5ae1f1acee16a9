using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>收件台逐样核对一份：收到了哪几样，没收的怎么回事。收齐了记“评审委员会已接收材料”，当场出回执。</summary>
[Does(Act.ReceivePaper)]
public sealed class CheckPaper(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, IReadOnlySet<int> received, IReadOnlyDictionary<int, string> words, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var paper = (await session.LockedPapers([id], ct)).SingleOrDefault();
        if (session.WhyNot(Act.ReceivePaper, paper) is { } refusal) return refusal;

        var before = paper!.Items;
        return await session.Check(paper, received, words, ct)
            ?? await session.IssueReceipt([paper], p => p.Items.Where((item, i) => item.Received && !before[i].Received), ct)
            ?? await session.Save(ct);
    }
}

/// <summary>一个单位的几份一次收下，各样都齐；有一份收不成，一份也不收。</summary>
[Does(Act.ReceivePaper)]
public sealed class ReceivePapers(TenantSessions sessions)
{
    private const int Most = 200;

    public async Task<(int Received, Refusal? Refusal)> Run(IReadOnlyCollection<FilingId> filings, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var ids = filings.Distinct().ToList();
        if (ids.Count is 0 or > Most) return (0, new ChoosePapers(Most));
        var papers = await session.LockedPapers(ids, ct);
        if (papers.Count < ids.Count) return (0, session.WhyNot(Act.ReceivePaper, (PaperHandIn?)null));
        if (papers.Select(p => session.WhyNot(Act.ReceivePaper, p)).FirstOrDefault(r => r is not null) is { } refusal) return (0, refusal);
        if (papers.Select(p => p.EmployerId).Distinct().Count() > 1) return (0, new OneUnitAtATime());

        foreach (var paper in papers)
            if (await session.Check(paper, Enumerable.Range(0, paper.Items.Count).ToHashSet(), new Dictionary<int, string>(), ct) is { } notYet) return (0, notYet);
        return (await session.IssueReceipt(papers, p => p.Items, ct) ?? await session.Save(ct)) is { } failed ? (0, failed) : (papers.Count, null);
    }
}

/// <summary>评审委员会接收材料：计划规定接收之后才能打印评审表的（BZ-23），先办这一步，选中的一次办完。</summary>
[Does(Act.ReceivePaper)]
public sealed class AcceptMaterials(TenantSessions sessions)
{
    public async Task<Refusal?> Run(IReadOnlyCollection<FilingId> filings, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var ids = filings.Distinct().ToList();
        if (ids.Count is 0 or > 200) return new ChoosePapers(200);
        var papers = await session.LockedPapers(ids, ct);
        if (papers.Count < ids.Count) return session.WhyNot(Act.ReceivePaper, (PaperHandIn?)null);
        if (papers.Select(p => session.WhyNot(Act.ReceivePaper, p)).FirstOrDefault(r => r is not null) is { } refusal) return refusal;

        foreach (var id in ids)
        {
            var filing = (await session.Filing(id, ct))!;
            if (await session.FeeFirst(filing, FeeGate.Paper, "接收材料", ct) is { } unpaid) return unpaid;
            if (filing.Receive("评审委员会已接收材料", session.Actor, session.Now) is { } already) return already;
        }

        return await session.Save(ct);
    }
}

/// <summary>接收错了：写明理由撤销，告诉本人和单位；评审表又不能打印了。纸质材料已经收齐的，撤销收齐。</summary>
[Does(Act.ReceivePaper)]
public sealed class UndoAccept(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var paper = (await session.LockedPapers([id], ct)).SingleOrDefault();
        if (session.WhyNot(Act.ReceivePaper, paper) is { } refusal) return refusal;
        if (paper!.CompletedAt is not null) return new PaperComplete();
        if (reason.Plain() is not { Length: > 0 and <= PaperHandIn.MaxWords } words) return new InvalidInput("Reason", $"请写明为什么撤销，最多 {PaperHandIn.MaxWords} 字，本人和单位都看得到。");

        return (await session.Filing(id, ct))!.UndoReceive(words, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>收错了：写明理由撤销，有关的回执作废；同一张回执上别人的，另开一张。</summary>
[Does(Act.ReceivePaper)]
public sealed class UndoPaper(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var paper = (await session.LockedPapers([id], ct)).SingleOrDefault();
        if (session.WhyNot(Act.ReceivePaper, paper) is { } refusal) return refusal;
        if (paper!.Undo(reason, session.Actor, session.Now) is { } wrong) return wrong;

        var filing = (await session.Filing(id, ct))!;
        if (filing.IsReceived && filing.UndoReceive(reason.Plain(), session.Actor, session.Now) is { } notNow) return notNow;
        var receipts = await session.Db.PaperReceipts.Where(r => r.EmployerId == paper.EmployerId && r.ReceiverId == paper.ReceiverId && r.VoidedAt == null).ToListAsync(ct);
        foreach (var receipt in receipts.Where(r => r.Filings.Contains(id)))
        {
            receipt.Void(reason.Plain(), session.Actor, session.Now);
            var others = receipt.Filings.Select((f, i) => (Filing: f, Line: receipt.Lines[i])).Where(l => l.Filing != id).ToList();
            if (others.Count > 0) await session.AddReceipt(receipt.ReceiverId, receipt.EmployerId, receipt.From, [.. others.Select(l => l.Filing)], [.. others.Select(l => l.Line)], ct);
        }

        return await session.Save(ct);
    }
}

/// <summary>催交：选中的几份，或一个单位还没有交齐的全部；缺哪几样写在通知里。一份一天至多一次。</summary>
[Does(Act.ReceivePaper)]
public sealed class RemindPapers(TenantSessions sessions)
{
    public async Task<(int Reminded, Refusal? Refusal)> Run(IReadOnlyCollection<FilingId> filings, OfficeId? employer, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var office = session.Actor.OfficeId ?? default;
        var ids = employer is { } unit
            ? await session.Db.PaperHandIns.Where(p => p.EmployerId == unit && p.ReceiverId == office && p.CompletedAt == null).OrderBy(p => p.FilingId).Select(p => p.FilingId).Take(500).ToListAsync(ct)
            : [.. filings.Distinct().Take(500)];
        if (ids.Count == 0) return (0, session.WhyNot(Act.ReceivePaper, (PaperHandIn?)null) is { } nobody && employer is not null ? nobody : new ChoosePapers(500));

        var papers = await session.LockedPapers(ids, ct);
        if (papers.Count < ids.Count) return (0, session.WhyNot(Act.ReceivePaper, (PaperHandIn?)null));
        if (papers.Select(p => session.WhyNot(Act.ReceivePaper, p)).FirstOrDefault(r => r is not null) is { } refusal) return (0, refusal);
        var refused = papers.Select(p => p.Remind(session.Now)).OfType<Refusal>().ToList();
        if (refused.Count == papers.Count) return (0, refused[0]);
        return await session.Save(ct) is { } conflict ? (0, conflict) : (papers.Count - refused.Count, null);
    }
}

internal static class PaperDesk
{
    public static async Task<List<PaperHandIn>> LockedPapers(this TenantSession session, IReadOnlyCollection<FilingId> filings, CancellationToken ct)
    {
        await session.Begin(ct);
        await using (var command = new NpgsqlCommand("select 1 from paper_hand_ins where tenant_id = $1 and filing_id = any($2) order by filing_id for update", session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = filings.Select(f => f.Value).ToArray() } } })
            await command.ExecuteNonQueryAsync(ct);
        return await session.Db.PaperHandIns.Where(p => filings.Contains(p.FilingId)).ToListAsync(ct);
    }

    public static async Task<Refusal?> Check(this TenantSession session, PaperHandIn paper, IReadOnlySet<int> received, IReadOnlyDictionary<int, string> words, CancellationToken ct)
    {
        var filing = (await session.Filing(paper.FilingId, ct))!;
        if (await session.FeeFirst(filing, FeeGate.Paper, "接收纸质材料", ct) is { } unpaid) return unpaid;
        if (paper.Check(received, words, session.Actor, session.Now) is { } refusal) return refusal;

        // jsonb 不进审计：核对了什么，另记一句。
        session.Note($"纸质材料 {filing.Number}：收到 {string.Join("、", paper.Items.Where(i => i.Received).Select(i => i.Name))}；没收 {string.Join("、", paper.StillMissing().Select(i => $"{i.Name}{i.Words}"))}");
        return paper.CompletedAt is null || filing.IsReceived ? null : filing.Receive("纸质材料收齐", session.Actor, session.Now);
    }

    public static async Task<Refusal?> IssueReceipt(this TenantSession session, IReadOnlyList<PaperHandIn> papers, Func<PaperHandIn, IEnumerable<PaperItemState>> items, CancellationToken ct)
    {
        if (!papers.Any(p => items(p).Any())) return null;

        var ids = papers.Select(p => p.FilingId).ToList();
        var people = await (from f in session.Db.Filings where ids.Contains(f.Id) join a in session.Db.Applicants on f.ApplicantId equals a.Id orderby f.Number select new { f.Id, f.Number, a.Name }).ToListAsync(ct);
        var lines = people.Select(f => papers.Single(p => p.FilingId == f.Id) is var paper
            ? new PaperReceiptLine(f.Number, f.Name, string.Join("、", items(paper).Select(i => $"{i.Name} {i.Copies} 份")), string.Join("、", paper.StillMissing().Select(i => i.Words is { } why ? $"{i.Name}（{why}）" : i.Name))) : null!);
        var from = await session.Db.Offices.Where(o => o.Id == papers[0].EmployerId).Select(o => o.Name).SingleAsync(ct);
        await session.AddReceipt(papers[0].ReceiverId, papers[0].EmployerId, from, [.. people.Select(f => f.Id)], [.. lines], ct);
        return null;
    }

    public static async Task AddReceipt(this TenantSession session, OfficeId receiver, OfficeId employer, string from, IReadOnlyList<FilingId> filings, IReadOnlyList<PaperReceiptLine> lines, CancellationToken ct)
    {
        var year = session.Now.Today.Year;
        var name = await session.Db.Offices.Where(o => o.Id == receiver).Select(o => o.Name).SingleAsync(ct);
        session.Add(new PaperReceipt(year, await SeriesNumbers.Next(session, NumberSeries.PaperReceipt, year, ct), receiver, name, employer, from, filings, lines, session.Actor, session.Now));
    }
}

public sealed record ChoosePapers(int Most) : Refusal($"请勾选要办的各份，一次最多 {Most} 份。");
public sealed record OneUnitAtATime() : Refusal("一次只收一个单位的，回执是开给这个单位的。请按单位筛选后再勾选。");
