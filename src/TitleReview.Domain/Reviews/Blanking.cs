using System.Text;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Domain.Reviews;

/// <summary>
/// 给专家看的文字里，指认申报人的都换成 ▇▇▇：姓名、号码、电话、现在与从前的单位。与提交前的残留检查找的是同样的几处；
/// 不管计划要遮什么，一律换，因为打出来的字换掉不伤材料。太平常的简称（人民医院、第二中学）不换。
/// </summary>
public static class Blanking
{
    public const string Mark = "▇▇▇";

    private static readonly IReadOnlySet<Clue> All = Enum.GetValues<Clue>().ToHashSet();

    public static string Blank(this KnownIdentity known, string text)
    {
        var (letters, at) = Letters.Placed(text);
        var named = new bool[text.Length];
        foreach (var (word, match) in ResidualCheck.Find(letters, known, All))
            if (!word.IsCommonEmployer) named.AsSpan(at[match.Start]..(at[match.End - 1] + 1)).Fill(true);

        var blanked = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (!named[i]) blanked.Append(text[i]);
            else if (i == 0 || !named[i - 1]) blanked.Append(Mark);
        return blanked.ToString();
    }
}
