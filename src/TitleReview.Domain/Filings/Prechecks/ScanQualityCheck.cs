using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>扫描件看不看得清（A17）：模糊、太暗、几乎空白、分辨率低、倒着、与前面的一张是同一页。计划列为不许的挡住提交，其余提醒。</summary>
public static class ScanQualityCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s) =>
        from material in s.Materials
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
        var pages = s.Pages.Where(p => p.MaterialId == material.Id && p.Reading is not null).OrderBy(p => p.No).ToList();
        if (material.Look is null)
        {
            // PDF 没有逐页量过，只有读过字才知道。
            foreach (var page in pages.Where(p => p.Reading!.LinesRead == 0)) yield return new ScanFinding(ScanFault.NearlyBlank, $"第 {page.No} 页没有读出字来，请看是否空白、是否看得清。");
            foreach (var page in pages.Where(p => p.Reading is { Turn: not 0, LinesRead: > 0 })) yield return new ScanFinding(ScanFault.TextTurned, $"第 {page.No} 页的字没有转正，请转正后重新上传。");
            yield break;
        }

        foreach (var finding in ScanFindings.Of(material.Look!, ScanTerms.Default, pages.FirstOrDefault()?.Reading!.Turn)) yield return finding;

        // 一字不差的另有一句（MaterialsCheck）；这里只对前面传的，一对只说一次。
        var earlier = s.Materials.TakeWhile(m => m.Id != material.Id).Where(m => m.Look is not null && m.Sha256 != material.Sha256).Select(m => (m.FileName, m.Look!));
        if (ScanFindings.SeenBefore(material.Look!, earlier, ScanTerms.Default) is { } seen) yield return seen;
    }
}
