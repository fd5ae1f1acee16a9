using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>扫描件看不看得清（A17）：模糊、太暗、几乎空白、分辨率低。计划列为不许的挡住提交，其余提醒。</summary>
public static class ScanQualityCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s) =>
        from material in s.Materials
        where material.Look is not null
        let slot = s.Terms.Slots.FirstOrDefault(slot => slot.Key == material.Slot)
        where slot is not null
        from found in ScanFindings.Of(material.Look!, ScanTerms.Default, s.Pages.FirstOrDefault(p => p.MaterialId == material.Id)?.Reading?.Turn)
        let sentence = $"“{slot.Title}”中的“{material.FileName}”：{found.Sentence}"
        where ScanFindings.Concerns(slot.Key, found.Fault)
        select s.Terms.Files.Forbidden?.Contains(found.Fault) is true
            ? Finding.Block(slot.Module, sentence, "materials.format", material.RowId, slot: slot.Key)
            : Finding.Remind(slot.Module, sentence, "materials.format", material.RowId, slot: slot.Key);
}
