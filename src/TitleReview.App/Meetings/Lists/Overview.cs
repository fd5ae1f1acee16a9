using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Meetings;

/// <summary>情况一览表上的一位，照最近一次提交的底稿。</summary>
/// <param name="Conditions">照最近一次提交的底稿算出来的，与预审同一个答案（N3）。</param>
/// <param name="Relaxed">一人一策的那一句（KZ-08）；没有的空着。</param>
/// <param name="Show">编号版的换掉认得出人的字；有姓名的照原样。</param>
internal sealed record OverviewPerson(int No, string Code, Applicant Applicant, TitleChoice Choice, PlanTerms Terms, FilingForm Form, string Conditions, string Relaxed, Func<string, string> Show)
{
    /// <summary>最高的学历；一样高的取后毕业的。</summary>
    public FormRow Education { get; } = Form.Rows(FormCatalogue.Education).OrderByDescending(r => Terms.Eligibility.RankOf(r["level"])).ThenByDescending(r => r["to"], StringComparer.Ordinal).FirstOrDefault() ?? Empty;

    /// <summary>现任的资格：级别最高的，一样的取后取得的。</summary>
    public FormRow Qualification { get; } = Form.Rows(FormCatalogue.Qualification).OrderByDescending(r => Enum.GetValues<Grade>().LastOrDefault(g => g.Label() == r["grade"])).ThenByDescending(r => r["obtainedOn"], StringComparer.Ordinal).FirstOrDefault() ?? Empty;

    private static FormRow Empty => new() { Id = Guid.Empty };
}

/// <summary>情况一览表的一栏。</summary>
/// <param name="Blind">编号版里也有：出自表里、又不认得出人的栏目（与盲评案卷同一张单子，<see cref="BlindForm"/>）。</param>
/// <param name="Asked">计划要了才有的一栏；为空的总有。</param>
internal sealed record OverviewColumn(string Name, double Millimetres, Func<OverviewPerson, string> Value, bool Blind, bool Named = true, Func<PlanTerms, bool>? Asked = null)
{
    /// <summary>惯用的各栏。多数计划不要求计算机（KZ-10），另加了这一栏的计划才列。</summary>
    public static readonly IReadOnlyList<OverviewColumn> All =
    [
        new("序号", 10, p => $"{p.No}", Blind: true), new("编号", 20, p => p.Code, Blind: true, Named: false),
        new("姓名", 20, p => p.Applicant.Name, Blind: false), new("性别", 9, p => p.Applicant.Sex.Label(), Blind: false), new("出生年月", 17, p => $"{p.Applicant.BirthDate:yyyy-MM}", Blind: false),
        Field("参加工作时间", 18, FormCatalogue.Basic, "workStarted", p => p.Form.Single(FormCatalogue.Basic)),
        Field("现从事专业", 26, FormCatalogue.Basic, "engagedIn", p => p.Form.Single(FormCatalogue.Basic)), Field("专业年限", 11, FormCatalogue.Basic, "yearsEngaged", p => p.Form.Single(FormCatalogue.Basic)),
        Field("现资格名称", 24, FormCatalogue.Qualification, "title", p => p.Qualification), Field("取得时间", 20, FormCatalogue.Qualification, "obtainedOn", p => p.Qualification),
        new("任职年限", 11, p => p.Qualification.Date("obtainedOn") is { } since ? $"{Math.Max(0, p.Terms.Year - since.Year)}" : "", Blind: true), Field("终审单位", 32, FormCatalogue.Qualification, "authority", p => p.Qualification),
        Field("学历", 16, FormCatalogue.Education, "level", p => p.Education), Field("学位", 11, FormCatalogue.Education, "degree", p => p.Education), Field("学校", 32, FormCatalogue.Education, "school", p => p.Education),
        Field("所学专业", 24, FormCatalogue.Education, "major", p => p.Education), Field("毕业时间", 17, FormCatalogue.Education, "to", p => p.Education),
        Field("外语", 18, FormCatalogue.Basic, "languages", p => p.Form.Single(FormCatalogue.Basic)),
        new("计算机", 18, p => Computer(p.Terms) is { } field ? p.Show(p.Form.Single(FormCatalogue.Basic)[field.Key]) : "", Blind: true, Asked: t => Computer(t) is not null),
        new("申报资格", 24, p => p.Terms.TitleName(p.Choice), Blind: true), new("申报专业", 24, p => p.Choice.Specialty, Blind: true),
        new("是否破格", 16, p => p.Choice.Path == FilingPath.Regular ? "否" : p.Choice.Path.Label(), Blind: true),
        new("符合条件", 50, p => p.Conditions, Blind: true), new("一人一策", 30, p => p.Relaxed, Blind: true, Asked: t => t.Committee.CanRelax),
    ];

    /// <summary>照这些人的计划，列哪几栏。</summary>
    public static IReadOnlyList<OverviewColumn> Of(bool named, IReadOnlyCollection<PlanTerms> terms) => [.. All.Where(c => (named ? c.Named : c.Blind) && (c.Asked is null || terms.Any(c.Asked)))];

    public static TableSheet Table(string heading, string line, IReadOnlyList<OverviewPerson> people, bool named, DateTimeOffset at)
    {
        var columns = Of(named, [.. people.Select(p => p.Terms).Distinct()]);
        return new("情况一览表", $"{heading}情况一览表", line, [.. columns.Select(c => new TableColumn(c.Name, c.Millimetres))], [.. people.Select(p => (IReadOnlyList<string>)[.. columns.Select(c => c.Value(p))])], at, A3: true);
    }

    /// <summary>计划在基本信息里另加的计算机一栏。</summary>
    private static FormField? Computer(PlanTerms terms) => terms.Module(FormCatalogue.Basic)?.Fields.FirstOrDefault(f => !f.Identity && f.Label.Contains("计算机", StringComparison.Ordinal));

    private static OverviewColumn Field(string name, double width, string module, string field, Func<OverviewPerson, FormRow> row) =>
        new(name, width, p => p.Show(row(p)[field]), BlindForm.Fields(FormCatalogue.Module(module)!).Any(f => f.Key == field));
}
