using System.Text.Json;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>补正：退回时要求改的地方，与上次提交相比一点没动的，提交前再问一句，免得白用一次机会。</summary>
public static class CorrectionsCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s) =>
        s.LastSubmission is { } last
            ? s.Corrections.Where(c => !OfficePapers.Holds(s.Terms, c.Place.Slot) && Modules(s, c.Place).All(m => Unchanged(s, last, m))).Select(c =>
                new Finding(FindingGroup.ManualCheck, c.Place, $"退回时要求补正“{c.PlaceName}”：{c.Sentence}这一项的内容和材料与上次提交时一样，请确认已经补正。", "fix"))
            : [];

    /// <summary>清单上的一项说的是全份，改了哪个模块都算动过。</summary>
    private static IEnumerable<string> Modules(PrecheckSubject s, FormPlace place) =>
        place.Field is { } field && s.Terms.Module(place.Module)?.Fields.Any(f => f.Key == field) != true ? s.Terms.Modules.Select(m => m.Key) : [place.Module];

    private static bool Unchanged(PrecheckSubject s, Submission last, string module)
    {
        var slots = s.Terms.Slots.Where(t => t.Module == module && t.FilledBy is null).Select(t => t.Key).ToHashSet();
        return Text(s.Form.Rows(module)) == Text(last.Form.Rows(module))
            && s.Materials.Where(m => slots.Contains(m.Slot)).Select(m => m.Id).ToHashSet().SetEquals(last.Materials.Where(m => slots.Contains(m.Slot)).Select(m => m.Id));
    }

    private static string Text(IReadOnlyList<FormRow> rows) =>
        JsonSerializer.Serialize(rows.Select(r => new { r.Id, Values = r.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new { v.Key, v.Value }) }));
}
