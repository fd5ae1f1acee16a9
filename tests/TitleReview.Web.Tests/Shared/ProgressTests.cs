using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Tests.Shared;

public sealed class ProgressTests
{
    private static readonly DateTimeOffset Morning = new(2023, 8, 20, 9, 0, 0, Moment.Beijing);

    [Theory(DisplayName = "次数：第几次，还剩几次")]
    [InlineData(0, "还没有提交，共可提交 3 次")]
    [InlineData(2, "第 2 次，还剩 1 次")]
    [InlineData(3, "第 3 次，次数已用完")]
    public async Task Tries_are_counted(int used, string sentence) =>
        Assert.Equal(sentence, (await ComponentHost.Render<AttemptsBar>(("Used", used), ("Limit", 3))).Find(".attempts-main strong").TextContent);

    [Fact(DisplayName = "期限、倒计时与通知原句")]
    public async Task Deadline_clock_and_the_notices_sentence()
    {
        var host = await ComponentHost.Render<AttemptsBar>(("Used", 1), ("Limit", 3), ("Deadline", Morning.AddHours(31)), ("Now", Morning), ("Quote", "退回后的48小时内完成修改"), ("QuoteHref", "/notice"));

        Assert.Equal("须于2023年8月21日 16:00（北京时间）前再次提交（还剩 31 小时）", host.Find(".attempts-clock").TextContent);
        Assert.Contains("退回后的48小时内完成修改", host.Text, StringComparison.Ordinal);
        Assert.False(host.Has(".tight"));
    }

    [Fact(DisplayName = "不到一天时变色")]
    public async Task The_last_day_is_marked() =>
        Assert.True((await ComponentHost.Render<AttemptsBar>(("Used", 1), ("Limit", 3), ("Deadline", Morning.AddHours(5)), ("Now", Morning))).Has(".tight"));

    [Theory(DisplayName = "进度：现在在哪一站")]
    [InlineData(FilingStatus.Draft, 0, "申报")]
    [InlineData(FilingStatus.Returned, 1, "申报")]
    [InlineData(FilingStatus.InApproval, 0, "单位")]
    [InlineData(FilingStatus.InApproval, 1, "地区")]
    [InlineData(FilingStatus.FormalityPassed, 1, null)]
    public async Task The_line_shows_where_it_is(FilingStatus status, int stop, string? here)
    {
        var host = await ComponentHost.Render<StopsLine>(("Stops", StopView.Line(status, stop, ["单位", "地区"])));

        Assert.Equal(here, host.Document.QuerySelector("[aria-current=step] .stop-name")?.TextContent);
        Assert.Equal(3, host.Document.QuerySelectorAll("li").Length);
    }

    [Fact(DisplayName = "补正事项：一处一条，都能点过去")]
    public async Task Corrections_link_to_their_places()
    {
        Correction[] corrections = [new(new("training"), "继续教育", "2022 年公需课缺 6 学时。"), new(new("basic"), "手机号码", "少一位。")];
        var host = await ComponentHost.Render<CorrectionList>(("Corrections", corrections), ("LinkFor", (Func<FormPlace, string>)(place => "/my/" + place.Module)));

        Assert.Equal(["/my/training", "/my/basic"], host.Document.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Equal("去补正：继续教育", host.Find("a").GetAttribute("aria-label"));
    }

    [Fact(DisplayName = "问题项分三组，各有件数，附依据原句")]
    public async Task Findings_come_in_three_groups()
    {
        Finding[] findings = [Finding.Remind("summary", "总结偏短。", "k"), Finding.Block("training", "缺 6 学时。", "k"), Finding.Check("education", "核对证书编号。", "k"), Finding.Block("basic", "手机少一位。", "k")];
        var host = await ComponentHost.Render<FindingList>(("Findings", findings), ("ClauseFor", (Func<string, ClauseText?>)(_ => new("TC-24", "每年不少于30学时"))));

        Assert.Equal(["阻断（2 条）", "需人工核对（1 条）", "提醒（1 条）"], host.Document.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Equal("依据 TC-24“每年不少于30学时”", host.Find("details").TextContent);
    }

    [Fact(DisplayName = "没有问题也说一声")]
    public async Task No_findings_is_said_too() =>
        Assert.Equal("预审没有发现问题。", (await ComponentHost.Render<FindingList>(("Findings", Array.Empty<Finding>()))).Text);

    [Fact(DisplayName = "经办记录：第几次提交、谁办的、意见")]
    public async Task History_reads_as_sentences()
    {
        FilingEvent entry = new(default, 1, FilingAction.Approve, FilingStatus.InApproval, 1, default, "王某", "某某水利站", "同意推荐", true, Morning);
        var host = await ComponentHost.Render<Timeline>(("Entries", new[] { TimelineEntry.From(entry) }));

        Assert.Equal("2023-08-20 09:00 通过某某水利站 · 王某同意推荐（原件已核）", host.Text);
    }
}
