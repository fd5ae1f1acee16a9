using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <param name="Counted">入了账几行。</param>
/// <param name="Stayed">没有入成的几行，各行上写着为什么。</param>
public sealed record SureCount(int Counted, int Stayed, Refusal? Refusal);

/// <summary>确定的各行一次入账：核实对上的回单，或照编号记一笔，当场开收据。一行一个事务，哪一行不成，别的照办，那一行留着那句话。</summary>
[Does(Act.ReconcileBank)]
public sealed class CountSureLines(TenantSessions sessions)
{
    /// <summary>一次至多这么多行，剩下的再按一次。</summary>
    public const int Most = 500;

    public async Task<SureCount> Run(BankSheetId id, CancellationToken ct = default)
    {
        List<(BankLineId Line, BankProposal Proposal)> sure;
        await using (var session = await sessions.Open(ct))
        {
            var sheet = await session.Db.BankSheets.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
            if (session.WhyNot(Act.ReconcileBank, sheet?.CollectorId, "份对账单") is { } refusal) return new(0, 0, refusal);

            var lines = await session.Db.BankLines.AsNoTracking().Where(l => l.SheetId == id && l.State == BankLineState.Open).OrderBy(l => l.RowNo).ToListAsync(ct);
            sure = [.. (await session.Proposals(sheet!.CollectorId, lines, ct)).Where(p => p.Proposal.Certainty == Certainty.Sure).Take(Most).Select(p => (p.Line.Id, p.Proposal))];
        }

        if (sure.Count == 0) return new(0, 0, new NothingSure());
        List<Refusal> refused = [];
        foreach (var (line, proposal) in sure)
        {
            if (await One(line, proposal, ct) is not { } refusal) continue;
            refused.Add(refusal);
            await Stay(line, refusal, ct);
        }

        return new(sure.Count - refused.Count, refused.Count, refused.Count == sure.Count ? refused[0] : null);
    }

    private async Task<Refusal?> One(BankLineId id, BankProposal proposal, CancellationToken ct)
    {
        await using var session = await sessions.Open(ct);
        var line = await session.HeldLine(id, ct);
        if (session.WhyNot(Act.ReconcileBank, line?.CollectorId, "行流水") is { } refusal) return refusal;

        var payment = proposal.Slip is { } slip ? await session.Payment(slip.Id, ct) : null;
        var notices = await session.Locked(payment is null ? proposal.Fees.Select(f => f.Id) : payment.Shares.Select(s => s.FilingId), ct);
        return await session.Count(line!, payment, payment is null ? [.. proposal.Fees.Select(f => notices.Single(n => n.FilingId == f.Id))] : notices, null, ct) ?? await session.Save(ct);
    }

    private async Task Stay(BankLineId id, Refusal why, CancellationToken ct)
    {
        await using var session = await sessions.Open(ct);
        var line = await session.HeldLine(id, ct);
        if (session.WhyNot(Act.ReconcileBank, line?.CollectorId, "行流水") is not null) return;
        line!.Stay(why);
        await session.Save(ct);
    }
}

/// <summary>拿不准的、看不出的一行，由人指定是哪几份的；金额对不上的写明缘故。</summary>
[Does(Act.ReconcileBank)]
public sealed class CountLine(TenantSessions sessions)
{
    /// <param name="numbers">申报编号，几个的用顿号、逗号或空格隔开。</param>
    public async Task<Refusal?> Run(BankLineId id, string? numbers, string? explanation, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var line = await session.HeldLine(id, ct);
        if (session.WhyNot(Act.ReconcileBank, line?.CollectorId, "行流水") is { } refusal) return refusal;
        if (FilingNumberWords.In(numbers.Plain()) is not { Count: > 0 } given) return new InvalidInput("Numbers", $"请填申报编号，如 {session.Tenant.Code}-{session.Now.Today.Year}-000001；几个的用顿号隔开。");

        var filings = await session.Db.Filings.Where(f => given.Contains(f.Number)).Select(f => new { f.Id, f.Number }).ToListAsync(ct);
        var notices = await session.Locked(filings.Select(f => f.Id), ct);
        var mine = notices.Where(n => n.CollectorId == line!.CollectorId).Select(n => filings.Single(f => f.Id == n.FilingId).Number).ToHashSet(StringComparer.Ordinal);
        if (given.FirstOrDefault(g => !mine.Contains(g)) is { } stranger) return new InvalidInput("Numbers", $"{stranger}：没有这个编号，或它的评审费不归本机构收。请核对。");
        if (notices.FirstOrDefault(n => n.Settled) is { } settled) return new InvalidInput("Numbers", $"{filings.Single(f => f.Id == settled.FilingId).Number} 已经缴清。重复缴的，请在原来那一笔上登记退费，或把这一行写明是什么钱。");
        return await session.Count(line!, null, [.. notices.OrderBy(n => n.OutstandingFen).ThenBy(n => n.FilingId.Value)], explanation, ct) ?? await session.Save(ct);
    }
}

/// <summary>这一行不是评审费：写明是什么，不再列出来催人。</summary>
[Does(Act.ReconcileBank)]
public sealed class SetAsideLine(TenantSessions sessions)
{
    public async Task<Refusal?> Run(BankLineId id, string? note, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var line = await session.Db.BankLines.SingleOrDefaultAsync(l => l.Id == id, ct);
        return session.WhyNot(Act.ReconcileBank, line?.CollectorId, "行流水") ?? line!.SetAside(note, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>由人看过，这一行就是那一笔：等核实的当场核实，已核实的只是对上。</summary>
[Does(Act.ReconcileBank)]
public sealed class MatchLine(TenantSessions sessions)
{
    /// <param name="words">核实之后会多出来的，写明怎么办。</param>
    public async Task<Refusal?> Run(BankLineId id, PaymentId slip, string? words, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var line = await session.HeldLine(id, ct);
        if (session.WhyNot(Act.ReconcileBank, line?.CollectorId, "行流水") is { } refusal) return refusal;

        var payment = await session.Payment(slip, ct);
        if (payment is null || payment.CollectorId != line!.CollectorId || payment.State is not (PaymentState.Waiting or PaymentState.Confirmed)) return new NotFoundHere("笔缴款");
        if (payment.AmountFen != line.AmountFen) return new OtherAmount(line.AmountFen, payment.AmountFen);
        if (await session.Db.BankLines.AnyAsync(l => l.PaymentId == slip, ct)) return new SlipMatched();
        return await session.Count(line, payment, await session.Locked(payment.Shares.Select(s => s.FilingId), ct), words, ct) ?? await session.Save(ct);
    }
}

/// <summary>看着与前面的一行相同、没有算的：确是另一笔，由人认下，照新的一行办。</summary>
[Does(Act.ReconcileBank)]
public sealed class AcceptRepeat(TenantSessions sessions)
{
    public async Task<Refusal?> Run(BankLineId id, string? note, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var line = await session.HeldLine(id, ct);
        return session.WhyNot(Act.ReconcileBank, line?.CollectorId, "行流水") ?? line!.Accept(note, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

internal static class Counting
{
    /// <summary>先占住这一行再读：两个人同时办的，后一个看到前一个办完的。</summary>
    public static async Task<BankLine?> HeldLine(this TenantSession session, BankLineId id, CancellationToken ct)
    {
        await session.Hold("bank_lines", id.Value, ct);
        return await session.Db.BankLines.SingleOrDefaultAsync(l => l.Id == id, ct);
    }

    /// <summary>一行入账。先问清各处能不能办，都能办了才写：有一处不成，什么都没有记下。</summary>
    /// <param name="slip">对上的回单；没有的照 <paramref name="fees"/> 另记一笔。</param>
    /// <param name="fees">已锁住的各份：回单涉及的，或这一行缴的。</param>
    public static async Task<Refusal?> Count(this TenantSession session, BankLine line, Payment? slip, IReadOnlyList<FeeNotice> fees, string? explanation, CancellationToken ct)
    {
        if (line.WhyNotDecide() is { } settled) return settled;
        if (slip is { State: PaymentState.Confirmed }) return line.Count(slip.Id, confirms: false, session.Actor, session.Now);
        if (slip is not null) return await session.Post(slip, fees, explanation, ct) ?? line.Count(slip.Id, confirms: true, session.Actor, session.Now);

        if (fees.Any(f => f.Settled)) return new FeeSettled();
        if (await session.WaitingSlip([.. fees.Select(f => f.FilingId)], ct) is { } waiting) return waiting;
        var form = new PaymentForm { Amount = line.AmountFen.WriteYuan(), PaidOn = line.PaidOn, PayerName = line.PayerName is { Length: > 0 } name ? name[..Math.Min(name.Length, Payment.MaxName)] : "（对账单没有写）", Way = PaymentWay.Bank, Explanation = explanation };
        var (payment, refusal) = Payment.Make(new PaymentId(Guid.CreateVersion7()), form, fees, null, session.Actor, session.Now);
        if (refusal is not null || (refusal = await session.Post(payment!, fees, explanation, ct)) is not null) return refusal;
        session.AddPayment(payment!);
        return line.Count(payment!.Id, confirms: true, session.Actor, session.Now);
    }
}

public sealed record NothingSure() : Refusal("没有确定的了，剩下的请一行一行地看。");
public sealed record OtherAmount(long LineFen, long SlipFen) : Refusal($"这一行到账 {LineFen.PrintYuan()}，那张回单是 {SlipFen.PrintYuan()}，不是同一笔。请先在回单那一页写明缘故不认，再把这一行记到申报编号上。");
public sealed record SlipMatched() : Refusal("那一笔已经与另一行流水对上了，请刷新页面看结果。");
