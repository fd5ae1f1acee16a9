namespace TitleReview.Documents.Rosters;

/// <summary>申报人员花名册（BZ-31）。</summary>
public sealed record RosterData
{
    /// <summary>“2023年度×××专业职称申报人员花名册”。</summary>
    public required string Title { get; init; }

    /// <summary>“单位（盖章）：……”。</summary>
    public required string EmployerLine { get; init; }

    public string DateLine { get; init; } = "";
    public IReadOnlyList<RosterColumn> Columns { get; init; } = RosterColumn.Of(Heads);
    public required IReadOnlyList<RosterRow> Rows { get; init; }
    public required DateTimeOffset PrintedAt { get; init; }

    /// <summary>附件5的各栏，计划没有另写时用。</summary>
    public static IReadOnlyList<string> Heads =>
    [
        "序号", "姓名", "性别", "族别", "政治面貌", "身份证号码", "现任专业技术职务", "获现任专业技术职务时间",
        "拟晋升专业技术职务", "工作单位", "是否通过", "备注（初定/授予/评审）",
    ];

    /// <summary>Every row as it is printed, with its number.</summary>
    internal IEnumerable<IReadOnlyList<string>> Lines => Rows.Select((row, i) => Columns.Select(c => c.Value(row, i + 1)).ToList());
}

/// <summary>花名册的一行；序号由次序定。</summary>
public sealed record RosterRow(
    string Name, string Gender, string Ethnicity, string Politics, string IdNumber, string CurrentTitle,
    string CurrentTitleSince, string TitleApplied, string Employer, string Passed = "", string Remark = "")
{
    public string Number { get; init; } = "";
    public string Series { get; init; } = "";
    public string Specialty { get; init; } = "";
}
