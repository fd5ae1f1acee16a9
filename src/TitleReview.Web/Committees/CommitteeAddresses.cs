using TitleReview.App.Committees;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Committees;

/// <summary>专家库、评委会、抽取各页的地址与叫法，只此一处。</summary>
public static class CommitteeAddresses
{
    public const string Pool = "/experts", NewExpert = "/experts/new", Roster = "/experts.xlsx", List = "/committees", New = "/committees/new";

    public static string Expert(ExpertId id) => $"{Pool}/{id.Value}";

    public static string Committee(CommitteeId id) => $"{List}/{id.Value}";

    public static string Edit(CommitteeId id) => $"{Committee(id)}/edit";

    public static string NewDraw(CommitteeId id, PlanId plan) => $"{Committee(id)}/draws/new/{plan.Value}";

    public static string Scheme(CommitteeId id, PlanId plan) => $"{Committee(id)}/scheme/{plan.Value}";

    public static string Draw(CommitteeId id, DrawId draw) => $"{Committee(id)}/draws/{draw.Value}";

    public static string Paper(DrawId draw, DrawPaper paper) => $"/draws/{draw.Value}/{paper switch { DrawPaper.Log => "log.txt", DrawPaper.Pdf => "log.pdf", _ => "names.txt" }}";

    /// <param name="query">第几页以外的条件照旧。</param>
    public static string Query(PoolQuery query, int page) =>
        $"{Pool}?tab={query.Tab}&find={Uri.EscapeDataString(query.Find ?? "")}&specialty={Uri.EscapeDataString(query.Specialty ?? "")}&at={page}";

    public static string Label(this PoolTab tab) => tab switch { PoolTab.Serving => "在库", PoolTab.Ending => $"聘期 {ReadExperts.EndingDays} 天内到期", PoolTab.Over => "聘期已过", PoolTab.Suspended => "暂停", _ => "出库" };

    public static Tone Tone(this DrawState state) => state switch { DrawState.Committed => Shared.Tone.Waiting, DrawState.Drawn => Shared.Tone.Done, _ => Shared.Tone.Quiet };

    /// <summary>摘要八个一节：念得出、对得上。</summary>
    public static string Spaced(string hex) => string.Join(' ', hex.Chunk(8).Select(c => new string(c)));

    /// <summary>到某一天还有几天。</summary>
    public static string DaysLeft(DateOnly to, DateOnly today) => to.DayNumber - today.DayNumber is var days && days >= 0 ? $"还有 {days + 1} 天" : "已过";
}
