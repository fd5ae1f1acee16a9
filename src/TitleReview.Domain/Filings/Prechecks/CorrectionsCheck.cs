using System.Text.Json;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>补正：退回时要求改的地方，与上次提交相比一点没动的，提交前再问一句，免得白用一次机会。</summary>
public static class CorrectionsCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s) =>
        s.LastSubmission is { } last
            ? s.Corrections.Where(c => !OfficePapers.Holds(s.Terms, c.Place.Slot) && Unchanged(s, last, c.Place.Module)).Select(c =>
                new Finding(FindingGroup.ManualCheck, c.Place, $"退回时要求补正“{c.PlaceName}”：{c.Sentence}这一项的内容和材料与上次提交时一样，请确认已经补正。", "fix"))
            : [];

    private static bool Unchanged(PrecheckSubject s, Submission last, string module)
    {
        var slots = s.Terms.Slots.Where(t => t.Module == module && t.FilledBy is null).Select(t => t.Key).ToHashSet();
        return Text(s.Form.Rows(module)) == Text(last.Form.Rows(module))
            && s.Materials.Where(m => slots.Contains(m.Slot)).Select(m => m.Id).ToHashSet().SetEquals(last.Materials.Where(m => slots.Contains(m.Slot)).Select(m => m.Id));
    }

    private static string Text(IReadOnlyList<FormRow> rows) =>
        JsonSerializer.Serialize(rows.Select(r => new { r.Id, Values = r.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new { v.Key, v.Value }) }));
}
