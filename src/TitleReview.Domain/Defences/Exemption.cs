using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Defences;

/// <summary>两个人办的一件事：等第二个人、同意了、没有同意、撤回了。</summary>
public enum AgreedState { Waiting, Agreed, Refused, Withdrawn }

/// <summary>一份申报是谁的、哪家单位的。</summary>
public sealed record DefenceSubject(FilingId Filing, ApplicantId Applicant, OfficeId Office);

/// <summary>免于答辩（BZ-26、AK-18）：一个人提出，写明依据与证明，评审办事机构的另一个人同意了才算数。</summary>
public sealed class Exemption : ITenantOwned
{
    private Exemption() { }

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public FilingId FilingId { get; private set; }
    public ApplicantId ApplicantId { get; private set; }

    /// <summary>评审办事机构。</summary>
    public OfficeId OfficeId { get; private set; }

    public ExemptionKind Kind { get; private set; }

    /// <summary>通知写的哪一种。</summary>
    public string Basis { get; private set; } = "";

    /// <summary>他是怎样合的。</summary>
    public string Reason { get; private set; } = "";

    /// <summary>看了什么证明。</summary>
    public string Evidence { get; private set; } = "";

    public AgreedState State { get; private set; }
    public UserId ProposedBy { get; private set; }
    public string ProposedByName { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public UserId? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedReason { get; private set; }

    /// <summary>开投时定下的：当年本专业答辩人员的平均分，以百分之一分计；还没有定、没有人答辩、不赋分的为空。</summary>
    public int? Score { get; private set; }

    /// <summary>平均分从几位来；定下之后才有。</summary>
    public int? ScoreOf { get; private set; }

    public uint Version { get; private set; }

    public bool IsAgreed => State == AgreedState.Agreed;

    /// <summary>还占着：等同意，或同意了。</summary>
    public bool IsLive => State is AgreedState.Waiting or AgreedState.Agreed;

    /// <summary>免于答辩，依据……：印在评审表第 7 页、告诉本人的那一句。</summary>
    public string Sentence => $"免于答辩，依据：{Basis}（{Reason.TrimEnd('。')}）";

    /// <summary>给委员看的：只有通知的那一种，看不出是谁。</summary>
    public string BlindSentence => $"免于答辩，依据：{Basis}";

    public static (Exemption? Exemption, Refusal? Refusal) Propose(Guid id, DefenceSubject subject, DefenceTerms terms, ExemptionKind? kind, string? basis, string? reason, string? evidence, Actor by, Moment now)
    {
        List<FieldError> errors = [];
        if (kind is not { } given || !terms.Names(given, basis ?? "")) errors.Add(new(nameof(Basis), terms.Exemptions.Count == 0 ? "这个计划没有写谁可以免于答辩，不能免。" : "请从通知写的几种里选一种；没有写的，不能免。"));
        if (Validation.Filled("怎样合这一条", 200)(reason.Plain()) is { } noReason) errors.Add(new(nameof(Reason), noReason));
        if (Validation.Filled("看了什么证明", 200)(evidence.Plain()) is { } noEvidence) errors.Add(new(nameof(Evidence), noEvidence));
        return errors.Count > 0 ? (null, new InvalidInput(errors)) : (new Exemption
        {
            Id = id, FilingId = subject.Filing, ApplicantId = subject.Applicant, OfficeId = subject.Office, Kind = kind!.Value, Basis = basis!, Reason = reason.Plain(), Evidence = evidence.Plain(),
            ProposedBy = by.UserId, ProposedByName = by.Signature, ProposedAt = now.Instant,
        }, null);
    }

    public Refusal? Decide(bool agree, string? reason, Actor by, Moment now)
    {
        if (State != AgreedState.Waiting) return new ExemptionDecided();
        if (by.WhyNotSecondTo(ProposedBy, new OwnExemption()) is { } own) return own;
        if (!agree && Validation.Filled("不同意的理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(DecidedReason), missing);

        return End(agree ? AgreedState.Agreed : AgreedState.Refused, reason, by, now);
    }

    /// <summary>提错了、查明不合的，撤回：他仍要答辩。表决过的不能撤。</summary>
    public Refusal? Withdraw(string? reason, bool voted, Actor by, Moment now)
    {
        if (!IsLive) return new ExemptionDecided();
        if (voted) return new VotedWithExemption();
        if (Validation.Filled("撤回的理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(DecidedReason), missing);

        return End(AgreedState.Withdrawn, reason, by, now);
    }

    /// <summary>开投的一刻把平均分定下：以后别的评审会再有人答辩，也不改变这一位的。</summary>
    public void Settle(int? average, int of) => (Score, ScoreOf) = (average, of);

    private Refusal? End(AgreedState state, string? reason, Actor by, Moment now)
    {
        (State, DecidedBy, DecidedById, DecidedAt, DecidedReason) = (state, by.Signature, by.UserId, now.Instant, reason.Plain() is { Length: > 0 } words ? words : null);
        return null;
    }
}

/// <summary>从申报里看出的一条线索：可能合哪一种，是从哪句话看出来的。合不合，由人看证明定。</summary>
public sealed record ExemptionHint(ExemptionKind Kind, string Basis, string Seen)
{
    /// <summary>乡镇一级的字样：县级以下的单位。</summary>
    private static readonly string[] BelowCounty = ["乡", "镇", "村", "街道"];

    /// <param name="place">单位所在的县（市）。</param>
    public static IReadOnlyList<ExemptionHint> Of(DefenceTerms terms, FilingForm form, string employer, string place)
    {
        List<string> told = [.. new[] { FormCatalogue.Work, FormCatalogue.Achievement, FormCatalogue.Award }.SelectMany(form.Rows).SelectMany(r => r.Values.Values).Where(v => v.Length > 0)];
        List<ExemptionHint> hints = [];
        foreach (var (kind, values) in terms.Exemptions)
            foreach (var value in values)
                if (Seen(kind, value) is { } seen) hints.Add(new(kind, value, seen));
        return hints;

        string? Seen(ExemptionKind kind, string value) => kind switch
        {
            ExemptionKind.Duty => told.FirstOrDefault(t => value.Split('、', '和').Any(v => Bare(t).Contains(Bare(v), StringComparison.Ordinal))),
            ExemptionKind.Place => new[] { place, employer }.Concat(told).FirstOrDefault(t => t.Contains(value, StringComparison.Ordinal)),
            _ => BelowCounty.Any(w => employer.Contains(w, StringComparison.Ordinal)) ? employer : null,
        };
    }

    private static string Bare(string text) => string.Concat(text.Where(c => c is not ('“' or '”' or '"' or '、' or ' ')));
}

public sealed record ExemptionDecided() : Refusal("这一件免于答辩已经办过了，请刷新看看现在的情况。");
public sealed record OwnExemption() : Refusal("这一件免于答辩是您自己提出的，要由本机构的另一位同意。");
public sealed record ExemptAlready() : Refusal("这一位已经有一件免于答辩，正等同意，或已经同意了。");
public sealed record VotedWithExemption() : Refusal("这一位已经照免于答辩表决，不能撤回。");
public sealed record NoDefenceAsked(int No) : Refusal($"议程第 {No} 位照通知不要求答辩，不用免。");
public sealed record DefendedAlready(int No) : Refusal($"议程第 {No} 位已经答辩过，不用再免。");
