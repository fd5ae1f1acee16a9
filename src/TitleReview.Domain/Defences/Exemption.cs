using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Defences;

/// <summary>免什么：不答辩（BZ-26、AK-18）；照“一人一策”放宽评审条件（KZ-08）。</summary>
public enum ExemptionMatter { Defence, Relaxation }

/// <summary>一份申报是谁的、哪家单位的。</summary>
public sealed record DefenceSubject(FilingId Filing, ApplicantId Applicant, OfficeId Office);

/// <summary>免于答辩（BZ-26、AK-18），一人一策（KZ-08）：一个人提出，写明依据与证明，评审办事机构的另一个人同意了才算数；同意了的，撤回也要两个人。</summary>
public sealed class Exemption : AgreedByTwo, ITenantOwned
{
    private Exemption() { }

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public FilingId FilingId { get; private set; }
    public ApplicantId ApplicantId { get; private set; }

    /// <summary>评审办事机构。</summary>
    public OfficeId OfficeId { get; private set; }

    public ExemptionMatter Matter { get; private set; }

    /// <summary>免于答辩的，通知写的哪一类；一人一策的为空。</summary>
    public ExemptionKind? Kind { get; private set; }

    /// <summary>通知写的哪一种。</summary>
    public string Basis { get; private set; } = "";

    /// <summary>他是怎样合的。</summary>
    public string Reason { get; private set; } = "";

    /// <summary>看了什么证明。</summary>
    public string Evidence { get; private set; } = "";

    /// <summary>一人一策的：放宽哪一条、到什么程度；给委员看，没有认得出人的字。</summary>
    public string? Measure { get; private set; }

    public UserId ProposedBy { get; private set; }
    public string ProposedByName { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }

    /// <summary>开投时定下的：当年本专业答辩人员的平均分，以百分之一分计；还没有定、没有人答辩、不赋分的为空。</summary>
    public int? Score { get; private set; }

    /// <summary>平均分从几位来；定下之后才有。</summary>
    public int? ScoreOf { get; private set; }

    public uint Version { get; private set; }

    /// <summary>免于答辩，依据……：印在评审表第 7 页、告诉本人的那一句。</summary>
    public string Sentence => $"免于答辩，依据：{Basis}（{Reason.TrimEnd('。')}）";

    /// <summary>给委员看的：只有通知的那一种，看不出是谁。</summary>
    public string BlindSentence => Matter == ExemptionMatter.Relaxation ? $"一人一策：{Basis}；{Measure}" : $"免于答辩，依据：{Basis}";

    public static (Exemption? Exemption, Refusal? Refusal) Propose(Guid id, DefenceSubject subject, DefenceTerms terms, ExemptionKind? kind, string? basis, string? reason, string? evidence, Actor by, Moment now)
    {
        List<FieldError> errors = [];
        if (kind is not { } given || !terms.Names(given, basis ?? "")) errors.Add(new(nameof(Basis), terms.Exemptions.Count == 0 ? "这个计划没有写谁可以免于答辩，不能免。" : "请从通知写的几种里选一种；没有写的，不能免。"));
        errors.AddRange(Grounded(reason, evidence));
        return errors.Count > 0 ? (null, new InvalidInput(errors)) : (Waiting(id, subject, ExemptionMatter.Defence, kind, basis!, null, reason, evidence, by, now), null);
    }

    /// <summary>一人一策（KZ-08）：只给通知写了的几种人，写明放宽哪一条、到什么程度。</summary>
    /// <param name="names">这一位的姓名、单位之类，写了就露了；没有为空。</param>
    public static (Exemption? Exemption, Refusal? Refusal) Relax(Guid id, DefenceSubject subject, CommitteeTerms terms, string? basis, string? measure, Func<string, bool> names, string? reason, string? evidence, Actor by, Moment now)
    {
        List<FieldError> errors = [];
        if (!terms.Relaxes(basis)) errors.Add(new(nameof(Basis), terms.CanRelax ? "请从通知写的几种里选一种；没有写的，不能放宽。" : "这个计划没有写给谁“一人一策”，不能放宽。"));
        if ((Validation.Filled("放宽哪一条、到什么程度", 200)(measure.Plain()) ?? (names(measure.Plain()) ? "这一句给委员看，不能写姓名、单位、号码，请改。" : null)) is { } wrong) errors.Add(new(nameof(Measure), wrong));
        errors.AddRange(Grounded(reason, evidence));
        return errors.Count > 0 ? (null, new InvalidInput(errors)) : (Waiting(id, subject, ExemptionMatter.Relaxation, null, basis!, measure.Plain(), reason, evidence, by, now), null);
    }

    /// <summary>开投的一刻把平均分定下：以后别的评审会再有人答辩，也不改变这一位的。</summary>
    public void Settle(int? average, int of) => (Score, ScoreOf) = (average, of);

    private static IEnumerable<FieldError> Grounded(string? reason, string? evidence)
    {
        if (Validation.Filled("怎样合这一条", 200)(reason.Plain()) is { } noReason) yield return new(nameof(Reason), noReason);
        if (Validation.Filled("看了什么证明", 200)(evidence.Plain()) is { } noEvidence) yield return new(nameof(Evidence), noEvidence);
    }

    private static Exemption Waiting(Guid id, DefenceSubject subject, ExemptionMatter matter, ExemptionKind? kind, string basis, string? measure, string? reason, string? evidence, Actor by, Moment now) => new()
    {
        Id = id, FilingId = subject.Filing, ApplicantId = subject.Applicant, OfficeId = subject.Office, Matter = matter, Kind = kind, Basis = basis, Measure = measure, Reason = reason.Plain(), Evidence = evidence.Plain(),
        ProposedBy = by.UserId, ProposedByName = by.Signature, ProposedAt = now.Instant,
    };

    protected override (UserId, string, DateTimeOffset) First => (ProposedBy, ProposedByName, ProposedAt);
    protected override (string, string) Words => ("提出", "同意");
    protected override Refusal Over => new ExemptionDecided(Matter);
    protected override Refusal Own => new OwnExemption(Matter);
    protected override Refusal Used => new VotedWithExemption(Matter);
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

public sealed record ExemptionDecided(ExemptionMatter Matter = default) : Refusal($"这一件{Matter.Label()}已经办过了，请刷新看看现在的情况。");
public sealed record OwnExemption(ExemptionMatter Matter = default) : Refusal($"这一件{Matter.Label()}是您自己提出的，要由本机构的另一位同意。");
public sealed record ExemptAlready(ExemptionMatter Matter = default) : Refusal($"这一位已经有一件{Matter.Label()}，正等同意，或已经同意了。");
public sealed record VotedWithExemption(ExemptionMatter Matter = default) : Refusal($"这一位已经照{Matter.Label()}表决，不能撤回。");
public sealed record VotedBeforeRelaxed(int No) : Refusal($"议程第 {No} 位已经表决过，或正在表决，不能再放宽。");
public sealed record RelaxationWaiting(int No) : Refusal($"议程第 {No} 位的一人一策还没有定，不能表决。请本机构的另一位先到“一人一策”里同意或不同意。");
public sealed record NoDefenceAsked(int No) : Refusal($"议程第 {No} 位照通知不要求答辩，不用免。");
public sealed record DefendedAlready(int No) : Refusal($"议程第 {No} 位已经答辩过，不用再免。");
