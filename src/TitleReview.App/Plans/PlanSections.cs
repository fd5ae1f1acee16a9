using TitleReview.App.Plans.Documents;

namespace TitleReview.App.Plans;

/// <summary>计划分成几组，按人读通知的次序；每一节是约定的一项。</summary>
public static class PlanSections
{
    public static readonly IReadOnlyList<(string Title, IReadOnlyList<string> Members)> Groups =
    [
        ("通知与时间", ["title", "year", "organiser", "noticeNumber", "window", "deadline", "milestones"]),
        ("报什么", ["channels", "catalogue", "examOnlySpecialties"]),
        ("谁能报", ["eligibility", "criteria", "skilledTrades", "appraisal", "training", "languages"]),
        ("填什么、交什么", ["modules", "slots", "slotGroups", "files", "summary", "masking", "pledge", "letters"]),
        ("提交与审核", ["submission", "fix", "judging", "notice", "chains", "opinions", "reminders"]),
        ("打印、呈报、缴费", ["print", "paper", "roster", "fees"]),
        ("评审", ["defence", "committee", "scoring", "voting", "results", "certificates"]),
        ("责任与联系", ["penalty", "publicity", "contacts", "decisions"]),
    ];

    /// <summary>这一节引用通知的哪几句。</summary>
    /// <param name="document">计划文件：材料栏目等各项有自己的出处。</param>
    public static IEnumerable<string> ClauseKeys(string at, System.Text.Json.Nodes.JsonNode? document)
    {
        if (at.EndsWith(']') && PlanPath.Shape(at)?.Member("clause") is not null) return $"{PlanPath.Find(document, at)?["clause"]}" is { Length: > 0 } own ? [own] : [];
        var section = at.Split('.', '[')[0];
        if (section.Length == 0) return PlanShape.Plan.Members.Where(m => m.IsScalar || m.Name is "window" or "examOnlySpecialties" or "publicity").Select(m => m.Called?.Clause).OfType<string>().Distinct();
        var shape = PlanShape.Plan.Member(section);
        return new[] { shape?.Called?.Clause }.Concat((shape?.Members ?? []).Select(m => m.Called?.Clause)).OfType<string>().Distinct();
    }
}
