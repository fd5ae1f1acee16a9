using TitleReview.Domain.People;

namespace TitleReview.Domain.Tests.People;

public sealed class A_resident_id
{
    private static readonly DateOnly Today = new(2023, 9, 18);

    private const string BirthDate = "身份证号码中的出生日期不是真实的日期，请核对第 7 至 14 位。";
    private const string Digits = "身份证号码前 17 位应为数字，末位为数字或 X。";
    private const string CheckDigitWrong = "身份证号码的校验位不对，请逐位核对。";

    [Theory(DisplayName = "身份证号码：出生日期与性别由号码得出")]
    [InlineData("11010519491231002X", 1949, 12, 31, Sex.Female)]
    [InlineData("440524188001010014", 0, 0, 0, Sex.Male)]
    [InlineData("654201198501150021", 1985, 1, 15, Sex.Female)]
    [InlineData("65420119880229001X", 1988, 2, 29, Sex.Male)]
    public void Gives_birth_date_and_sex(string number, int year, int month, int day, Sex sex)
    {
        var right = number[..17] + ResidentId.CheckDigit(number);
        if (year == 0)
        {
            Assert.Equal(BirthDate, ResidentId.WhyNot(right, Today));
            return;
        }

        Assert.Null(ResidentId.WhyNot(right, Today));
        Assert.Equal(new DateOnly(year, month, day), new ResidentId(right).BirthDate);
        Assert.Equal(sex, new ResidentId(right).Sex);
    }

    [Fact(DisplayName = "国家标准里的例子校验位为 X")]
    public void Of_the_standard_ends_in_X() => Assert.Null(ResidentId.WhyNot("11010519491231002X", Today));

    [Theory(DisplayName = "身份证号码：每一种错都说得出错在哪里")]
    [InlineData("", "请填写身份证号码。")]
    [InlineData("110105491231002", "请填写 18 位身份证号码，15 位旧号码不再使用。")]
    [InlineData("1101051949123100", "身份证号码应为 18 位，现为 16 位。")]
    [InlineData("11010519491231002", "身份证号码应为 18 位，现为 17 位。")]
    [InlineData("11010519491231002X1", "身份证号码应为 18 位，现为 19 位。")]
    [InlineData("11010519491231002x", Digits)]
    [InlineData("1101051949123100AX", Digits)]
    [InlineData("X1010519491231002X", Digits)]
    [InlineData("１1010519491231002X", Digits)]
    [InlineData("11010519491231002Y", Digits)]
    [InlineData("110105194912310 2X", Digits)]
    [InlineData("11010519491331002X", BirthDate)]
    [InlineData("11010519490001002X", BirthDate)]
    [InlineData("11010519490230002X", BirthDate)]
    [InlineData("11010519490229002X", BirthDate)]
    [InlineData("11010518991231002X", BirthDate)]
    [InlineData("11010520230919002X", BirthDate)]
    [InlineData("11010520991231002X", BirthDate)]
    [InlineData("110105194912310020", CheckDigitWrong)]
    [InlineData("11010519491231003X", CheckDigitWrong)]
    [InlineData("11010519491213002X", CheckDigitWrong)]
    [InlineData("11015019491231002X", CheckDigitWrong)]
    public void That_is_wrong_is_told_how(string number, string sentence) => Assert.Equal(sentence, ResidentId.WhyNot(number, Today));

    [Fact(DisplayName = "任何一位抄错、任何相邻两位抄颠倒，都看得出")]
    public void With_one_place_wrong_or_two_swapped_is_noticed()
    {
        const string right = "654201198501150022";
        for (var place = 0; place < 17; place++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
                if (digit != right[place]) Assert.NotNull(ResidentId.WhyNot(right[..place] + digit + right[(place + 1)..], Today));
            if (right[place] != right[place + 1]) Assert.NotNull(ResidentId.WhyNot(right[..place] + right[place + 1] + right[place] + right[(place + 2)..], Today));
        }
    }

    [Fact(DisplayName = "显示时隐去中间八位")]
    public void Is_masked_where_it_is_shown()
    {
        Assert.Equal("654201********0021", new ResidentId("654201198501150021").Masked);
        Assert.Equal("******", ResidentId.Mask("123"));
    }
}
