using TitleReview.Domain.Eligibility;

namespace TitleReview.Web.Shared;

/// <summary>资格的一条合不合，叫什么、用什么颜色。</summary>
public static class Verdicts
{
    public static string Label(this Verdict verdict) => verdict switch
    {
        Verdict.Met => "符合",
        Verdict.Unjudged => "没有核对",
        Verdict.Unknown => "还缺",
        _ => "不符合",
    };

    public static Tone Tone(this Verdict verdict) => verdict switch
    {
        Verdict.Met => Shared.Tone.Done,
        Verdict.Unjudged or Verdict.Unknown => Shared.Tone.Waiting,
        _ => Shared.Tone.Returned,
    };
}
