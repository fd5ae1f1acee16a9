using System.Text.RegularExpressions;
using TitleReview.Tests.Support;

namespace TitleReview.Web.Tests;

public sealed partial class HouseTests
{
    [Fact(DisplayName = "页面与组件不超过 150 行")]
    public void Pages_are_short() =>
        Assert.Empty(Razor().Where(file => File.ReadLines(file).Count() > 150).Select(Path.GetFileName));

    [Fact(DisplayName = "不输出未转义的 HTML")]
    public void Nothing_is_written_unescaped() =>
        Assert.Empty(Razor().Where(file => File.ReadAllText(file).Contains("MarkupString", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact(DisplayName = "看得见的字都是中文")]
    public void Visible_words_are_Chinese() =>
        Assert.Empty(Razor().SelectMany(file => EnglishIn(File.ReadAllText(file)).Select(word => $"{Path.GetFileName(file)}: {word}")));

    private static IEnumerable<string> EnglishIn(string razor)
    {
        var markup = razor.Split("@code {")[0];
        var texts = VisibleText().Matches(markup).Select(m => m.Value).Concat(VisibleAttribute().Matches(markup).Select(m => m.Value));
        return texts.Where(text => !text.Contains('@', StringComparison.Ordinal) && !text.Contains('{', StringComparison.Ordinal)).SelectMany(text => EnglishWord().Matches(text).Select(m => m.Value));
    }

    private static IEnumerable<string> Razor() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "TitleReview.Web"), "*.razor", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<=(?<![=-])>)[^<>@{}();=]+(?=</)", RegexOptions.None, 1000)]
    private static partial Regex VisibleText();

    [GeneratedRegex(@"(?<=\b(?:aria-label|alt|title|placeholder|Label|Title|Hint|Summary)="")[^""]*", RegexOptions.None, 1000)]
    private static partial Regex VisibleAttribute();

    [GeneratedRegex("[A-Za-z]{4,}", RegexOptions.None, 1000)]
    private static partial Regex EnglishWord();
}
