using TitleReview.Domain.Organizations;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

/// <summary>申报期：起止两个瞬间。通知只给日期的，止于当日结束。</summary>
public sealed record FilingWindow([property: Called("开始")] DateTimeOffset Opens, [property: Called("截止", Hint = "只写日期的，截止是当天 24:00")] DateTimeOffset Closes)
{
    public bool Contains(DateTimeOffset instant) => Opens <= instant && instant < Closes;

    public FilingWindow Shift(TimeSpan by) => new(Opens + by, Closes + by);

    /// <summary>延期只会更晚，不会更早。</summary>
    public FilingWindow ExtendedTo(FilingWindow? later) => later is not null && later.Closes > Closes ? this with { Closes = later.Closes } : this;
}

/// <summary>截止的含义：本人提交即可，还是截止前要报到评委会（AK-04）。</summary>
public enum DeadlineMeaning { Submitted, ReachedCommittee }

/// <summary>渠道：地区中初级评审、定向评价、推荐上级、民营专项、援疆、委托等。</summary>
/// <param name="Series">开放的系列，空为目录中全部。</param>
/// <param name="Specialties">开放的专业，空为系列中全部。</param>
/// <param name="Grades">开放的级别，空为由目录逐专业给定。</param>
/// <param name="EmployerKinds">限定的单位性质，空为不限。</param>
/// <param name="Outbound">为真则初审后报上级评审，不在本端口评审。</param>
public sealed record ChannelTerms(
    [property: Called("内部代号", Hint = "字母，在计划内不重复")] string Key,
    [property: Called("渠道")] string Name,
    [property: Called("说明", Long = true)] string Description,
    [property: Called("开放的系列", From = "series", Hint = "不选为目录中全部")] IReadOnlyList<string> Series,
    [property: Called("开放的专业", From = "specialties", Hint = "不选为系列中全部")] IReadOnlyList<string> Specialties,
    [property: Called("开放的级别", Hint = "不选则按专业目录")] IReadOnlyList<Grade> Grades,
    [property: Called("取得方式")] IReadOnlyList<TitleTrack> Tracks,
    [property: Called("限定的单位性质", Hint = "不选为各类单位")] IReadOnlyList<EmployerKind> EmployerKinds,
    [property: Called("初审后报上级评审")] bool Outbound,
    [property: Called("单独的申报期")] FilingWindow? Window = null,
    [property: Called("只许高技能人才")] bool SkilledTradesOnly = false)
{
    public bool Offers(TitleChoice choice) =>
        (Series.Count == 0 || Series.Contains(choice.Series))
        && (Specialties.Count == 0 || Specialties.Contains(choice.Specialty))
        && (Grades.Count == 0 || Grades.Contains(choice.Grade))
        && (!SkilledTradesOnly || choice.Path == FilingPath.SkilledTrades);
}

/// <param name="Later">时间另行通知：写明原句，通知之前不能申报（KZ-05 卫生系列）。</param>
public sealed record SeriesTerms(
    [property: Called("系列")] string Name,
    [property: Called("各级职务名称")] IReadOnlyDictionary<Grade, string> TitleNames,
    [property: Called("专业")] IReadOnlyList<SpecialtyTerms> Specialties,
    [property: Called("单独的申报期", Clause = "window")] FilingWindow? Window = null,
    [property: Called("时间另行通知", Hint = "写明通知原话；填了就暂不开放")] string? Later = null);

public sealed record SpecialtyTerms(
    [property: Called("专业")] string Name,
    [property: Called("级别")] IReadOnlyList<Grade> Grades,
    [property: Called("单独的申报期", Clause = "window")] FilingWindow? Window = null,
    [property: Called("本专业的职务名称", Hint = "与系列不同的才填，如药学的主任药师")] IReadOnlyDictionary<Grade, string>? TitleNames = null);

public enum MilestoneKind { Approval, Payment, Paper, Defence, Meeting, Results, Issue, Other }

/// <param name="Tentative">通知写明“拟定”的。</param>
public sealed record Milestone(
    [property: Called("事项")] string Name,
    [property: Called("自")] DateOnly From,
    [property: Called("至")] DateOnly To,
    [property: Called("种类")] MilestoneKind Kind = MilestoneKind.Other,
    [property: Called("时间为拟定")] bool Tentative = false,
    [property: Called("自几点", Hint = "通知只写日期的不填")] TimeOnly? FromTime = null,
    [property: Called("至几点", Hint = "不填为当天结束")] TimeOnly? ToTime = null)
{
    public DateTimeOffset Opens() => FromTime is { } time ? new DateTimeOffset(From.ToDateTime(time), Moment.Beijing) : Moment.StartOf(From);

    public DateTimeOffset Closes() => ToTime is { } time ? new DateTimeOffset(To.ToDateTime(time), Moment.Beijing) : Moment.EndOf(To);

    /// <summary>“2027年1月4日至2027年1月8日 17:30”。</summary>
    public string Print() => (From, FromTime) == (To, ToTime) ? Said(From, FromTime) : $"{Said(From, FromTime)} 至 {Said(To, ToTime)}";

    private static string Said(DateOnly day, TimeOnly? time) => time is { } at ? $"{day.Print()} {at:HH:mm}" : day.Print();
}
