using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Tests.Filings.Materials;

public sealed class Proposing_masks
{
    private static readonly KnownIdentity Known = new("李喆堃", "652122197406177550", "13696645218", ["塔城地区额敏县第二中学", "新疆天山建筑科技有限责任公司"]);
    private static readonly KnownIdentity Aygul = Known with { Name = "阿依古丽·图尔逊" };
    private static readonly IReadOnlySet<Clue> All = Enum.GetValues<Clue>().ToHashSet();

    // A line at a height, each letter 0.02 wide; letters after a tilde are read without confidence.
    private static ReadLine Line(string text, double left = 0.1, double top = 0.1)
    {
        var letters = new List<ReadCharacter>();
        var unsure = false;
        foreach (var c in text)
        {
            if (c == '~') { unsure = true; continue; }
            var at = left + letters.Count * 0.02;
            letters.Add(new ReadCharacter(c.ToString(), unsure ? 0.5 : 0.98, new(at, top, at + 0.02, top + 0.02)));
            unsure = false;
        }

        return new ReadLine(string.Concat(letters.Select(l => l.Text)), 0.95, PictureBox.Around(letters.Select(l => l.Box)), letters);
    }

    private static ReadScan Scan(params ReadLine[] lines) => new(1000, 1400, 0, lines, [], []);

    private static IReadOnlyList<MaskProposal> Found(ReadScan scan, KnownIdentity? known = null) => MaskProposals.For(scan, known ?? Known, All) is MasksFound found ? found.Proposals : [];

    private static IEnumerable<(Clue, string, Confidence)> Said(ReadScan scan, KnownIdentity? known = null) => Found(scan, known).Select(p => (p.Clue, p.Read, p.Confidence));

    [Fact(DisplayName = "逐字相同的姓名、号码、单位、电话")]
    public void What_is_the_same_is_found()
    {
        var scan = Scan(Line("姓名：李喆堃"), Line("身份证号 652122197406177550", top: 0.2), Line("工作单位：塔城地区额敏县第二中学", top: 0.3), Line("电话136-9664-5218", top: 0.4));
        Assert.Equal(
            [(Clue.Name, "李喆堃", Confidence.Sure), (Clue.IdNumber, "652122197406177550", Confidence.Sure), (Clue.Employer, "塔城地区额敏县第二中学", Confidence.Sure), (Clue.Phone, "13696645218", Confidence.Sure)],
            Said(scan).OrderBy(p => p.Item1 switch { Clue.Name => 0, Clue.IdNumber => 1, Clue.Employer => 2, _ => 3 }));
    }

    [Fact(DisplayName = "框盖住整个词，不盖旁边的字")]
    public void The_box_covers_the_word_and_no_more()
    {
        var box = Assert.Single(Found(Scan(Line("兹证明李喆堃同志")))).Box;
        Assert.InRange(box.Left, 0.15, 0.16);
        Assert.InRange(box.Right, 0.22, 0.23);
        Assert.True(box.Top < 0.1 && box.Bottom > 0.12);
    }

    [Theory(DisplayName = "读错的字：没把握的算读错，有把握的算别人")]
    [InlineData("李~哲堃", true), InlineData("李哲堃先生", true), InlineData("与李哲堃合作", false), InlineData("职工李喆坤", true), InlineData("李明", false), InlineData("李喆", true), InlineData("李喆明", false), InlineData("王喆堃", false)]
    public void A_letter_misread(string text, bool found) => Assert.Equal(found, Found(Scan(Line(text))).Any(p => p.Clue == Clue.Name));

    [Fact(DisplayName = "两个字的名字里有识别不认得的字：凭“姓名”一栏推断，并说明是推断")]
    public void A_rare_letter_is_guessed_from_its_place()
    {
        var chen = Known with { Name = "陈䶮" };
        Assert.Equal([(Clue.Name, "陈龙", Confidence.Possible)], Said(Scan(Line("姓名"), Line("陈龙", left: 0.2)), chen));
        Assert.Equal([(Clue.Name, "陈", Confidence.Possible)], Said(Scan(Line("兹证明陈同志工作认真")), chen));
        Assert.Empty(Said(Scan(Line("陈旧设备更新改造")), chen));
    }

    [Theory(DisplayName = "带间隔号的名字：点写不写都一样，长名字许差几个字，单写一段也提")]
    [InlineData("阿依古丽·图尔逊", Confidence.Sure), InlineData("阿依古丽 图尔逊", Confidence.Sure), InlineData("阿依古丽•图尔逊同志", Confidence.Sure), InlineData("阿侬古丽图尔逊", Confidence.Likely), InlineData("阿依古丽老师", Confidence.Likely)]
    public void A_name_with_a_dot(string text, Confidence confidence) => Assert.Equal(confidence, Assert.Single(Found(Scan(Line(text)), Aygul)).Confidence);

    [Fact(DisplayName = "别人的姓名、号码、相近的单位不提")]
    public void Others_are_left_alone()
    {
        var scan = Scan(Line("阿依努尔·哈山"), Line("652122198311025514", top: 0.2), Line("塔城地区额敏县第一中学", top: 0.3), Line("新疆农业大学", top: 0.4), Line("证书编号：107581200705002625", top: 0.5));
        Assert.IsType<NothingFound>(MaskProposals.For(scan, Aygul, All));
    }

    [Theory(DisplayName = "号码读错三四位还认得，再多就是别的号码")]
    [InlineData("65212Z1974O6177550", true), InlineData("6521221974061775", true), InlineData("652122199901012233", false)]
    public void A_number_misread(string number, bool found) => Assert.Equal(found, Found(Scan(Line("证号" + number))).Any(p => p.Clue == Clue.IdNumber));

    [Fact(DisplayName = "折到下一行的，两行各一个框；同一排隔开写的，连起来认")]
    public void Words_broken_over_lines_are_joined()
    {
        var broken = Found(Scan(Line("系我单位职工，在塔城地区额敏", left: 0.5, top: 0.1), Line("县第二中学从事教学工作", left: 0.1, top: 0.13) with { Box = new(0.1, 0.13, 0.9, 0.15) }));
        Assert.Equal(2, broken.Count(p => p.Clue == Clue.Employer));
        Assert.Equal(2, Found(Scan(Line("李"), Line("喆", left: 0.14), Line("堃", left: 0.18))).Max(p => p.Read.Length) - 1);
    }

    [Fact(DisplayName = "单位的简称也提：与总结里查的是同一套简称")]
    public void Short_forms_are_found() => Assert.Equal([(Clue.Employer, "新疆天山建筑科技", Confidence.Sure)], Said(Scan(Line("新疆天山建筑科技荣获一等奖"))));

    [Fact(DisplayName = "什么也没找到，就说没找到；没有读出字，又是另一句")]
    public void Nothing_found_is_said()
    {
        Assert.Equal("读了 1 行字，没有找到要遮盖的地方。机器可能漏看，请自己看过全图再回答。", MaskProposals.For(Scan(Line("试验报告")), Known, All).Sentence);
        Assert.Equal(new NothingFound(0), MaskProposals.For(Scan(), Known, All));
    }

    [Fact(DisplayName = "只找计划要遮的；要遮整张照片就不另遮眼睛")]
    [Trait("rule", "TC-21")]
    public void Only_what_the_plan_masks()
    {
        Assert.Equal([Clue.Name, Clue.Phone], Clues.For([MaskKind.Name]).Order());
        Assert.Equal([Clue.Photo], Clues.For([MaskKind.Photo, MaskKind.EyesInPhoto]));
        Assert.Equal([Clue.Eyes], Clues.For([MaskKind.EyesInPhoto]));
        Assert.IsType<NothingFound>(MaskProposals.For(Scan(Line("李喆堃")), Known, Clues.For([MaskKind.Employer])));
    }

    [Fact(DisplayName = "身份证：从号码一行推出照片与眼睛的位置")]
    public void The_photo_of_an_identity_card_is_derived_from_its_number()
    {
        // A card 0.8 wide in a picture as wide as high: ten millimetres are 0.0935.
        const double mm = 0.8 / 85.6;
        ReadLine At(string text, double x, double y, double w) => Spread(text, 0.1 + x * mm, 0.1 + y * mm, w * mm);
        var scan = new ReadScan(1000, 1000, 0, [At("姓名李喆堃", 6, 7, 20), At("性别男民族汉", 6, 13, 30), At("公民身份号码", 6, 45, 18), At("652122197406177550", 29, 45, 45)], [], []);

        var eyes = Assert.Single(Found(scan), p => p.Clue == Clue.Eyes).Box;
        var photo = Assert.Single(Found(scan), p => p.Clue == Clue.Photo).Box;
        Assert.InRange(photo.Left, 0.1 + 51 * mm, 0.1 + 54 * mm);
        Assert.InRange(photo.Right, 0.1 + 78 * mm, 0.1 + 81 * mm);
        Assert.InRange(photo.Bottom, 0.1 + 39 * mm, 0.1 + 42.5 * mm);
        Assert.Equal(1, eyes.ShareWithin(photo), 3);
        Assert.True(eyes.Height < photo.Height / 3);

        Assert.DoesNotContain(Found(Scan(Line("公民身份号码652122197406177550"))), p => p.Clue == Clue.Photo);
    }

    [Fact(DisplayName = "遮盖没有盖住的建议，再查一遍时指出来")]
    public void What_is_not_covered_is_told()
    {
        var found = new MasksFound(Found(Scan(Line("姓名：李喆堃"), Line("652122197406177550", top: 0.2))));
        Assert.Equal([Clue.IdNumber], MaskProposals.Uncovered(found, [new(0, 0.05, 1, 0.15)]).Select(p => p.Clue));
    }

    private static ReadLine Spread(string text, double left, double top, double width)
    {
        var each = width / text.Length;
        var letters = text.Select((c, i) => new ReadCharacter(c.ToString(), 0.98, new(left + i * each, top, left + (i + 1) * each, top + 0.03))).ToList();
        return new ReadLine(text, 0.95, PictureBox.Around(letters.Select(l => l.Box)), letters);
    }
}

public sealed class The_last_search_before_submitting
{
    private static readonly KnownIdentity Known = new("阿依古丽·图尔逊", "652122197406177550", "13696645218", ["塔城地区额敏县第二中学"]);

    private static IEnumerable<(Clue, string, bool)> Of(string text) =>
        ResidualCheck.Of([new PlacedText("总结", text)], Known, Enum.GetValues<Clue>().ToHashSet()).Select(h => (h.Clue, h.Found, h.Exact));

    [Theory(DisplayName = "正文、文件名、标题里的姓名、号码、单位")]
    [InlineData("阿依古丽图尔逊的毕业证.jpg", Clue.Name, true), InlineData("阿依古丽老师", Clue.Name, false), InlineData("阿伊古丽·图尔逊", Clue.Name, false), InlineData("652122 19740617 7550", Clue.IdNumber, true),
     InlineData("６５２１２２１９７４０６１７７５５０", Clue.IdNumber, true), InlineData("65212219740617755", Clue.IdNumber, false), InlineData("联系：136 9664 5218", Clue.Phone, true), InlineData("塔城地区额敏县第二中学教学楼", Clue.Employer, true)]
    public void Finds(string text, Clue clue, bool exact)
    {
        var (found, _, same) = Assert.Single(Of(text));
        Assert.Equal((clue, exact), (found, same));
    }

    [Theory(DisplayName = "不相干的不提")]
    [InlineData("本人自2007年参加工作，主持完成第三中学校舍鉴定。"), InlineData("塔城地区额敏县第一中学"), InlineData("652122198311025514"), InlineData("毕业证.jpg"), InlineData("")]
    public void Leaves_the_rest_alone(string text) => Assert.Empty(Of(text));

    [Fact]
    public void A_hit_says_where_and_what_to_do()
    {
        var hit = Assert.Single(ResidualCheck.Of([new PlacedText("论文的文件名", "阿依古丽·图尔逊.pdf")], Known, new HashSet<Clue> { Clue.Name }));
        Assert.Equal("论文的文件名里有本人的姓名“阿依古丽图尔逊”，请去掉。", hit.Sentence);
    }
}
