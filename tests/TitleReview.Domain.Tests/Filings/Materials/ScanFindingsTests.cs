using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Domain.Tests.Filings.Materials;

public sealed class Findings_about_a_scan
{
    private static readonly ScanLook Good = new("jpeg", 1654, 2339, false, 225, 210, 0.05, 0.6, 400, new string('0', 64));

    private static IEnumerable<ScanFault> Of(ScanLook look, int? textTurn = null) => ScanFindings.Of(look, ScanTerms.Default, textTurn).Select(f => f.Fault);

    [Fact(DisplayName = "清楚的扫描件没有提示")]
    public void A_good_scan_has_none() => Assert.Empty(Of(Good, 0));

    public static TheoryData<string, ScanLook, int?, ScanFault> Faulty => new()
    {
        { "几乎空白", Good with { Ink = 0.0003, Sharpness = 0, InkedBlocks = 0 }, null, ScanFault.NearlyBlank },
        { "像素不够", Good with { Width = 600, Height = 800 }, null, ScanFault.LowResolution },
        { "模糊", Good with { Sharpness = 0.02 }, null, ScanFault.Blurred },
        { "太暗", Good with { Brightness = 40 }, null, ScanFault.TooDark },
        { "字太淡", Good with { Contrast = 35 }, null, ScanFault.WashedOut },
        { "倒了", Good, 180, ScanFault.TextTurned },
        { "横躺", Good, 90, ScanFault.TextTurned },
        { "按相机记录转过", Good with { TurnedByCamera = true }, null, ScanFault.TurnedByCamera },
    };

    [Theory(DisplayName = "每种毛病一句话，说清怎么办")]
    [MemberData(nameof(Faulty))]
    public void Each_fault_has_its_sentence(string what, ScanLook look, int? textTurn, ScanFault fault)
    {
        var finding = Assert.Single(ScanFindings.Of(look, ScanTerms.Default, textTurn));
        Assert.Equal((what, fault), (what, finding.Fault));
        Assert.EndsWith("。", finding.Sentence, StringComparison.Ordinal);
        Assert.Contains("请", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "一寸照不按 A4 的分辨率提醒，模糊、太暗照说；别的材料都提醒")]
    public void A_portrait_is_no_page()
    {
        Assert.False(ScanFindings.Concerns("photo", ScanFault.LowResolution));
        Assert.True(ScanFindings.Concerns("photo", ScanFault.Blurred));
        Assert.True(ScanFindings.Concerns("diploma", ScanFault.LowResolution));
    }

    [Fact(DisplayName = "界限由计划定：放宽了就不提")]
    public void The_limits_come_from_the_terms()
    {
        var small = Good with { Width = 600, Height = 800 };
        Assert.Empty(ScanFindings.Of(small, ScanTerms.Default with { MinDpi = 70 }));
        Assert.Equal([ScanFault.LowResolution, ScanFault.Blurred, ScanFault.TooDark], Of(small with { Sharpness = 0.01, Brightness = 30 }));
    }

    [Fact(DisplayName = "同一页扫了两次，指出与哪一张相同")]
    public void The_same_page_twice_is_named()
    {
        var again = Good with { Hash = "0000000f" + new string('0', 56) };
        var other = Good with { Hash = new string('5', 64) };
        Assert.Equal("这一页与“学历证书”里的一张看起来是同一页，请核对是否传重；确实不同的，不用理会。",
            ScanFindings.SeenBefore(again, [("论文", other), ("学历证书", Good)], ScanTerms.Default)?.Sentence);
        Assert.Null(ScanFindings.SeenBefore(again, [("论文", other)], ScanTerms.Default));
        Assert.Null(ScanFindings.SeenBefore(Good with { InkedBlocks = 0 }, [("空白", Good with { InkedBlocks = 0 })], ScanTerms.Default));
    }

    [Theory]
    [InlineData(2480, 3508, 299), InlineData(3508, 2480, 299), InlineData(1240, 1754, 149)]
    public void Resolution_is_that_of_the_short_side_as_A4(int width, int height, int dpi) => Assert.Equal(dpi, (Good with { Width = width, Height = height }).DpiAsA4);
}
