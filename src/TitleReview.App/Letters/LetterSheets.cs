using TitleReview.App.Filings;
using TitleReview.Documents.Letters;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Letters;

/// <summary>两种表格式的文书怎么填。</summary>
internal static class LetterSheets
{
    private static readonly string[][] ExemptionCells =
    [
        ["姓名", "性别", "出生年月"], ["身份证号", "学历", "学位"], ["毕业情况"], ["单位", "参加工作时间"], ["现任职务", "资格名称"],
    ];

    private static readonly Dictionary<string, string> Printed = new(StringComparer.Ordinal)
    {
        ["毕业情况"] = "何时何学校何专业毕业", ["单位"] = "现工作单位", ["现任职务"] = "现有专业技术职务", ["资格名称"] = "拟申报专业技术职务",
    };

    /// <summary>免除继续教育学习申请表（BZ-32）：由谁审核盖章，按事由、是否已经返回定好，印在格子里。</summary>
    public static SheetData Exemption(LetterTerms letter, TrainingExemption exemption, bool returned, FilingDossier d, IReadOnlyDictionary<string, string> words, Moment now) => new()
    {
        Title = letter.Title,
        Cells = [.. ExemptionCells.Select(row => row.Select(name => new SheetCell(Printed.GetValueOrDefault(name, name), words[name])).ToList())],
        Blocks =
        [
            new SheetBlock("免学理由", $"{(returned ? "曾参加" : "正在参加")}{exemption.Name}，免学年度：{string.Join("、", d.ExemptYears(exemption.Name))}。", 40, []),
            new SheetBlock("审核意见", $"（由{(returned ? exemption.StampAfterReturn : exemption.StampWhileServing)}审核）", 55, letter.Signatures),
        ],
        Notes = [.. NoticeText.Fill(letter.Text, words).Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        PrintedAt = now.Instant,
    };

    /// <summary>材料清单：各栏传了几份，缺的空着，供纸质材料对照装袋。</summary>
    public static SheetData Materials(LetterTerms letter, FilingDossier d, IReadOnlyDictionary<string, string> words, Moment now)
    {
        var asked = d.Plan.Terms.Slots.Where(s => s.PerRow ? d.Materials.Any(m => m.Slot == s.Key) : SlotMatching.Applies(s, d.Filing.Choice, d.Employer.EmployerKind, d.Filing.Form, null)).ToList();
        return new SheetData
        {
            Title = letter.Title,
            Line = $"{words["单位"]}　{words["姓名"]}　{words["系列"]} · {words["专业"]} · {words["级别"]}　编号 {d.Filing.Number}",
            Columns = [new("序号", 1), new("材料名称", 7), new("份数", 1.5), new("备注", 3)],
            Rows = [.. asked.Select((slot, at) => (IReadOnlyList<string>)[$"{at + 1}", slot.Title, d.Materials.Count(m => m.Slot == slot.Key) is > 0 and var count ? $"{count}" : "", slot.Required ? "" : "有的才交"])],
            Signatures = letter.Signatures,
            PrintedAt = now.Instant,
        };
    }
}
