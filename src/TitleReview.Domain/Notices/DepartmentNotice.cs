using TitleReview.Domain.Calendar;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Notices;

/// <summary>主管部门公示的结果：无异议，或有异议而查不属实，才能报送。</summary>
public enum DepartmentOutcome { NoObjection, NotTrue, Upheld }

/// <summary>
/// 主管部门的公示（TC-33 用人单位及主管部门公示）：由主管部门自己办，用人单位在报送之前登记起止与结果，一句话进经办记录。
/// </summary>
/// <param name="Finding">有异议的，反映了什么、怎么核查的。</param>
public sealed record DepartmentNotice(string? Department, DateOnly? First, DateOnly? Last, DepartmentOutcome? Outcome, string? Finding)
{
    public string Sentence =>
        $"{Department.Plain()}于{First!.Value.Print()}至{Last!.Value.Print()}公示，{(Outcome == DepartmentOutcome.NoObjection ? "无异议" : $"有异议，经核查不属实：{Finding.Plain()}")}";

    /// <param name="opens">这份申报的申报期从哪天开始：公示的是今年这一份，不会更早。</param>
    public Refusal? WhyNot(PlanTerms terms, DateOnly opens, WorkingCalendar calendar, Moment now)
    {
        if (Outcome == DepartmentOutcome.Upheld) return new DepartmentObjectionUpheld();

        List<FieldError> errors = [];
        if (Department.Plain().Length is 0 or > 60) errors.Add(new(nameof(Department), "请填写主管部门的名称，最多 60 字。"));
        if (First is null) errors.Add(new(nameof(First), "请填写公示的第一日。"));
        if (Last is null) errors.Add(new(nameof(Last), "请填写公示的末日。"));
        if (First < opens) errors.Add(new(nameof(First), $"早于本专业申报期的开始（{opens.Print()}），公示的不会是这一份，请核对。"));
        if (Last >= now.Today) errors.Add(new(nameof(Last), "公示还没有满期，末日的次日起再登记。"));
        if (First is { } first && Last is { } last && errors.Count == 0)
        {
            if (Enumerable.Range(first.Year, Math.Max(0, last.Year - first.Year + 1)).Except(calendar.Years).Order().ToList() is [var missing, ..]) return new CalendarYearMissing(missing);
            if (calendar.Between(first.AddDays(-1), last) is var days && days < terms.Notice.WorkingDays)
                errors.Add(new(nameof(Last), $"这一段只有 {days} 个工作日，公示不少于 {terms.Notice.WorkingDays} 个工作日。"));
        }

        if (Outcome is null) errors.Add(new(nameof(Outcome), "请选择公示的结果。"));
        if (Outcome == DepartmentOutcome.NotTrue && Finding.Plain().Length is 0 or > 300) errors.Add(new(nameof(Finding), "请写明异议反映了什么、怎么核查的，最多 300 字。"));
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }
}

public sealed record DepartmentNoticeMissing() : Refusal("本计划要求主管部门也公示，还没有登记。请先登记主管部门公示的起止和结果，再通过。");
public sealed record DepartmentObjectionUpheld() : Refusal("主管部门公示有异议查实属实的，不能报送。请退回补正，写明查实的是什么。");
