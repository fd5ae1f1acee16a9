using TitleReview.App.Messages;
using TitleReview.Domain;
using TitleReview.Domain.Messages;

namespace TitleReview.App.Tests.Messages;

public sealed class The_words_of_messages
{
    [Fact(DisplayName = "每种通知都有名称、默认写法，填得出的都有样子，默认的写法都合格")]
    public void Are_there_for_every_kind()
    {
        Assert.Equal(Enum.GetValues<MessageKind>(), MessageSort.All.Select(s => s.Kind).Order());
        Assert.Equal(Enum.GetValues<MessageKind>(), MessageRules.Shipped.Templates.Keys.Order());
        Assert.All(MessageSort.All, s => Assert.Null(MessageRules.Shipped.Templates[s.Kind].WhyNot(s)));
        Assert.Empty(MessageSort.All.SelectMany(s => s.Placeholders).Except(MessagePreview.Names));
        Assert.Null(MessageRules.Shipped.WhyNot());
        Assert.All(MessageSort.All, s => Assert.DoesNotContain('{', MessagePreview.Of(MessageRules.Shipped.Templates[s.Kind]).Text));
    }

    [Theory(DisplayName = "写错的模板说清哪里不行")]
    [InlineData("", "正文", "请填写标题。")]
    [InlineData("标题", "期限是{期 限}", "“{期 限}”填不出来")]
    [InlineData("标题", "到{期限为止", "单独的花括号")]
    [InlineData("标题", "到期限}为止", "单独的花括号")]
    [InlineData("标题", "{清单}", "“{清单}”填不出来")]
    public void Are_checked(string title, string text, string expected) =>
        Assert.Contains(expected, ((InvalidInput)new MessageTemplate(title, text).WhyNot(MessageSort.Of(MessageKind.Returned))!).Errors[0].Sentence, StringComparison.Ordinal);

    [Fact(DisplayName = "填不出来的留空，标题只有一行")]
    public void Never_show_braces() => Assert.Equal(new MessageTemplate("甲 乙", "、丙"), new MessageTemplate("{一}", "{二}、{三}").Fill(new Dictionary<string, string> { ["一"] = "甲\n乙", ["三"] = "丙" }));

    [Theory(DisplayName = "免打扰：夜里的等到早上，跨零点也对，相同为不免打扰")]
    [InlineData("2026-07-03T21:59:00", "22:00", "08:00", "2026-07-03T21:59:00")]
    [InlineData("2026-07-03T22:00:00", "22:00", "08:00", "2026-07-04T08:00:00")]
    [InlineData("2026-07-04T03:00:00", "22:00", "08:00", "2026-07-04T08:00:00")]
    [InlineData("2026-07-04T08:00:00", "22:00", "08:00", "2026-07-04T08:00:00")]
    [InlineData("2026-07-04T13:00:00", "12:00", "14:00", "2026-07-04T14:00:00")]
    [InlineData("2026-07-04T23:30:00", "00:00", "00:00", "2026-07-04T23:30:00")]
    public void Wait_for_the_morning(string now, string from, string to, string expected) =>
        Assert.Equal(At(expected), (MessageRules.Shipped with { QuietFrom = TimeOnly.Parse(from), QuietTo = TimeOnly.Parse(to) }).NextSending(At(now)));

    [Theory(DisplayName = "汇总的分界按北京时间一天分匀")]
    [InlineData("2026-07-03T10:59:59", 60, "2026-07-03T10:00:00")]
    [InlineData("2026-07-03T00:10:00", 1440, "2026-07-03T00:00:00")]
    [InlineData("2026-07-03T10:59:59", 0, "2026-07-03T10:59:59")]
    public void Are_gathered_by_the_clock(string now, int minutes, string boundary) =>
        Assert.Equal(At(boundary), (MessageRules.Shipped with { DigestMinutes = minutes }).DigestBoundary(At(now)));

    [Fact(DisplayName = "提前几次提醒，各管一段，不重叠")]
    public void Remind_in_bands() => Assert.Equal([(6, 0), (24, 6), (72, 24)], ReminderTerms.Bands([24, 72, 6, 24, 0]));

    private static DateTimeOffset At(string beijing) => new(DateTime.Parse(beijing), Moment.Beijing);
}
