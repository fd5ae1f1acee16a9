using TitleReview.Domain.Panels;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Defences;

/// <summary>不要求答辩、免于答辩、答过了、排定了、候补、没有来、还没有排。</summary>
public enum DefenceStandingKind { NotAsked, Exempt, Done, Scheduled, Waiting, Absent, Unplanned }

/// <summary>一位申报人的答辩到了哪里，用一句话说；免答辩的怎样赋分也在里面（BZ-25、AK-18）。</summary>
/// <param name="Score">平均分，以百分之一分计。</param>
public sealed record DefenceStanding(DefenceStandingKind Kind, string Sentence, int? Score = null)
{
    /// <summary>可以表决：不要求、免了、答过了。</summary>
    public bool Ready => Kind is DefenceStandingKind.NotAsked or DefenceStandingKind.Exempt or DefenceStandingKind.Done;

    /// <param name="rule">照哪一条要答辩；不要求的为空。</param>
    /// <param name="others">当年本专业答辩过的各位的分，以百分之一分计。</param>
    /// <param name="defended">当年本专业答辩过几位；不赋分的也数。</param>
    /// <param name="blind">给委员看的：人写的理由、情况不在里面，看不出是谁。</param>
    public static DefenceStanding Of(DefenceTerms terms, DefenceRule? rule, Exemption? exemption, Defence? defence, IReadOnlyCollection<int> others, int defended, bool blind = false)
    {
        if (rule is null) return new(DefenceStandingKind.NotAsked, "照通知不要求答辩。");
        if (defence is { State: DefenceState.Done }) return new(DefenceStandingKind.Done, Result(defence, terms), defence.Score);
        if (exemption is { IsAgreed: true })
        {
            var score = exemption.ScoreOf is not null ? exemption.Score : AverageFor(terms, others);
            return new(DefenceStandingKind.Exempt, $"{(blind ? exemption.BlindSentence : exemption.Sentence)}{Counted(terms, score, exemption.ScoreOf ?? (terms.Points is null ? defended : others.Count))}", score);
        }

        return defence switch
        {
            { State: DefenceState.Scheduled } => new(DefenceStandingKind.Scheduled, $"{defence.At!.Print()}答辩。"),
            { State: DefenceState.Absent } => new(DefenceStandingKind.Absent, blind ? "没有参加答辩。" : $"没有参加答辩：{defence.Note?.TrimEnd('。')}。"),
            { State: DefenceState.Waiting } => new(DefenceStandingKind.Waiting, blind ? "候补。" : $"候补：{defence.Note?.TrimEnd('。')}。"),
            _ => new(DefenceStandingKind.Unplanned, "要答辩，还没有排时间。"),
        };
    }

    /// <summary>免于答辩的按多少分：赋分、又约定取平均的，是当年本专业答辩人员的平均分（BZ-25、AK-18）。</summary>
    public static int? AverageFor(DefenceTerms terms, IReadOnlyCollection<int> others) => terms is { Points: not null, AverageWhenScored: true } ? DefenceScores.Average(others) : null;

    private static string Counted(DefenceTerms terms, int? score, int of) => (terms.Points, score) switch
    {
        (not null, { } average) => $"，按当年本专业答辩人员（{of} 人）的平均分 {average.PrintScore()} 分。",
        (not null, null) when terms.AverageWhenScored => terms.PassedWhenUnscored ? "，当年本专业没有人参加答辩，没有平均分，按通过答辩对待。" : "，当年本专业没有人参加答辩，没有平均分，不赋分。",
        _ => terms.PassedWhenUnscored ? "，按通过答辩对待。" : "。",
    };

    private static string Result(Defence defence, DefenceTerms terms) => defence.Score is { } score
        ? $"参加答辩，{defence.Marks} 位委员评分，平均 {score.PrintScore()} 分（满分 {terms.Points}）。"
        : $"参加答辩，{defence.Marks} 位委员评议，{(defence.Passed == true ? "合格" : "不合格")}。";
}

public sealed record DefenceFirst(int No, string Sentence) : Refusal($"议程第 {No} 位照通知要答辩：{Sentence}答辩过，或免于答辩同意了，才能表决。");
public sealed record AverageOpen(int No, int Left) : Refusal($"议程第 {No} 位免于答辩，按本专业答辩人员的平均分；本专业还有 {Left} 位没有答辩完，平均分还定不下来。请等他们答辩完，或记为没有来、撤下议程。");
