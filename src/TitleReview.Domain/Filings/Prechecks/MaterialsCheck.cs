using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>材料：每个要求的栏目、每一行都有扫描件；格式、清晰度合乎计划；机器查不了的列为须人工核对。</summary>
public static class MaterialsCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        foreach (var (slot, row) in SlotMatching.Expected(s))
        {
            var files = SlotMatching.Of(s.Materials, slot, row);
            var clause = slot.Clause ?? "materials.format";
            if (slot.Required && files.Count == 0 && !SatisfiedByGroup(s, slot, row))
                yield return Finding.Block(slot.Module, $"{Where(s, slot, row)}没有上传{GroupHint(s, slot)}。", clause, row?.Id, slot: slot.Key);
            if (files.Count > 0 && slot.ManualCheck is not null)
                yield return Finding.Check(slot.Module, $"{Where(s, slot, row)}：{slot.ManualCheck}", clause, row?.Id, slot: slot.Key);
            foreach (var file in files)
            {
                if (!s.Terms.Files.Kinds.Contains(file.Kind))
                    yield return Finding.Block(slot.Module, $"{Where(s, slot, row)}中的“{file.FileName}”是 {file.Kind.ToUpperInvariant()}，请改为 {string.Join("、", s.Terms.Files.Kinds).ToUpperInvariant()} 再传。", "materials.format", row?.Id, slot: slot.Key);
                if (file.Width > 0 && Math.Min(file.Width, file.Height) < s.Terms.Files.MinPixels && slot.Key != "photo")
                    yield return Finding.Block(slot.Module, $"{Where(s, slot, row)}中的“{file.FileName}”只有 {file.Width}×{file.Height} 像素，放大后看不清，请重新扫描（短边不少于 {s.Terms.Files.MinPixels} 像素）。", "materials.format", row?.Id, slot: slot.Key);
            }
        }

        if (s.Materials.Count > 0 && s.Terms.Masking.Items.Count > 0)
            yield return Finding.Check(FormCatalogue.Other, $"盲评要求在附件中遮盖{string.Join("、", s.Terms.Masking.Items)}，请逐张核对。", "masking");
    }

    private static bool SatisfiedByGroup(PrecheckSubject s, SlotTerms slot, FormRow? row) =>
        slot.AnyOf is not null && s.Terms.Slots.Where(o => o.AnyOf == slot.AnyOf && o.Module == slot.Module).Any(o => SlotMatching.Of(s.Materials, o, row).Count > 0);

    private static string GroupHint(PrecheckSubject s, SlotTerms slot) =>
        slot.AnyOf is null ? "" : $"（{string.Join("、", s.Terms.Slots.Where(o => o.AnyOf == slot.AnyOf).Select(o => $"“{o.Title}”"))}任传一种）";

    private static string Where(PrecheckSubject s, SlotTerms slot, FormRow? row)
    {
        if (row is null) return $"“{slot.Title}”";
        var rows = s.Rows(slot.Module);
        return $"“{s.Terms.Module(slot.Module)!.Title}”第 {IndexOf(rows, row) + 1} 行的“{slot.Title}”";
    }

    private static int IndexOf(IReadOnlyList<FormRow> rows, FormRow row)
    {
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Id == row.Id) return i;
        return -1;
    }
}

/// <summary>哪些栏目此时有效：条件成立的栏目，按行的每行一份。填报页与预审用同一个答案。</summary>
public static class SlotMatching
{
    public static IEnumerable<(SlotTerms Slot, FormRow? Row)> Expected(PrecheckSubject s) =>
        from slot in s.Terms.Slots
        from place in slot.PerRow ? s.Rows(slot.Module).Select(r => (FormRow?)r) : [null]
        where Applies(slot, s.Form, place, s.Employer.EmployerKind)
        select (slot, place);

    public static bool Applies(SlotTerms slot, FilingForm form, FormRow? row, Organizations.EmployerKind? employerKind)
    {
        if (slot.When is not { } when) return true;
        if (when.EmployerKinds is { } kinds && (employerKind is null || !kinds.Contains(employerKind.Value))) return false;
        if (when.Field is null || when.Values is null) return true;
        return row is not null
            ? when.Values.Contains(row[when.Field])
            : form.Rows(slot.Module).Any(r => when.Values.Contains(r[when.Field]));
    }

    public static IReadOnlyList<Material> Of(IReadOnlyList<Material> materials, SlotTerms slot, FormRow? row) =>
        [.. materials.Where(m => m.Slot == slot.Key && m.RowId == row?.Id)];
}
