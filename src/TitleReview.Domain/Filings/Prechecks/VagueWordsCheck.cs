using System.Text.RegularExpressions;
using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>业绩写实数、写全：“等、若干、大约”说不清有多少，提醒改成具体的（BZ-05）。</summary>
public static partial class VagueWordsCheck
{
    private static readonly string[] Fields = ["name", "role", "effect"];

    public static IEnumerable<Finding> Check(PrecheckSubject s) =>
        from numbered in s.Rows(FormCatalogue.Achievement).Select((row, index) => (Row: row, No: index + 1))
        from field in Fields
        let words = Vague().Matches(numbered.Row[field]).Select(m => $"“{m.Value}”").Distinct().ToList()
        where words.Count > 0 && s.Terms.Module(FormCatalogue.Achievement)?.Field(field) is not null
        select Finding.Remind(FormCatalogue.Achievement,
            $"第 {numbered.No} 行的“{s.Terms.Module(FormCatalogue.Achievement)!.Field(field)!.Label}”用了{string.Join("、", words)}，请改成具体的数目、名称。", "blanks", numbered.Row.Id, field);

    // “等级、高等、二等奖”里的“等”不是省略。
    [GeneratedRegex("若干|大约|大概|(?<![高中平相同初上下优劣均对一二三四特不])等(?![级于待候效同号离奖次])", RegexOptions.None, 1000)]
    private static partial Regex Vague();
}
