using TitleReview.Domain;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Tests.Filings;

/// <summary>What the precheck says of masking, under the real Tacheng plan.</summary>
public sealed class The_check_of_the_masking
{
    private static readonly PictureBox Line = new(0.2, 0.3, 0.4, 0.34);
    private static readonly KnownIdentity Known = new("古丽娜·艾山", "654201198501011234", "0901-6000001", ["额敏县演示水利工作站"]);

    private static IReadOnlyList<Finding> Of(CompleteForm form) => [.. form.Findings().Where(f => f.ClauseKey == "masking" && f.Place.Slot != "id-card" || f.Place.Module == MaskingCheck.Place)];

    private static PageReading Reading(Confidence confidence) => new(9, 0, [new(Clue.Name, Line, "古丽娜·艾山", confidence)], []);

    private static CompleteForm OnlyPhoto(PageReading? reading, MaskAnswer? answer, ResidualRule rule = ResidualRule.Warn)
    {
        var form = new CompleteForm { Read = m => m.Slot == "diploma" ? reading : null, Masks = m => m.Slot == "diploma" ? answer : MaskAnswer.No };
        form.Terms = form.Terms with { Masking = form.Terms.Masking with { Residual = rule } };
        return form;
    }

    [Fact(DisplayName = "每一张都答了才能提交；没有答的一栏一句，说明几张"), Trait("rule", "TC-21"), Trait("rule", "BZ-21")]
    public void Blocks_until_every_page_is_answered()
    {
        var form = new CompleteForm { Masks = m => m.Slot == "photo" ? null : MaskAnswer.No };
        var found = Assert.Single(Of(form));
        Assert.Equal((FindingGroup.Blocking, MaskingCheck.Place, "photo"), (found.Group, found.Place.Module, found.Place.Slot));
        Assert.Contains("还有 1 张没有回答", found.Sentence, StringComparison.Ordinal);

        form.Masks = _ => MaskAnswer.No;
        Assert.Empty(Of(form));
    }

    [Fact(DisplayName = "计划不要求遮盖的，一句也不问"), Trait("rule", "TC-21")]
    public void Asks_nothing_where_the_plan_masks_nothing()
    {
        var form = new CompleteForm { Masks = _ => null, Read = _ => Reading(Confidence.Sure) };
        form.Terms = form.Terms with { Masking = new([]) };
        Assert.Empty(Of(form));
    }

    [Theory(DisplayName = "找到了、没有遮也没有说不用的：逐字相同的按计划挡住或请人核对，很像的总是请人核对")]
    [InlineData(Confidence.Sure, ResidualRule.Block, FindingGroup.Blocking)]
    [InlineData(Confidence.Sure, ResidualRule.Warn, FindingGroup.ManualCheck)]
    [InlineData(Confidence.Likely, ResidualRule.Block, FindingGroup.ManualCheck)]
    public void Tells_what_is_still_bare(Confidence confidence, ResidualRule rule, FindingGroup group)
    {
        var found = Assert.Single(Of(OnlyPhoto(Reading(confidence), MaskAnswer.No, rule)));
        Assert.Equal(group, found.Group);
        Assert.Contains("没有遮盖", found.Sentence, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "遮住了的、说过不用的，不再问")]
    public void Is_content_with_an_answer()
    {
        var wide = new PictureBox(0.18, 0.29, 0.42, 0.35);
        Assert.Empty(Of(OnlyPhoto(Reading(Confidence.Sure), new MaskAnswer(true, [new(MaskKind.Name, wide)], []), ResidualRule.Block)));
        Assert.Empty(Of(OnlyPhoto(Reading(Confidence.Likely), new MaskAnswer(false, [], [Line]), ResidualRule.Block)));
        // Half a name masked is a name.
        Assert.Single(Of(OnlyPhoto(Reading(Confidence.Sure), new MaskAnswer(true, [new(MaskKind.Name, new(0.2, 0.3, 0.3, 0.34))], []))));
    }

    [Fact(DisplayName = "与登记的逐字相同的，说了不用也还提；大框一盖说全都不用，也不算")]
    public void Does_not_let_a_refusal_hide_what_is_the_same()
    {
        Assert.Equal(FindingGroup.Blocking, Assert.Single(Of(OnlyPhoto(Reading(Confidence.Sure), new MaskAnswer(false, [], [Line]), ResidualRule.Block))).Group);
        Assert.Single(Of(OnlyPhoto(Reading(Confidence.Likely), new MaskAnswer(false, [], [new(0, 0, 1, 1)]))));
    }

    [Fact(DisplayName = "PDF 没有转正、没有读出字来的页，读过之后说")]
    public void Looks_at_the_pages_of_a_pdf()
    {
        var form = new CompleteForm { Read = m => m.Kind == "pdf" ? new PageReading(m.FileName[0] - '0', 180, [], []) : null };
        foreach (var name in new[] { "0.pdf", "9.pdf" }) form.Materials.Add(new Material(new MaterialId(Guid.NewGuid()), default, "other-attachments", null, new ScannedFile(Guid.NewGuid().ToString("N"), "pdf", 9, 0, 0), name, default, form.Now));
        Assert.Contains(form.Findings(), f => f.Sentence.Contains("第 1 页没有读出字来", StringComparison.Ordinal) && f.Sentence.Contains("0.pdf", StringComparison.Ordinal));
        Assert.Contains(form.Findings(), f => f.Sentence.Contains("第 1 页的字没有转正", StringComparison.Ordinal) && f.Sentence.Contains("9.pdf", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "同一个文件在一处传了两次，提醒删去多的"), Trait("rule", "BZ-06")]
    public void Tells_of_the_same_file_twice_in_one_place()
    {
        var form = new CompleteForm();
        form.Scan("other-attachments", sha256: "same");
        form.Scan("other-attachments", sha256: "same");
        Assert.Single(form.Findings(), f => f.Sentence.Contains("传了 2 次", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "PDF 里能选中的文字有本人姓名而答了“否”的，说出来")]
    public void Reads_the_text_of_a_pdf() =>
        Assert.Contains("身份证号码", Assert.Single(Of(OnlyPhoto(new PageReading(3, 0, [], [new("能选中的文字", Clue.IdNumber, "6542……34", true)]), MaskAnswer.No))).Sentence, StringComparison.Ordinal);

    [Fact(DisplayName = "专家看得到的栏目里有本人姓名、单位的，落在那一栏；文件名、PDF 自带的标题只提醒"), Trait("rule", "TC-26")]
    public void Looks_through_the_words()
    {
        var form = new CompleteForm { Known = Known };
        form.Row(FormCatalogue.Achievement, 0).Set("effect", "由额敏县演示水利工作站古丽娜·艾山主持完成。");
        form.Materials.Add(new Material(new MaterialId(Guid.NewGuid()), default, "other-attachments", null, new ScannedFile(new string('a', 64), "jpg", 9, 1200, 1800), "古丽娜·艾山的证明.jpg", default, form.Now));
        form.Materials.Add(new Material(new MaterialId(Guid.NewGuid()), default, "other-attachments", null, new ScannedFile(new string('c', 64), "pdf", 9, 0, 0, InnerWords: "工作总结\n古丽娜·艾山"), "证明.pdf", default, form.Now));

        var found = Of(form);
        Assert.Equal(2, found.Count(f => f is { Group: FindingGroup.ManualCheck, Place: { Module: FormCatalogue.Achievement, Field: "effect" } }));
        Assert.Equal(["古丽娜·艾山的证明.jpg”的文件名", "证明.pdf”的文件自带的标题、作者"], found.Where(f => f is { Group: FindingGroup.Reminder, Place.Slot: "other-attachments" }).Select(f => f.Sentence.Split("中“")[1].Split('里')[0]));
        Assert.Equal(4, found.Count);
    }

    [Fact(DisplayName = "专家看不到的栏目不查：姓名栏里当然有姓名")]
    public void Leaves_the_fields_that_no_expert_sees() => Assert.Empty(Of(new CompleteForm { Known = Known }));

    [Fact(DisplayName = "字是倒的，机器读过才知道，预审时说")]
    public void Tells_that_the_words_lie_on_their_head()
    {
        var form = new CompleteForm { Read = m => m.Slot == "diploma" ? new PageReading(9, 180, [], []) : null };
        var at = form.Materials.FindIndex(m => m.Slot == "diploma");
        var look = new ScanLook("jpeg", 1200, 1800, false, 200, 150, 0.05, 0.5, 12, new string('0', 64));
        form.Materials[at] = new Material(form.Materials[at].Id, default, "diploma", form.Materials[at].RowId, new ScannedFile(new string('b', 64), "jpg", 9, 1200, 1800, 1, look), "毕业证.jpg", default, form.Now);

        Assert.Contains(form.Findings(), f => f.Sentence.Contains("字是倒的", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "与前面的一张看起来是同一页的，提醒一次；差得多的不提")]
    public void Tells_that_a_page_was_seen_before()
    {
        var form = new CompleteForm();
        ScanLook Look(char last) => new("jpeg", 1200, 1800, false, 200, 150, 0.05, 0.5, 12, new string('0', 62) + new string(last, 2));
        void Add(string name, ScanLook look) => form.Materials.Add(new Material(new MaterialId(Guid.NewGuid()), default, "other-attachments", null, new ScannedFile(Guid.NewGuid().ToString("N"), "jpg", 9, 1200, 1800, 1, look), name, default, form.Now));
        IEnumerable<Finding> Seen() => form.Findings().Where(f => f.Sentence.Contains("同一页", StringComparison.Ordinal));

        Add("一.jpg", Look('0'));
        Add("别的.jpg", Look('0') with { Hash = new string('f', 64) });
        Assert.Empty(Seen());
        Add("二.jpg", Look('f'));
        Assert.Equal((FindingGroup.Reminder, true), (Assert.Single(Seen()).Group, Seen().Single().Sentence.Contains("一.jpg", StringComparison.Ordinal)));
    }
}
