using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>还没有办的各行怎么入账。只取这几行够得着的：写着的编号、付款人、像姓名的字、流水号；不取全部没有缴清的。</summary>
internal static partial class BankProposals
{
    private const int LongestName = 4, MostGuesses = 60;

    /// <summary>照表里的次序；前一行用掉的，后一行不再用。</summary>
    public static async Task<List<(BankLine Line, BankProposal Proposal)>> Proposals(this TenantSession session, OfficeId collector, IReadOnlyList<BankLine> lines, CancellationToken ct)
    {
        List<BankLine> open = [.. lines.Where(l => l.State == BankLineState.Open)];
        if (open.Count == 0) return [];

        var matching = await session.Matching(collector, open, ct);
        List<(BankLine, BankProposal)> proposals = [];
        foreach (var line in open)
        {
            var proposal = matching.Propose(line.Entry);
            if (line.CorrectedAt is not null && proposal.Certainty == Certainty.Sure) proposal = proposal with { Certainty = Certainty.Doubtful, Words = $"这一行更正过，不再自动入账，请看清再定。{proposal.Words}" };
            if (proposal.Certainty == Certainty.Sure) matching.Take(proposal);
            proposals.Add((line, proposal));
        }

        return proposals;
    }

    private static async Task<BankMatching> Matching(this TenantSession session, OfficeId collector, List<BankLine> open, CancellationToken ct)
    {
        var numbers = open.SelectMany(l => FilingNumberWords.In($"{l.Remark} {l.PayerName}")).Distinct().ToList();
        var payers = open.Select(l => l.PayerName).Where(p => p.Length > 0).Distinct().ToList();
        var names = open.Where(l => FilingNumberWords.In(l.Remark).Count == 0).SelectMany(l => Names(l.Remark)).Concat(payers).Distinct().ToList();
        var numbered = await session.Db.Filings.Where(f => numbers.Contains(f.Number)).Select(f => f.Id).ToListAsync(ct);
        var people = await session.Db.Applicants.Where(a => names.Contains(a.Name)).Select(a => a.Id).ToListAsync(ct);
        var units = await session.Db.Offices.Where(o => payers.Contains(o.Name)).Select(o => o.Id).ToListAsync(ct);
        var fees = await (from n in session.Db.FeeNotices
                          where n.CollectorId == collector && !n.Settled && (numbered.Contains(n.FilingId) || people.Contains(n.ApplicantId) || units.Contains(n.EmployerId))
                          join f in session.Db.Filings on n.FilingId equals f.Id
                          join a in session.Db.Applicants on f.ApplicantId equals a.Id
                          join o in session.Db.Offices on f.EmployerId equals o.Id
                          orderby f.Number
                          select new { Notice = n, f.Number, Applicant = a.Name, Employer = o.Name }).AsNoTracking().ToListAsync(ct);

        var (serials, from, to) = (open.Select(l => l.Serial).Distinct().ToList(), open.Min(l => l.PaidOn).AddDays(-BankMatching.DaysApart), open.Max(l => l.PaidOn).AddDays(BankMatching.DaysApart));
        var payments = await session.Db.Payments.AsNoTracking().Include(p => p.Shares)
            .Where(p => p.CollectorId == collector && (p.State == PaymentState.Waiting || p.State == PaymentState.Confirmed) && !session.Db.BankLines.Any(l => l.PaymentId == p.Id))
            .Where(p => serials.Contains(p.Serial!) || (payers.Contains(p.PayerName) && p.PaidOn >= from && p.PaidOn <= to) || p.Shares.Any(s => numbered.Contains(s.FilingId))).ToListAsync(ct);
        var shared = payments.SelectMany(p => p.Shares).Select(s => s.FilingId).Distinct().ToList();
        var written = await session.Db.Filings.Where(f => shared.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Number, ct);
        return new BankMatching(
            [.. fees.Select(f => new UnpaidFee(f.Notice.FilingId, f.Number, f.Applicant, f.Employer, f.Notice.OutstandingFen))],
            [.. payments.Select(p => new UnmatchedSlip(p.Id, p.State == PaymentState.Confirmed, p.AmountFen, p.PaidOn, p.PayerName, p.Serial, [.. p.Shares.Select(s => written[s.FilingId])]))]);
    }

    /// <summary>附言里像姓名的字：带间隔号的整个算，别的取二至四字的各段。</summary>
    private static IEnumerable<string> Names(string remark) => Words().Matches(remark).Select(m => m.Value)
        .SelectMany(w => w.Contains('·', StringComparison.Ordinal) ? [w] : from at in Enumerable.Range(0, w.Length) from length in Enumerable.Range(2, LongestName - 1) where at + length <= w.Length select w.Substring(at, length)).Take(MostGuesses);

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}·]{2,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
