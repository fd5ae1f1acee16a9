using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Presenting;

/// <summary>评审费到了哪一步。</summary>
public enum FeeState { Free, Unpriced, Unpaid, Partly, Paid }

/// <summary>
/// 缴费通知：形式审核通过时一份申报发一份，金额按那一版计划当时定下，以后计划怎么改都不动它（TC-19、BZ-27、AK-24）。
/// 计划没有金额的，金额为空（KJ-14）：照实缴登记，核实一笔即算缴清。
/// </summary>
public sealed class FeeNotice : ITenantOwned
{
    private FeeNotice() { }

    public TenantId TenantId { get; set; }
    public FilingId FilingId { get; private set; }
    public PlanId PlanId { get; private set; }
    public int PlanEdition { get; private set; }
    public ApplicantId ApplicantId { get; private set; }
    public OfficeId EmployerId { get; private set; }
    public FeePayer Payer { get; private set; }

    /// <summary>经收的机构：核实、入账、出收据。</summary>
    public OfficeId CollectorId { get; private set; }

    /// <summary>应缴多少分；计划没有定的为空。</summary>
    public long? AmountFen { get; private set; }

    /// <summary>核实了的多少分，退了的已经减去。</summary>
    public long PaidFen { get; private set; }

    /// <summary>缴清没有：存着供清单按它查，随 <see cref="PaidFen"/> 一起改。</summary>
    public bool Settled { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }
    public DateTimeOffset? OpensAt { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>经收机构最近一次催缴的时刻。</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    public uint Version { get; private set; }

    /// <param name="terms">申报按的那一版计划。</param>
    /// <param name="collector">经收的机构，见 <see cref="FeeTerms.Collector"/>。</param>
    public static FeeNotice Issue(Filing filing, PlanTerms terms, EmployerKind? employer, OfficeId collector, Moment now)
    {
        var window = terms.Milestones.Where(m => m.Kind == MilestoneKind.Payment).OrderBy(m => m.Closes()).LastOrDefault();
        var amount = terms.Fees.For(filing.Choice, employer)?.Yuan * Money.Yuan;
        return new FeeNotice
        {
            FilingId = filing.Id, PlanId = filing.PlanId, PlanEdition = filing.PlanEdition, ApplicantId = filing.ApplicantId, EmployerId = filing.EmployerId,
            Payer = terms.Fees.Payer, CollectorId = collector, AmountFen = amount, Settled = amount == 0, IssuedAt = now.Instant,
            OpensAt = window?.Opens(), DueAt = window?.Closes() ?? (terms.Fees.DueDays is { } days ? Moment.EndOf(now.Today.AddDays(days)) : null),
        };
    }

    public FeeState State => (AmountFen, Settled, PaidFen) switch
    {
        (0, _, _) => FeeState.Free,
        (_, true, _) => FeeState.Paid,
        (null, _, _) => FeeState.Unpriced,
        (_, _, > 0) => FeeState.Partly,
        _ => FeeState.Unpaid,
    };

    /// <summary>还差多少分；没有定金额的为零，缴多少记多少。</summary>
    public long OutstandingFen => Settled ? 0 : Math.Max(0, (AmountFen ?? 0) - PaidFen);

    public bool IsOverdue(Moment now) => !Settled && DueAt <= now.Instant;

    /// <summary>谁来缴：计划定了由单位缴的，本人不缴（BZ-24）；由本人缴的，单位不代缴。</summary>
    public Refusal? WhyNotPay(Actor actor) =>
        Settled ? new FeeSettled()
        : Payer == FeePayer.Employer ? (actor.OfficeId == EmployerId ? null : new PaidByEmployer())
        : actor.ApplicantId == ApplicantId ? null : new PaidByApplicant();

    /// <summary>核实一笔，或退回一笔（负数）。</summary>
    internal void Credit(long fen)
    {
        PaidFen += fen;
        Settled = AmountFen is { } due ? PaidFen >= due : PaidFen > 0;
    }

    /// <summary>退了的不再应缴。金额没有定的，以缴过的为准。</summary>
    internal void Waive(long fen) => AmountFen = Math.Max(0, (AmountFen ?? PaidFen) - fen);

    /// <summary>此刻可以催：没有缴清，今天没有催过。</summary>
    public bool MayRemind(Moment now) => !Settled && !(RemindedAt is { } last && new Moment(last).Today == now.Today);

    /// <summary>催缴：一天至多一次，重复按的不再发。</summary>
    public Refusal? Remind(Moment now)
    {
        if (Settled) return new FeeSettled();
        if (!MayRemind(now)) return new RemindedToday();
        RemindedAt = now.Instant;
        return null;
    }
}

public static class FeeStates
{
    public static string Label(this FeeState state) => state switch
    {
        FeeState.Free => "不用缴", FeeState.Unpriced => "金额未定", FeeState.Unpaid => "未缴", FeeState.Partly => "缴了一部分", _ => "已缴清",
    };
}

public sealed record FeeSettled() : Refusal("评审费已经缴清，不用再缴。");
public sealed record PaidByEmployer() : Refusal("本计划的评审费由单位人事（职称）部门统一缴纳，您本人不用缴。");
public sealed record PaidByApplicant() : Refusal("本计划的评审费由申报人本人缴纳，请申报人登录后缴。");
public sealed record RemindedToday() : Refusal("今天已经催缴过了，明天可以再催。");

/// <summary>计划要求先缴清的，没有缴清不能办下一步。</summary>
public sealed record FeeFirst(string Number, string Next) : Refusal($"{Number} 的评审费还没有缴清，计划要求缴清之后才能{Next}。");
