namespace TitleReview.Documents.Rosters;

/// <summary>花名册的一栏：计划写栏名、定次序，系统认得的填内容，不认得的留空。</summary>
/// <param name="Millimetres">打印时的宽度；电子表格按比例换算。</param>
/// <param name="LeftAligned">长文字靠左，其余居中。</param>
public sealed record RosterColumn(string Name, double Millimetres, Func<RosterRow, int, string> Value, bool LeftAligned = false)
{
    private static readonly RosterColumn[] All =
    [
        new("序号", 10, (_, number) => $"{number}"), new("申报编号", 30, (row, _) => row.Number), new("姓名", 22, (row, _) => row.Name), new("性别", 10, (row, _) => row.Gender),
        new("族别", 17, (row, _) => row.Ethnicity), new("民族", 17, (row, _) => row.Ethnicity), new("政治面貌", 18, (row, _) => row.Politics),
        new("身份证号码", 35, (row, _) => row.IdNumber), new("身份证号", 35, (row, _) => row.IdNumber),
        new("现任专业技术职务", 28.5, (row, _) => row.CurrentTitle), new("获现任专业技术职务时间", 25, (row, _) => row.CurrentTitleSince), new("拟晋升专业技术职务", 28.5, (row, _) => row.TitleApplied),
        new("工作单位", 40, (row, _) => row.Employer, LeftAligned: true), new("申报系列", 25, (row, _) => row.Series), new("申报专业", 25, (row, _) => row.Specialty),
        new("是否通过", 15.5, (row, _) => row.Passed), new("备注", 22, (row, _) => row.Remark), new("备注（初定/授予/评审）", 22, (row, _) => row.Remark),
    ];

    public static RosterColumn? Known(string name) => Array.Find(All, c => c.Name == name);

    /// <summary>计划写的各栏；没有写的用附件5的十二栏（BZ-31）。</summary>
    /// <param name="content">栏名 → 系统里的内容；栏名就是系统的叫法的原样返回。</param>
    public static IReadOnlyList<RosterColumn> Of(IReadOnlyList<string> names, Func<string, string>? content = null) =>
        [.. (names.Count > 0 ? names : RosterData.Heads).Select(name => Known(content?.Invoke(name) ?? name) is { } known ? known with { Name = name } : new RosterColumn(name, 22, (_, _) => ""))];

    /// <summary>系统能填的各项，供计划对照。</summary>
    public static IEnumerable<string> Names => All.Select(c => c.Name);
}
