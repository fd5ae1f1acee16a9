using System.Globalization;

namespace TitleReview.Domain.Panels;

/// <summary>分数的算法与写法：全用整数，以百分之一分计。</summary>
public static class PanelScores
{
    /// <summary>交了的各份的平均，四舍五入到百分之一分；没有打分的为空。</summary>
    public static int? Average(IEnumerable<PanelReview> reviews)
    {
        var totals = reviews.Select(r => r.TotalScore).OfType<int>().ToList();
        return totals.Count == 0 ? null : (2 * totals.Sum() + totals.Count) / (2 * totals.Count);
    }

    /// <summary>87.35。</summary>
    public static string PrintScore(this int hundredths) => string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{hundredths % 100:00}");
}
