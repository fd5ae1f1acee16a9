using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>材料：每个要求的栏目、每一行都有扫描件，任交几种的够数；格式、清晰度合乎计划；机器查不了的列为须人工核对。</summary>
public static class MaterialsCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        foreach (var (slot, row) in SlotMatching.Expected(s))
        {
            var files = SlotMatching.Of(s.Materials, slot, row);
            var clause = slot.Clause ?? "materials.format";
            if (slot.Required && files.Count == 0)
                yield return Finding.Block(slot.Module, $"{Where(s, slot, row)}没有上传。", clause, row?.Id, slot: slot.Key);
            else if (files.Count > 0 && files.Count < slot.MinFiles)
                yield return Finding.Block(slot.Module, $"{Where(s, slot, row)}至少要传 {slot.MinFiles} 个文件，现有 {files.Count} 个。", clause, row?.Id, slot: slot.Key);
            foreach (var file in files)
                foreach (var sentence in Faults(s.Terms.Files, slot, file))
                    yield return Finding.Block(slot.Module, $"{Where(s, slot, row)}中的“{file.FileName}”{sentence}", "materials.format", row?.Id, slot: slot.Key);
        }

        foreach (var finding in ForPeople(s).Concat(Twice(s)).Concat(Again(s))) yield return finding;

        foreach (var (group, slots, row) in SlotMatching.Groups(s))
            if (slots.Count(slot => SlotMatching.Of(s.Materials, slot, row).Count > 0) is var given && given < group.AtLeast)
            {
                var empty = slots.First(slot => SlotMatching.Of(s.Materials, slot, row).Count == 0);
                yield return Finding.Block(empty.Module, $"{Where(s, empty, row)}没有上传（{string.Join("、", slots.Select(o => $"“{o.Title}”"))}{HowMany(group, slots.Count)}，现有 {given} 种）。",
                    group.Clause ?? empty.Clause ?? "materials.format", row?.Id, slot: empty.Key);
            }
    }

    /// <summary>机器查不了的：一个栏目一句，逐行各传一份的也只说一次。</summary>
    private static IEnumerable<Finding> ForPeople(PrecheckSubject s) =>
        from expected in SlotMatching.Expected(s)
        where expected.Slot.ManualCheck is not null && SlotMatching.Of(s.Materials, expected.Slot, expected.Row).Count > 0
        group expected by expected.Slot into given
        select Finding.Check(given.Key.Module, $"{(given.Key.PerRow ? $"“{s.Terms.Module(given.Key.Module)!.Title}”各行的" : "")}“{given.Key.Title}”：{given.Key.ManualCheck}",
            given.Key.Clause ?? "materials.format", given.First().Row?.Id, slot: given.Key.Key);

    /// <summary>同一个文件传到了两处，多半有一处传错了（BZ-06）。</summary>
    private static IEnumerable<Finding> Twice(PrecheckSubject s) =>
        from same in s.Materials.GroupBy(m => m.Sha256)
        let places = SlotMatching.Expected(s).Where(e => same.Any(m => m.Slot == e.Slot.Key && m.RowId == e.Row?.Id)).ToList()
        where places.Count > 1
        select Finding.Remind(places[1].Slot.Module, $"{string.Join("、", places.Select(p => Where(s, p.Slot, p.Row)))}传的是同一个文件，请核对没有传错。", "materials.format", places[1].Row?.Id, slot: places[1].Slot.Key);

    /// <summary>同一个文件在同一处传了不止一次。</summary>
    private static IEnumerable<Finding> Again(PrecheckSubject s) =>
        from expected in SlotMatching.Expected(s)
        from same in SlotMatching.Of(s.Materials, expected.Slot, expected.Row).GroupBy(m => m.Sha256)
        where same.Count() > 1
        select Finding.Remind(expected.Slot.Module, $"{Where(s, expected.Slot, expected.Row)}里同一个文件传了 {same.Count()} 次，请删去多的。", "materials.format", expected.Row?.Id, slot: expected.Slot.Key);

    /// <summary>“任传一种”“任传 2 种”“都要传”。</summary>
    public static string HowMany(SlotGroup group, int of) => group.AtLeast >= of ? "都要传" : group.AtLeast == 1 ? "任传一种" : $"任传 {group.AtLeast} 种";

    private static IEnumerable<string> Faults(FileTerms terms, SlotTerms slot, Material file)
    {
        var kinds = slot.Kinds ?? terms.Kinds;
        if (!kinds.Contains(file.Kind)) yield return $"是 {file.Kind.ToUpperInvariant()}，请改为 {string.Join("、", kinds).ToUpperInvariant()} 再传。";
        if (file.Width == 0) yield break;

        if (slot.Key == SlotTerms.Photo)
        {
            if (terms.Photo is not { } photo) yield break;
            if (file.Width < photo.MinWidth || file.Height < photo.MinHeight)
                yield return $"只有 {file.Width}×{file.Height} 像素，证件照不少于 {photo.MinWidth}×{photo.MinHeight} 像素，请换清晰的照片。";
            // 宽高比之差，按百分数的整数比，不用小数。
            if (Math.Abs((long)file.Width * photo.RatioHeight - (long)file.Height * photo.RatioWidth) * 100 > (long)file.Height * photo.RatioWidth * photo.TolerancePercent)
                yield return $"的宽高比不是一寸照的 {photo.RatioWidth}:{photo.RatioHeight}，请裁成一寸免冠照片再传。";
        }
        else if (Math.Min(file.Width, file.Height) < terms.MinPixels)
            yield return $"只有 {file.Width}×{file.Height} 像素，放大后看不清，请重新扫描（短边不少于 {terms.MinPixels} 像素）。";
    }

    private static string Where(PrecheckSubject s, SlotTerms slot, FormRow? row)
    {
        if (row is null) return $"“{slot.Title}”";
        return $"“{s.Terms.Module(slot.Module)!.Title}”第 {s.Rows(slot.Module).TakeWhile(r => r.Id != row.Id).Count() + 1} 行的“{slot.Title}”";
    }
}
