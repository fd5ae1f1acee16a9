using TitleReview.Domain;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Portal;

/// <summary>把计划里的约定说成一句话。</summary>
public static class PlanWords
{
    /// <summary>系列各一行；专业另有时间的，专业再一行。</summary>
    public static IEnumerable<(string Name, FilingWindow Window)> Windows(PlanTerms plan) =>
        from series in plan.Catalogue
        let shared = series.Specialties.Where(s => s.Window is null).Select(s => s.Name).ToList()
        from row in series.Specialties.Where(s => s.Window is not null).Select(s => (Name: $"{series.Name}（{s.Name}）", Window: s.Window!))
            .Concat(shared.Count == 0 ? [] : [(Name: Name(series.Name, shared), Window: series.Window ?? plan.Window)])
        orderby row.Window.Opens, row.Window.Closes
        select row;

    public static (Tone Tone, string Word) State(FilingWindow window, Moment now) =>
        now.Instant < window.Opens ? (Tone.Waiting, "未开始")
        : now.Instant < window.Closes ? (Tone.Done, "正在申报")
        : (Tone.Quiet, "已截止");

    public static string Fix(FixTerms fix) =>
        (fix.Unit == FixUnit.WindowEnd ? "退回后须在申报期结束前补正提交" : $"退回后须在 {fix.Amount} {fix.Unit.Label()}内补正提交{(fix.MayPassWindowEnd ? "，可以晚于申报期" : "，并不得晚于申报期")}")
        + (fix.LapsesAsNotAccepted ? "，逾期不予受理。" : "，逾期视为放弃。");

    public static string Demand(PlanTerms plan, SlotTerms slot, FormModule module)
    {
        var groups = plan.SlotGroups.Where(g => g.Slots.Contains(slot.Key)).ToList();
        string?[] parts =
        [
            slot.When is { } when ? Condition(when, plan, module) : slot.Required ? "必交" : groups.Count > 0 ? null : "有的才交",
            .. groups.Select(g => $"{string.Join("、", g.Slots.Select(key => plan.Slots.FirstOrDefault(s => s.Key == key)?.Title ?? key))}{MaterialsCheck.HowMany(g, g.Slots.Count)}{(g.When is { } only ? $"（{Condition(only, plan, module)}）" : "")}"),
            slot.FilledBy is { } office ? $"由{office.Label()}上传" : null,
            slot.PerRow ? $"每条{module.RowName}各一份" : null,
            slot.MaxFiles > 1 ? $"最多 {slot.MaxFiles} 个文件" : null,
        ];
        return string.Join("；", parts.Where(p => p is { Length: > 0 }));
    }

    /// <summary>表格里的时刻：表头已写明北京时间，不再每格重复。</summary>
    public static string WithoutZone(this string printed) => printed.Replace("（北京时间）", "", StringComparison.Ordinal);

    /// <summary>开始的时刻：零点就写零点，不像截止那样写成前一日 24:00。</summary>
    public static string PrintStart(this DateTimeOffset opens)
    {
        var local = opens.ToOffset(Moment.Beijing);
        return $"{DateOnly.FromDateTime(local.DateTime).Print()} {local:HH:mm}（北京时间）";
    }

    private static string Name(string series, List<string> specialties) =>
        specialties is [var only] && series.StartsWith(only, StringComparison.Ordinal) ? series : $"{series}（{string.Join("、", specialties)}）";

    private static string Condition(SlotCondition when, PlanTerms plan, FormModule module) =>
        string.Join("，", new[]
        {
            when.Scope?.Print(key => plan.Channel(key)?.Name ?? key) is { Length: > 0 } scope ? $"{scope}的交" : null,
            when.Field is { } field ? $"“{(when.Module is { } other ? plan.Module(other) : module)?.Field(field)?.Label ?? field}”为{string.Join("、", (when.Values ?? []).Where(v => v.Length > 0))}的交" : null,
        }.OfType<string>());
}
