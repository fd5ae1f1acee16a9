using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>扫描件看不看得清（A17）：模糊、太暗、几乎空白、分辨率低、倒着、与前面的一张是同一页。计划列为不许的挡住提交，其余提醒。</summary>
public static class ScanQualityCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s) =>
        from material in s.Materials
        where material.Look is not null
        let slot = s.Terms.Slots.FirstOrDefault(slot => slot.Key == material.Slot)
        where slot is not null
        from found in Found(s, material)
        let sentence = $"“{slot.Title}”中的“{material.FileName}”：{found.Sentence}"
        where ScanFindings.Concerns(slot.Key, found.Fault)
        select s.Terms.Files.Forbidden?.Contains(found.Fault) is true
            ? Finding.Block(slot.Module, sentence, "materials.format", material.RowId, slot: slot.Key)
            : Finding.Remind(slot.Module, sentence, "materials.format", material.RowId, slot: slot.Key);

    private static IEnumerable<ScanFinding> Found(PrecheckSubject s, Material material)
    {
        foreach (var finding in ScanFindings.Of(material.Look!, ScanTerms.Default, s.Pages.FirstOrDefault(p => p.MaterialId == material.Id)?.Reading?.Turn)) yield return finding;

        // 一字不差的另有一句（MaterialsCheck）；这里只对前面传的，一对只说一次。
        var earlier = s.Materials.TakeWhile(m => m.Id != material.Id).Where(m => m.Look is not null && m.Sha256 != material.Sha256).Select(m => (m.FileName, m.Look!));
        if (ScanFindings.SeenBefore(material.Look!, earlier, ScanTerms.Default) is { } seen) yield return seen;
    }
}
