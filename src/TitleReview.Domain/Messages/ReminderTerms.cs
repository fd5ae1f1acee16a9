using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Messages;

/// <summary>期限之前几小时提醒，可以几次；一次也不填就不提醒。</summary>
public sealed record ReminderTerms(
    [property: Called("补正期结束前", Hint = "小时，一行一个，如 24、6")] IReadOnlyList<int> FixHours,
    [property: Called("申报期结束前", Hint = "小时；还没有提交的、还没有报到评委会的")] IReadOnlyList<int> WindowHours,
    [property: Called("公示期满前", Hint = "小时")] IReadOnlyList<int> NoticeHours,
    [property: Called("缴费、交纸质材料、答辩、审核截止前", Hint = "小时")] IReadOnlyList<int> MilestoneHours)
{
    public const int Longest = 720;

    public static readonly ReminderTerms None = new([], [], [], []);

    public IEnumerable<(string Name, IReadOnlyList<int> Hours)> All => [("fixHours", FixHours), ("windowHours", WindowHours), ("noticeHours", NoticeHours), ("milestoneHours", MilestoneHours)];

    /// <summary>
    /// 各次提醒管哪一段：离期限不多于本次的小时数、而多于下一次的。停机错过几次的，补最近的一次，不一连发几条。
    /// </summary>
    public static IEnumerable<(int Hours, int Beyond)> Bands(IReadOnlyList<int> hours)
    {
        var beyond = 0;
        foreach (var next in hours.Distinct().Where(h => h > 0).Order())
        {
            yield return (next, beyond);
            beyond = next;
        }
    }
}
