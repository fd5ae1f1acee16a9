using TitleReview.Documents.Letters;
using TitleReview.Documents.Profiles;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Forms;

namespace TitleReview.App.Meetings;

/// <summary>综合情况表：一览表的各栏作表头，下面照填的表列考核、学历、业绩、奖项、论文。</summary>
internal static class Profile
{
    /// <summary>左、中、右三栏。</summary>
    private static readonly IReadOnlyList<IReadOnlyList<string>> Sides =
        [[FormCatalogue.Appraisal, FormCatalogue.Education, FormCatalogue.Qualification, FormCatalogue.Training], [FormCatalogue.Achievement], [FormCatalogue.Award, FormCatalogue.Property, FormCatalogue.Paper]];

    /// <summary>一页放不下的：证明人、学制之类，案卷里有。</summary>
    private static readonly HashSet<string> LeftOut = ["witness", "length", "number"];

    /// <summary>长的栏目占得宽些。</summary>
    private const double Narrow = 1, Wide = 2.2, NarrowMillimetres = 26;

    public static ProfilePerson Of(OverviewPerson person, bool named)
    {
        var columns = OverviewColumn.Of(named, [person.Terms]).Where(c => c.Name is not ("序号" or "编号")).ToList();
        return new(named ? $"议程第 {person.No} 位" : $"编号 {person.Code}，议程第 {person.No} 位",
            [.. columns.Select(c => new SheetCell(c.Name, c.Value(person))), .. Enumerable.Repeat(new SheetCell("", ""), (5 - columns.Count % 5) % 5)],
            [.. Sides.Select(keys => (IReadOnlyList<ProfileSection>)[.. keys.Where(key => person.Terms.Modules.Any(m => m.Key == key)).Select(key => person.Terms.Module(key)).OfType<FormModule>().Select(module => Section(person, module, named))])]);
    }

    /// <summary>电子表格：基本情况一张，填的表各一张，头一栏写着是谁的。</summary>
    public static IReadOnlyList<TableSheet> Tables(TableSheet overview, IReadOnlyList<OverviewPerson> people, bool named) =>
    [
        overview with { Name = "基本情况" },
        .. from key in Sides.SelectMany(keys => keys)
           let filled = people.Select(p => (Person: p, Module: p.Terms.Modules.Any(m => m.Key == key) ? p.Terms.Module(key) : null)).Where(p => p.Module is not null).Select(p => (p.Person, Section: Section(p.Person, p.Module!, named))).ToList()
           where filled.Count > 0
           select new TableSheet(filled[0].Section.Title, filled[0].Section.Title, overview.Line,
               [new("议程", 14), new(named ? "姓名" : "编号", 24), .. filled[0].Section.Columns.Select(c => new TableColumn(c.Head, c.Width * NarrowMillimetres, LeftAligned: c.Width > Narrow))],
               [.. filled.SelectMany(f => f.Section.Rows.Select(row => (IReadOnlyList<string>)[$"{f.Person.No}", named ? f.Person.Applicant.Name : f.Person.Code, .. row]))], overview.MadeAt, A3: true),
    ];

    /// <summary>编号版只列盲评案卷也给看的栏目；计划另加的栏目不列。</summary>
    private static ProfileSection Section(OverviewPerson person, FormModule module, bool named)
    {
        var common = FormCatalogue.Module(module.Key);
        List<FormField> fields = [.. (named ? module.Fields : BlindForm.Fields(module)).Where(f => !LeftOut.Contains(f.Key) && common?.Field(f.Key) is not null)];
        var rows = person.Form.Rows(module.Key);
        // 考核看最近几年，由计划定；没有定的全列。
        if (module.Key == FormCatalogue.Appraisal && person.Terms.Appraisal.RecentYears is { } years) rows = [.. rows.OrderByDescending(r => r["year"], StringComparer.Ordinal).Take(years)];
        return new(module.Title, [.. fields.Select(f => new SheetColumn(f.Label, f.Kind == FieldKind.LongText || f.MaxLength > 100 ? Wide : Narrow))], [.. rows.Select(r => (IReadOnlyList<string>)[.. fields.Select(f => person.Show(r[f.Key]))])]);
    }
}
