using TitleReview.Documents.Letters;
using TitleReview.Documents.Profiles;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Forms;

namespace TitleReview.App.Meetings;

/// <summary>综合情况表：一览表的各栏作表头，下面照填的表列考核、学历、业绩、奖项、论文。</summary>
internal static class Profile
{
    /// <summary>左、中、右三栏。</summary>
    private static readonly IReadOnlyList<IReadOnlyList<string>> Sides =
        [[FormCatalogue.Appraisal, FormCatalogue.Education, FormCatalogue.Qualification, FormCatalogue.Training], [FormCatalogue.Achievement], [FormCatalogue.Award, FormCatalogue.Property, FormCatalogue.Paper]];

    /// <summary>长的栏目占得宽些。</summary>
    private const double Narrow = 1, Wide = 2.2;

    public static ProfilePerson Of(OverviewPerson person, bool named)
    {
        var columns = OverviewColumn.Of(named).Where(c => c.Name is not ("序号" or "编号")).ToList();
        return new(named ? $"议程第 {person.No} 位" : $"编号 {person.Code}，议程第 {person.No} 位",
            [.. columns.Select(c => new SheetCell(c.Name, c.Value(person))), .. Enumerable.Repeat(new SheetCell("", ""), (5 - columns.Count % 5) % 5)],
            [.. Sides.Select(keys => (IReadOnlyList<ProfileSection>)[.. keys.Where(key => person.Terms.Modules.Any(m => m.Key == key)).Select(key => person.Terms.Module(key)).OfType<FormModule>().Select(module => Section(person, module, named))])]);
    }

    /// <summary>编号版只列盲评案卷也给看的栏目。</summary>
    private static ProfileSection Section(OverviewPerson person, FormModule module, bool named)
    {
        List<FormField> fields = [.. named ? module.Fields : BlindForm.Fields(module)];
        var rows = person.Form.Rows(module.Key);
        // 考核看最近几年，由计划定；没有定的全列。
        if (module.Key == FormCatalogue.Appraisal && person.Terms.Appraisal.RecentYears is { } years) rows = [.. rows.OrderByDescending(r => r["year"], StringComparer.Ordinal).Take(years)];
        return new(module.Title, [.. fields.Select(f => new SheetColumn(f.Label, f.Kind == FieldKind.LongText || f.MaxLength > 100 ? Wide : Narrow))], [.. rows.Select(r => (IReadOnlyList<string>)[.. fields.Select(f => person.Show(r[f.Key]))])]);
    }
}
