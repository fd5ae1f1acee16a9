using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Approvals;

public enum ChangeKind { Added, Changed, Removed, Replaced }

/// <param name="Before">原来的值；新填的为空。</param>
public sealed record FieldChange(string Label, string Before, string After);

/// <summary>两次提交之间改了的一处（N8）。</summary>
/// <param name="Fields">行改了哪几栏。</param>
/// <param name="Gone">换掉、撤去的扫描件，在前一次底稿里。</param>
/// <param name="Came">新传的扫描件。</param>
public sealed record PlaceChange(FormPlace Place, string PlaceName, ChangeKind Kind, IReadOnlyList<FieldChange> Fields, IReadOnlyList<SubmittedMaterial> Gone, IReadOnlyList<SubmittedMaterial> Came)
{
    /// <summary>与 <see cref="JudgedItem.Key"/> 同一处。</summary>
    public string Key => new JudgedItem(Place, PlaceName, default, "").Key;
}

/// <summary>改了什么：行的增、改、删，扫描件的换。比的是两份底稿，按内容的摘要，不按上传的先后。</summary>
public static class FilingChanges
{
    public static IReadOnlyList<PlaceChange> Between(PlanTerms terms, (FilingForm Form, IReadOnlyList<SubmittedMaterial> Files) before, (FilingForm Form, IReadOnlyList<SubmittedMaterial> Files) after)
    {
        List<PlaceChange> changes = [];
        foreach (var module in terms.Modules.Select(m => terms.Module(m.Key)).OfType<FormModule>())
        {
            if (!module.Repeats)
            {
                if (Row(module, new FormPlace(module.Key), module.Title, before.Form.Single(module.Key), after.Form.Single(module.Key)) is { } changed) changes.Add(changed);
            }
            else changes.AddRange(Rows(module, before.Form.Rows(module.Key), after.Form.Rows(module.Key)));

            changes.AddRange(Scans(terms, module, before, after));
        }

        return changes;
    }

    private static IEnumerable<PlaceChange> Rows(FormModule module, IReadOnlyList<FormRow> before, IReadOnlyList<FormRow> after)
    {
        for (var at = 0; at < after.Count; at++)
        {
            var (row, name) = (after[at], $"{module.Title}第 {at + 1} 行");
            if (Row(module, new FormPlace(module.Key, row.Id), name, before.FirstOrDefault(r => r.Id == row.Id), row) is { } changed) yield return changed;
        }

        foreach (var (row, at) in before.Select((row, at) => (row, at)).Where(b => after.All(r => r.Id != b.row.Id)))
            yield return new(new FormPlace(module.Key), $"{module.Title}原第 {at + 1} 行", ChangeKind.Removed, Fields(module, row, null), [], []);
    }

    private static PlaceChange? Row(FormModule module, FormPlace place, string name, FormRow? before, FormRow after) =>
        before is null ? new(place, name, ChangeKind.Added, Fields(module, null, after), [], [])
        : Fields(module, before, after) is { Count: > 0 } fields ? new(place, name, ChangeKind.Changed, fields, [], []) : null;

    private static List<FieldChange> Fields(FormModule module, FormRow? before, FormRow? after) =>
        [.. module.Fields.Select(f => new FieldChange(f.Label, before?[f.Key] ?? "", after?[f.Key] ?? "")).Where(f => f.Before != f.After)];

    private static IEnumerable<PlaceChange> Scans(PlanTerms terms, FormModule module, (FilingForm Form, IReadOnlyList<SubmittedMaterial> Files) before, (FilingForm Form, IReadOnlyList<SubmittedMaterial> Files) after)
    {
        foreach (var slot in terms.Slots.Where(s => s.Module == module.Key && s.FilledBy is null))
            foreach (var row in before.Files.Concat(after.Files).Where(f => f.Slot == slot.Key).Select(f => f.RowId).Distinct())
            {
                var (old, now) = (Of(before.Files, slot.Key, row), Of(after.Files, slot.Key, row));
                var gone = old.Where(f => now.All(n => n.Sha256 != f.Sha256)).ToList();
                var came = now.Where(f => old.All(o => o.Sha256 != f.Sha256)).ToList();
                if (gone.Count + came.Count == 0) continue;

                var at = after.Form.Rows(module.Key).ToList().FindIndex(r => r.Id == row);
                var name = at >= 0 && module.Repeats ? $"{module.Title}第 {at + 1} 行·{slot.Title}" : slot.Title;
                yield return new(new FormPlace(module.Key, row, Slot: slot.Key), name, old.Count == 0 ? ChangeKind.Added : now.Count == 0 ? ChangeKind.Removed : ChangeKind.Replaced, [], gone, came);
            }
    }

    private static List<SubmittedMaterial> Of(IReadOnlyList<SubmittedMaterial> files, string slot, Guid? row) => [.. files.Where(f => f.Slot == slot && f.RowId == row)];
}
