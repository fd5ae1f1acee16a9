using System.Diagnostics;
using System.Text;
using System.Text.Json;
using TitleReview.Domain.Plans.Reading;

namespace TitleReview.Domain.Tests.Plans.Reading;

public sealed class What_the_reader_hands_over
{
    private static readonly IReadOnlyList<string> Everything = [.. NoticeTruth.Notices, .. NoticeTruth.Invented, .. NoticeTruth.Unseen];

    public static TheoryData<string> Rubbish()
    {
        var five = string.Concat(NoticeTruth.Notices.Select(NoticeTruth.Notice));
        const string seeds = "级高中初评审申报公示年月日元费次退回小时工作专业系列、，。（）《》“”本人承诺0123456789-—年内不得取得技师满 答辩遮盖上传\n";
        var dice = new Random(7);
        return
        [
            "", " ", "\0", "\uD800", "\uDC00\uD800", "\uFEFF", "\r", "通知", "年月日", "（", "“本人承诺", "2023年13月45日—2月30日申报", "99999999999999999999元", "近99999年考核",
            Fill("\0\uD800申报\uDC00"), Fill("a"), Fill("级"), Fill("1"), Fill("（"), Fill("工程系列、"), Fill("提交不得超过"), Fill("8月15日-"), Fill("1.上传\n"), Fill("本人承诺"), Fill("序号\t姓名\t"),
            Fill("高级400元/人申报时间2023年8月15日-9月28日完成。"), Fill("“同意推荐"), Fill(new string('中', 30) + "\n"), Fill(five), Fill(five.Replace("\n", "", StringComparison.Ordinal)),
            new string([.. Enumerable.Range(0, 200_000).Select(_ => seeds[dice.Next(seeds.Length)])]), new string([.. Enumerable.Range(0, 200_000).Select(_ => (char)dice.Next(char.MaxValue + 1))]),
        ];
    }

    [Fact(DisplayName = "每条建议的原句，就是原文那一段，一字不差")]
    public void Quotes_the_text_as_pasted() => Assert.All(Everything, name => Holds(NoticeTruth.Notice(name)));

    [Fact(DisplayName = "换行是回车换行、夹着全角空格的，原句也一字不差")]
    public void Quotes_it_with_its_odd_spaces() =>
        Assert.All(Everything, name => Holds(NoticeTruth.Notice(name).Replace("\n", "\r\n", StringComparison.Ordinal).Replace("，", "，\u3000", StringComparison.Ordinal)));

    [Theory(DisplayName = "什么文字都不出错，很快答完", DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Rubbish))]
    public void Comes_whatever_is_pasted(string text)
    {
        // 第一遍含编译的时间；机器忙时一遍也不足为凭。
        Holds(text);
        var fastest = Enumerable.Range(0, 3).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            NoticeReader.Read(text);
            return watch.Elapsed;
        });

        Assert.True(fastest < TimeSpan.FromSeconds(3), $"{fastest}");
    }

    [Fact(DisplayName = "没有给文字，没有建议")]
    public void Is_nothing_for_nothing() => Assert.Equal([], NoticeReader.Read(null!).Proposals);

    [Fact(DisplayName = "读两遍是一样的")]
    public void Is_the_same_twice() => Assert.All(Everything, name => Assert.Equal(NoticeReader.Read(NoticeTruth.Notice(name)).Proposals, NoticeReader.Read(NoticeTruth.Notice(name)).Proposals));

    private static string Fill(string with)
    {
        var text = new StringBuilder(200_000 + with.Length);
        while (text.Length < 200_000) text.Append(with);
        return text.ToString(0, 200_000);
    }

    private static void Holds(string text)
    {
        var reading = NoticeReader.Read(text);
        foreach (var proposal in reading.Proposals.Concat(reading.Contradictions.SelectMany(c => c.Between)))
        {
            Assert.Equal(text.Substring(proposal.Source.Start, proposal.Source.Length), proposal.Sentence);
            Assert.NotEqual("", proposal.Sentence.Trim());
            Assert.NotEqual("", proposal.Shown);
            Assert.NotEqual("", proposal.ClauseKey);
            using var value = JsonDocument.Parse(proposal.Value);
        }

        Assert.True(reading.Proposals.Count < 2000);
    }
}
