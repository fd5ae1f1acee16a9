using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Reviews;

namespace TitleReview.Domain.Tests.Reviews;

[Trait("rule", "TC-21")]
public sealed class Blanking_for_the_expert
{
    private static readonly KnownIdentity Known = new("古丽娜·艾山", "654201198501150021", "13899001122", ["塔城地区额敏县第二中学", "额敏县云杉河灌溉管理所", "新疆天山建筑科技有限责任公司"])
    {
        OtherNames = ["古丽娜·吐尔"],
        OtherPhones = ["0901-6000077"],
    };

    [Theory(DisplayName = "姓名、号码、电话、单位，怎么写都换掉，前后的字一个不动")]
    [InlineData("项目由古丽娜·艾山主持。", "项目由▇▇▇主持。")]
    [InlineData("项目由古丽娜艾山主持。", "项目由▇▇▇主持。")]
    [InlineData("古 丽 娜　艾 山（主持）", "▇▇▇（主持）")]
    [InlineData("古丽娜•艾山、古丽娜・艾山各一次", "▇▇▇、▇▇▇各一次")]
    [InlineData("古丽娜同志", "▇▇▇同志")]
    [InlineData("曾用名古丽娜·吐尔。", "曾用名▇▇▇。")]
    [InlineData("身份证654201198501150021。", "身份证▇▇▇。")]
    [InlineData("身份证６５４２０１１９８５０１１５００２１。", "身份证▇▇▇。")]
    [InlineData("身份证 6542 0119 8501 1500 21。", "身份证 ▇▇▇。")]
    [InlineData("电话13899001122，0901-6000077。", "电话▇▇▇，▇▇▇。")]
    [InlineData("电话138-9900-1122。", "电话▇▇▇。")]
    [InlineData("在塔城地区额敏县第二中学任教", "在▇▇▇任教")]
    [InlineData("在额敏县第二中学任教", "在▇▇▇任教")]
    [InlineData("在云杉河灌溉管理所工作", "在▇▇▇工作")]
    [InlineData("天山建筑科技承建", "▇▇▇承建")]
    public void Takes_out_whoever_is_named(string text, string blanked) => Assert.Equal(blanked, Known.Blank(text));

    [Theory(DisplayName = "别人的、别家的、太平常的简称，一个字也不换")]
    [InlineData("")]
    [InlineData("，。·")]
    [InlineData("与阿依古丽·图尔逊共同完成")]
    [InlineData("在额敏县第一中学听课")]
    [InlineData("各地的第二中学都一样")]
    [InlineData("合同编号 SL-2022-654，金额 320000 元")]
    public void Leaves_everything_else(string text) => Assert.Equal(text, Known.Blank(text));

    [Fact(DisplayName = "相叠的一起换，不留下一截")]
    public void Takes_out_what_overlaps() =>
        Assert.Equal("▇▇▇、同事", Known.Blank("额敏县云杉河灌溉管理所古丽娜·艾山、同事"));

    [Fact(DisplayName = "残留检查逐字认得出的，换过之后一处也没有了")]
    public void Agrees_with_the_residual_check()
    {
        var all = Enum.GetValues<Clue>().ToHashSet();
        var text = "古丽娜·艾山，654201198501150021，13899001122，任职于额敏县云杉河灌溉管理所；65420119850115002l 打错一位。";
        Assert.NotEmpty(ResidualCheck.Of([new("总结", text)], Known, all));
        Assert.Empty(ResidualCheck.Of([new("总结", Known.Blank(text))], Known, all));
    }
}
