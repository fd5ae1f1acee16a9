using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Domain.Reviews;

/// <param name="No">全案第几张，地址里也只用它。</param>
public sealed record BlindScan(int No, string Name);

public sealed record BlindRow(string Name, IReadOnlyList<(string Label, string Value)> Facts);

/// <summary>案卷里的一个模块：填的、给看的图、没有处理遮盖而不给看的。</summary>
public sealed record BlindSection(string Key, string Title, IReadOnlyList<BlindRow> Rows, IReadOnlyList<BlindScan> Scans, IReadOnlyList<string> Withheld);

/// <summary>
/// 盲评案卷：专家看到的全部，申报人事先看到的也是它（E1、A22）。里面没有姓名、号码、单位、文件名、时刻，
/// 也没有申报、材料、行的号：写在这里的，页面才拿得到。
/// </summary>
/// <param name="Code">编号；申报人事先看的没有。</param>
/// <param name="Masks">计划要求遮盖。</param>
public sealed record BlindCase(
    string? Code, string Series, string Specialty, string Level, string Path, string TitleName, bool Masks, IReadOnlyList<BlindSection> Sections)
{
    public static BlindCase Of(BlindSubject subject, KnownIdentity known, string? code)
    {
        var (terms, choice) = (subject.Terms, subject.Choice);
        var pages = BlindPages.Of(subject);
        return new(code, choice.Series, choice.Specialty, choice.Grade.Label(), choice.Path.Label(), terms.TitleName(choice), subject.Masks,
            [.. terms.Modules.Select(m => terms.Module(m.Key)).OfType<FormModule>()
                .Select(module => Section(module, subject.Form, known, [.. pages.Where(p => p.Module == module.Key)]))
                .Where(s => s.Rows.Count + s.Scans.Count + s.Withheld.Count > 0 || !IsBare(terms.Module(s.Key)!))]);
    }

    private static BlindSection Section(FormModule module, FilingForm form, KnownIdentity known, IReadOnlyList<BlindPage> pages)
    {
        List<FormField> fields = [.. BlindForm.Fields(module)];
        var rows = fields.Count == 0 ? [] : module.Repeats ? form.Rows(module.Key) : [form.Single(module.Key)];
        return new(module.Key, module.Title,
            [.. rows.Select((row, at) => new BlindRow(module.Repeats ? $"{module.RowName}（第 {at + 1} 行）" : "", [.. fields.Select(f => (f.Label, Value(row[f.Key], known)))]))],
            [.. pages.Where(p => p.No is not null).Select(p => new BlindScan(p.No!.Value, p.Name))],
            [.. pages.Where(p => p.No is null).Select(p => p.Name)]);
    }

    private static string Value(string value, KnownIdentity known) => value.Length == 0 ? FormField.None : known.Blank(value);

    /// <summary>没有栏目可填的模块，没有材料就不必列出。</summary>
    private static bool IsBare(FormModule module) => !BlindForm.Fields(module).Any();
}
