using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>
/// 盲评（TC-21、BZ-21、AK-16）：每一页都答了是否遮盖；图上、正文里、文件名里还露着本人姓名等的，一处一句。
/// 只有逐字相同的才按计划挡住；很像的机器说不准，请人核对。
/// </summary>
public static class MaskingCheck
{
    /// <summary>问题项落在遮盖页上，不在哪个填报模块里。</summary>
    public const string Place = "masking";

    private const string Clause = "masking";

    public static IEnumerable<Finding> Check(PrecheckSubject s) =>
        s.Terms.Masking.Items.Count == 0 ? [] : [.. Unanswered(s), .. StillBare(s), .. InWords(s)];

    private static IEnumerable<Finding> Unanswered(PrecheckSubject s)
    {
        foreach (var slot in Shown(s).GroupBy(p => p.Slot))
            if (slot.Count(p => p.Page.Masked is null) is > 0 and var left)
                yield return Finding.Block(Place, $"“{slot.Key.Title}”还有 {left} 张没有回答是否需要遮盖，请到“检查本人姓名遮盖”逐张看过。", Clause, slot: slot.Key.Key);
        if (s.Pages.Count(p => p.Search == PageSearch.Waiting) is > 0 and var waiting)
            yield return Finding.Remind(Place, $"还有 {waiting} 张机器没有找完要遮盖的地方，过一会儿再看；等不及的，请自己看过全图。", Clause);
    }

    private static IEnumerable<Finding> StillBare(PrecheckSubject s)
    {
        foreach (var (slot, material, page) in Shown(s).Where(p => p.Page.Masked is not null))
        {
            var where = $"“{slot.Title}”中的“{material.FileName}”{(material.Pages > 1 ? $"第 {page.No} 页" : "")}";
            foreach (var bare in page.Bare) yield return Residual(s, Place, bare.Confidence == Confidence.Sure, $"{where}：{bare.Why}，没有遮盖。", slot: slot.Key);
            if (page.Masked is false)
                foreach (var hit in page.Reading?.Written ?? []) yield return Residual(s, Place, hit.Exact, $"{where}：{hit.Sentence}", slot: slot.Key);
        }
    }

    /// <summary>专家看得到的文字。文件名与 PDF 自带的标题、作者专家看不到，只提醒。</summary>
    private static IEnumerable<Finding> InWords(PrecheckSubject s)
    {
        if (s.Known is not { } known) yield break;

        var clues = Clues.For(s.Terms.Masking.Items);
        foreach (var (module, row, field) in BlindForm.Written(s.Terms, s.Form))
        {
            // 总结里的姓名、单位，另有一条规则管（TC-26）。
            if (module.Key == FormCatalogue.Summary && s.Terms.Summary.ForbidOwnNames) continue;
            foreach (var hit in ResidualCheck.Of([new($"{module.Title}的“{field.Label}”", row[field.Key])], known, clues))
                yield return Residual(s, module.Key, hit.Exact, hit.Common ? hit.Sentence : $"{hit.Sentence}专家看到时这几个字会被遮住。", module.Repeats ? row.Id : null, field.Key);
        }

        foreach (var (slot, material, _) in Shown(s).Where(p => p.Page.No == 1))
            foreach (var (what, words) in new[] { ("文件名", material.FileName), ("文件自带的标题、作者", material.InnerWords ?? "") })
                foreach (var clue in ResidualCheck.Of([new($"“{slot.Title}”的{what}", words)], known, clues).Select(hit => hit.Clue).Distinct())
                    yield return Finding.Remind(Place, $"“{slot.Title}”中“{material.FileName}”的{what}里有本人的{clue.Label()}。专家看不到{what}，可以不改。", Clause, slot: slot.Key);
    }

    private static Finding Residual(PrecheckSubject s, string module, bool exact, string sentence, Guid? row = null, string? field = null, string? slot = null) =>
        exact && s.Terms.Masking.Residual == ResidualRule.Block ? Finding.Block(module, sentence, Clause, row, field, slot) : Finding.Check(module, sentence, Clause, row, field, slot);

    private static IEnumerable<(SlotTerms Slot, Material Material, MaterialPage Page)> Shown(PrecheckSubject s) =>
        from slot in s.Terms.Slots
        where slot.FilledBy is null
        from material in s.Materials
        where material.Slot == slot.Key
        from page in s.Pages
        where page.MaterialId == material.Id
        select (slot, material, page);
}
