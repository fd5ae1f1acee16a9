using TitleReview.Domain.Organizations;

namespace TitleReview.Domain.Tests.Organizations;

public sealed class A_credit_code
{
    private const string CheckDigitWrong = "统一社会信用代码的校验位不对，请对照营业执照或法人证书核对。";
    private const string Alphabet = "统一社会信用代码只含数字和大写字母，不含 I、O、S、V、Z，请核对。";

    [Theory(DisplayName = "统一社会信用代码：合规的收下"), Trait("rule", "TC-12")]
    [InlineData("91350100M000100Y43")]
    [InlineData("12100000400000624D")]
    [InlineData("911100007109310534")]
    [InlineData("91440300708461136T")]
    public void That_is_right_is_taken(string code) => Assert.Null(CreditCode.WhyNot(code));

    [Theory(DisplayName = "统一社会信用代码：每一种错都说得出错在哪里"), Trait("rule", "TC-12")]
    [InlineData("", "请填写统一社会信用代码。")]
    [InlineData("91350100M000100Y4", "统一社会信用代码应为 18 位，现为 17 位。")]
    [InlineData("91350100M000100Y433", "统一社会信用代码应为 18 位，现为 19 位。")]
    [InlineData("913501000001001", "统一社会信用代码应为 18 位，现为 15 位。")]
    [InlineData("91350100M000100I43", Alphabet)]
    [InlineData("91350100M000100O43", Alphabet)]
    [InlineData("91350100S000100Y43", Alphabet)]
    [InlineData("91350100V000100Y43", Alphabet)]
    [InlineData("91350100Z000100Y43", Alphabet)]
    [InlineData("91350100m000100y43", Alphabet)]
    [InlineData("91350100M000100Y4 ", Alphabet)]
    [InlineData("９1350100M000100Y43", Alphabet)]
    [InlineData("91350100M000100-43", Alphabet)]
    [InlineData("91350100M000100Y44", CheckDigitWrong)]
    [InlineData("91350100M000100Y4X", CheckDigitWrong)]
    [InlineData("19350100M000100Y43", CheckDigitWrong)]
    [InlineData("91350100M000010Y43", CheckDigitWrong)]
    [InlineData("91350100M000100Y34", CheckDigitWrong)]
    public void That_is_wrong_is_told_how(string code, string sentence) => Assert.Equal(sentence, CreditCode.WhyNot(code));

    [Fact(DisplayName = "任何一位抄错，校验位都看得出"), Trait("rule", "TC-12")]
    public void With_any_one_place_wrong_is_noticed()
    {
        const string right = "91350100M000100Y43", letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        for (var place = 0; place < 18; place++)
            foreach (var letter in letters.Where(l => l != right[place]))
                Assert.NotNull(CreditCode.WhyNot(right[..place] + letter + right[(place + 1)..]));
    }

    [Fact(DisplayName = "前后空格与小写先理顺再校验")]
    public void Is_put_in_order_first() => Assert.Null(CreditCode.WhyNot(CreditCode.Normalize(" 91350100m000100y43\t")));
}
