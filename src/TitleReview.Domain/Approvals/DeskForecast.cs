namespace TitleReview.Domain.Approvals;

/// <summary>一天里首次送来几件、本机构办了几件。</summary>
public sealed record DeskDay(DateOnly Day, long Arrived, long Handled);

/// <summary>
/// 到截止为止，估计还要来多少件。两种算法都写明白：照今年最近几天的快慢；有上一年的，照上一年截止前同样天数里来的那一份。
/// 只是估计，给机构安排人手用，不作任何决定的依据。
/// </summary>
/// <param name="Closes">截止是哪一天。</param>
/// <param name="DaysLeft">连今天在内还有几天。</param>
/// <param name="PerDay">今年最近几天平均一天来几件。</param>
/// <param name="ByPace">照今年的快慢，还要来几件。</param>
/// <param name="ByLastYear">照上一年的分布，还要来几件；没有上一年、或上一年此时还一件没有的为空。</param>
/// <param name="Coming">从明天起每天各几件（今天的看今天已经送来的）：有上一年的照上一年，没有的照今年的快慢。</param>
public sealed record DeskForecast(DateOnly Closes, int DaysLeft, double PerDay, long ByPace, long? ByLastYear, IReadOnlyList<DeskDay> Coming)
{
    /// <summary>照最近几天算；今天还没有过完，不算在内。</summary>
    public const int PaceDays = 7;

    /// <returns>已经截止的为空。</returns>
    public static DeskForecast? Of(IReadOnlyList<DeskDay> days, DateOnly closes, IReadOnlyList<DeskDay> lastYear, DateOnly? lastCloses, DateOnly today)
    {
        if (closes < today) return null;

        var left = closes.DayNumber - today.DayNumber + 1;
        var perDay = days.Where(d => d.Day < today && d.Day >= today.AddDays(-PaceDays)).Sum(d => d.Arrived) / (double)PaceDays;
        var soFar = days.Where(d => d.Day < today).Sum(d => d.Arrived);
        var before = lastCloses is { } last ? lastYear.Where(d => d.Day.DayNumber <= last.DayNumber - left).Sum(d => d.Arrived) : 0;
        List<DeskDay> coming = [];
        for (var at = 1; at < left; at++)
        {
            // 离截止还有同样多天的那一天。
            var alike = lastCloses?.AddDays(at - left + 1);
            var expected = before > 0 ? lastYear.Where(d => d.Day == alike).Sum(d => d.Arrived) * (double)soFar / before : perDay;
            coming.Add(new DeskDay(today.AddDays(at), (long)Math.Round(expected), 0));
        }

        var rest = before > 0 ? lastYear.Where(d => d.Day.DayNumber > lastCloses!.Value.DayNumber - left && d.Day <= lastCloses).Sum(d => d.Arrived) : 0;
        return new DeskForecast(closes, left, perDay, (long)Math.Round(perDay * left), before > 0 ? (long)Math.Round(rest * (double)soFar / before) : null, coming);
    }
}
