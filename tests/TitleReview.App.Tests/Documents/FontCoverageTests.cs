using TitleReview.Documents.Fonts;

namespace TitleReview.App.Tests.Documents;

public sealed class FontCoverageTests
{
    private static readonly FontCoverage Coverage = FontCoverage.Of(Printing.WorkerFolder);

    [Theory(DisplayName = "常用字、人名用字、维吾尔文、单位符号都能印")]
    [InlineData(null), InlineData(""), InlineData("阿不都热合曼·买买提\n\t 喆堃䶮龘"), InlineData("ئابدۇراخمان ئۇيغۇر ۋۈۆڭچپژگھە")]
    [InlineData("ABC xyz 0123 №㎡m³℃≤±‰×÷√∑αβμΩⅠⅡ①②—…“”《》")]
    public void These_can_be_drawn(string? text) => Assert.Empty(Coverage.Missing(text));

    [Fact(DisplayName = "印不出来的字一一指明，每字一次")]
    public void What_cannot_be_drawn_is_named_once() =>
        Assert.Equal(["\uE123", "\U0002CEB0"], Coverage.Missing("王\uE123\U0002CEB0李\uE123"));
}
