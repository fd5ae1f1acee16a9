using TitleReview.Domain;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
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

    /// <summary>日程：各系列（专业）的申报期与后续安排，按时间先后排成一列；同一时段的并成一行，如通知里那样。</summary>
    public static IReadOnlyList<CalendarRow> Calendar(PlanTerms plan) =>
    [
        .. Windows(plan).GroupBy(w => w.Window, w => w.Name).Select(w => new CalendarRow(string.Join("、", w), w.Key.Opens, w.Key.Closes, IsFiling: true))
            .Concat(plan.Milestones.Select(m => new CalendarRow(m.Name, m.Opens(), m.Closes(), IsFiling: false)))
            .OrderBy(r => r.From).ThenBy(r => r.To),
    ];

    /// <summary>现在到了哪一步，下一步是哪天。</summary>
    public static (Tone Tone, string Word, string Sentence) Now(PlanTerms plan, Moment now)
    {
        if (Windows(plan).Where(w => w.Window.Contains(now.Instant)).ToList() is { Count: > 0 } open)
            return (Tone.Running, "正在申报", $"{Few([.. open.Select(w => w.Name)])}，{(open.Count > 1 ? "最早的" : "")}{open.Min(w => w.Window.Closes).Print().WithoutZone()} 截止。");

        var rows = Calendar(plan);
        var running = rows.Where(r => r.Contains(now)).ToList();
        if (rows.FirstOrDefault(r => r.From > now.Instant && r.IsFiling) is { } next)
            return (Tone.Waiting, "还没到申报期", $"下一个是{next.Name}，{PrintStart(next.From).WithoutZone()} 开始。");
        if (running.Count > 0) return (Tone.Running, running[0].Name, $"申报已截止；{running[0].Name}到{running[0].Ends}。");
        return rows.FirstOrDefault(r => r.From > now.Instant) is { } later
            ? (Tone.Quiet, "申报已截止", $"下一步：{later.Name}，{later.Starts}开始。")
            : (Tone.Quiet, "已结束", "本计划的申报与评审都已结束。");
    }

    /// <summary>一个系列的各个级别：叫什么、哪些专业能报、另有哪些渠道。</summary>
    public static IEnumerable<(string Anchor, string Grade, string Title, string Offered)> Grades(PlanTerms plan, SeriesTerms series) =>
        from grade in Enum.GetValues<Grade>()
        let regular = string.Join("、", series.Specialties.Where(s => s.Grades.Contains(grade)).Select(s => s.Name))
        let channels = string.Join("、", plan.Channels.Where(c => c.Grades.Contains(grade) && (c.Series.Count == 0 || c.Series.Contains(series.Name))).Select(c => $"“{c.Name}”"))
        where regular.Length > 0 || channels.Length > 0
        select ($"{series.Name}-{grade.Label()}", grade.Label(), Titles(series, grade),
            regular.Length == 0 ? $"走{channels}渠道" : channels.Length == 0 ? regular : $"{regular}；也可走{channels}渠道");

    /// <summary>专业各有名称的，各说各的：“主任医师（临床医学）、主任药师（药学）”。</summary>
    private static string Titles(SeriesTerms series, Grade grade)
    {
        var shared = series.TitleNames.GetValueOrDefault(grade, "");
        var own = series.Specialties.Where(s => s.Grades.Contains(grade)).GroupBy(s => s.TitleNames?.GetValueOrDefault(grade) ?? shared, s => s.Name).ToList();
        return own.All(o => o.Key == shared) ? shared : string.Join("、", own.Where(o => o.Key.Length > 0).Select(o => $"{o.Key}（{string.Join("、", o)}）"));
    }

    public static string WindowOf(PlanTerms plan, SeriesTerms series) =>
        string.Join("；", Windows(plan with { Catalogue = [series] }).Select(w => $"{w.Window.Opens.PrintStart()} 至 {w.Window.Closes.Print()}").Distinct());

    public static string Print(PrintTerms print) =>
        $"{(print.Gate == PrintGate.FormalityPassed ? "形式审核通过之后" : "评审委员会接收材料之后")}由系统生成评审表，一式 {print.Copies} 份，A4 纸{(print.DoubleSided ? "双面" : "单面")}打印{(print.Watermark ? "，有水印为有效" : "")}。";

    public static string Notice(NoticeTerms notice) => string.Concat(
        notice.EmployerDecidesFirst ? "单位先研究同意推荐，再张贴公示；" : "",
        $"{notice.FirstDay()}；期满无异议，单位才能通过。",
        notice.AlsoByDepartment ? "主管部门也要公示，登记之后单位才能通过。" : "",
        notice.FullIdNumber ? "公示写全身份证号。" : "公示里的身份证号隐去中间八位。");

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
            slot.MinFiles > 1 ? $"至少 {slot.MinFiles} 个文件" : null,
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

    private static string Few(IReadOnlyList<string> names) => names.Count <= 3 ? string.Join("、", names) : $"{string.Join("、", names.Take(2))}等 {names.Count} 项";

    private static string Name(string series, List<string> specialties) =>
        specialties is [var only] && series.StartsWith(only, StringComparison.Ordinal) ? series : $"{series}（{string.Join("、", specialties)}）";

    private static string Condition(SlotCondition when, PlanTerms plan, FormModule module) =>
        string.Join("，", new[]
        {
            when.Scope?.Print(key => plan.Channel(key)?.Name ?? key) is { Length: > 0 } scope ? $"{scope}的交" : null,
            when.Field is { } field ? $"“{(when.Module is { } other ? plan.Module(other) : module)?.Field(field)?.Label ?? field}”为{string.Join("、", (when.Values ?? []).Where(v => v.Length > 0))}的交" : null,
        }.OfType<string>());
}

/// <summary>日程的一行。</summary>
/// <param name="IsFiling">申报期；否则是后续安排，通知写了钟点的才写钟点。</param>
public sealed record CalendarRow(string Name, DateTimeOffset From, DateTimeOffset To, bool IsFiling)
{
    public string Starts => IsFiling || Clock(From) ? PlanWords.PrintStart(From).WithoutZone() : DateOnly.FromDateTime(From.ToOffset(Moment.Beijing).DateTime).Print();

    public string Ends => IsFiling || Clock(To) ? To.Print().WithoutZone() : DateOnly.FromDateTime(To.ToOffset(Moment.Beijing).DateTime).AddDays(-1).Print();

    private static bool Clock(DateTimeOffset at) => at.ToOffset(Moment.Beijing).TimeOfDay != TimeSpan.Zero;

    public bool Contains(Moment now) => From <= now.Instant && now.Instant < To;

    public (Tone Tone, string Word) State(Moment now) =>
        Contains(now) ? (Tone.Running, "进行中") : now.Instant < From ? (Tone.Waiting, "未开始") : (Tone.Quiet, "已截止");
}
