using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Committees;
using TitleReview.App.Storage;
using TitleReview.Documents.Sheets;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.People;
using TitleReview.Domain.Titles;

namespace TitleReview.App.People.Imports;

/// <summary>组织评审的机构导入专家库（KZ-17）：系列、专业照计划的目录，聘期照约定的年数；同名同单位的是同一位。不发账号：抽中了再邀请。</summary>
internal sealed class ExpertsPlan : IImportPlan
{
    private const int NameAt = 0, TitleAt = 1, GradeAt = 2, SeriesAt = 3, SpecialtyAt = 4, EmployerAt = 5, FormerAt = 6, PhoneAt = 7, MailAt = 8, FromAt = 9, ToAt = 10;

    private static readonly Dictionary<string, Grade> Grades = Enum.GetValues<Grade>().ToDictionary(g => g.Label(), StringComparer.Ordinal);
    private static readonly string[] DayFormats = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];

    public string Name => "评审专家";

    public IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new("姓名", 14), new("现任职称", 20), new("级别", 12, [.. Grades.Keys]), new("系列", 18), new("专业", 18), new("工作单位", 34), new("从前的单位", 34),
        new("联系电话", 18), new("邮箱", 28), new("聘期开始", 14), new("聘期结束", 14),
    ];

    public IReadOnlyList<string> Example { get; } = ["王五（样例，请删去）", "推广研究员", "正高级", "农业系列", "农艺", "某州农业技术推广中心", "某县农业局、某州种子站", "0908-4200000", "wangwu@example.cn", "2026-01-01", "2028-12-31"];

    public async Task<IReadOnlyList<PlannedRow>> Plan(TenantSession session, IReadOnlyList<SheetRow> rows, bool updates, CancellationToken ct)
    {
        var plans = await session.Organised(ct);
        var (catalogue, years) = (plans.Catalogue(), plans.Committees().TermYears);
        var there = (await session.Pool().Where(e => e.Status != ExpertStatus.Removed).Select(e => new { e.Id, e.Name, e.Employer }).ToListAsync(ct)).ToDictionary(e => (e.Name, e.Employer), e => e.Id);
        Dictionary<(string, string), int> seen = [];
        List<PlannedRow> planned = [];
        foreach (var row in rows)
        {
            var (errors, facts) = Read(row, catalogue, years);
            if (facts.Name.Length > 0 && !seen.TryAdd((facts.Name, facts.Employer), row.Number)) errors.Check(NameAt, $"与第 {seen[(facts.Name, facts.Employer)]} 行同名同单位；是同一位的只留一行，不是的请在单位后面用括号注明部门。");
            planned.Add(errors.All.Count > 0 ? new(row.Number, facts.Name, facts.Specialty, ImportResult.Failed, "有错，没有办", errors.All)
                : there.TryGetValue((facts.Name, facts.Employer), out var known) ? updates ? Update(session, known, facts, years, row.Number) : new(row.Number, facts.Name, facts.Specialty, ImportResult.Skipped, "已在库，跳过", [])
                : new(row.Number, facts.Name, facts.Specialty, ImportResult.Added, "入库", []) {
                    Do = () =>
                    {
                        session.Add(new Expert(new ExpertId(Guid.CreateVersion7()), facts, session.Actor.OfficeId!.Value, session.Now));
                        return null;
                    },
                });
        }

        return planned;
    }

    private static PlannedRow Update(TenantSession session, ExpertId id, ExpertFacts facts, int years, int row) =>
        new(row, facts.Name, facts.Specialty, ImportResult.Updated, "更新登记", [])
        {
            // The same rules were asked above; who left the pool in between is left alone.
            Do = () =>
            {
                session.Db.Experts.SingleOrDefault(e => e.Id == id)?.Change(facts, years);
                return null;
            },
        };

    private static (RowErrors Errors, ExpertFacts Facts) Read(SheetRow row, IReadOnlyList<CatalogueSeries> catalogue, int years)
    {
        var (errors, cells) = (new RowErrors(row), row.Cells);
        var (from, to) = (Day(cells[FromAt]), Day(cells[ToAt]));
        if (!Grades.TryGetValue(cells[GradeAt], out var grade)) errors.Check(GradeAt, $"级别应为：{string.Join('、', Grades.Keys)}。");
        if (from is null) errors.Check(FromAt, "聘期开始应如 2026-01-01，写成文字。");
        if (to is null && cells[ToAt].Length > 0) errors.Check(ToAt, "聘期结束应如 2028-12-31，写成文字；空着为最长的聘期。");
        var start = from ?? new DateOnly(2000, 1, 1);
        var facts = new ExpertFacts(cells[NameAt], cells[TitleAt], grade, cells[SeriesAt], cells[SpecialtyAt], cells[EmployerAt], [.. cells[FormerAt].Split(['、', '\n', '；', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            cells[PhoneAt], cells[MailAt].Length > 0 ? cells[MailAt] : null, start, to ?? start.AddYears(years).AddDays(-1));
        // 开始的一天读不出，聘期多长就说不了。
        foreach (var error in (facts.WhyNot(years) as InvalidInput)?.Errors.Where(e => from is not null || e.Field != nameof(ExpertFacts.TermTo)) ?? []) errors.Check(ColumnOf(error.Field), error.Sentence);
        errors.Check(MailAt, ImportedSheets.Mail(cells[MailAt]));
        if (catalogue.WhyNotInCatalogue(facts.Series, facts.Specialty) is { } unknown) errors.Check(ColumnOf(unknown.Field), unknown.Sentence);
        return (errors, facts);
    }

    private static int ColumnOf(string field) => field switch
    {
        nameof(ExpertFacts.TitleName) => TitleAt,
        nameof(ExpertFacts.Grade) => GradeAt,
        nameof(ExpertFacts.Series) => SeriesAt,
        nameof(ExpertFacts.Specialty) => SpecialtyAt,
        nameof(ExpertFacts.Employer) => EmployerAt,
        nameof(ExpertFacts.FormerEmployers) => FormerAt,
        nameof(ExpertFacts.Phone) => PhoneAt,
        nameof(ExpertFacts.TermTo) => ToAt,
        _ => NameAt,
    };

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2200 ? day : null;
}
