using TitleReview.App.Plans;
using TitleReview.Domain;
using TitleReview.Web.Portal;

namespace TitleReview.Web.Tests;

public sealed class PlanWordsTests
{
    private static Moment At(int month, int day, int hour = 9) => new(new DateTimeOffset(2023, month, day, hour, 0, 0, Moment.Beijing));

    [Fact(DisplayName = "日程：申报期与后续安排排成一列，按时间先后；同一时段的并成一行"), Trait("rule", "TC-40"), Trait("rule", "TC-41")]
    public void The_calendar_is_one_list_in_order()
    {
        var rows = PlanWords.Calendar(PlanFiles.Read("tacheng-2023"));

        Assert.Equal(rows.OrderBy(r => r.From).ThenBy(r => r.To), rows);
        Assert.Contains(rows, r => r.Name.Contains("新闻系列、播音系列", StringComparison.Ordinal) && r.Ends == "2023年9月1日 24:00");
        Assert.Equal(("专家评审会", "2023年10月16日", "2023年11月24日"), rows.Where(r => !r.IsFiling).Select(r => (r.Name, r.Starts, r.Ends)).First());
    }

    [Theory(DisplayName = "现在到了哪一步：申报期前、中、后，评审会，结束")]
    [InlineData(8, 1, "还没到申报期", "2023年8月15日 00:00 开始")]
    [InlineData(9, 18, "正在申报", "2023年9月28日 24:00 截止")]
    [InlineData(10, 1, "申报已截止", "专家评审会，2023年10月16日开始")]
    [InlineData(11, 24, "专家评审会", "到2023年11月24日")]
    [InlineData(12, 30, "已结束", "都已结束")]
    public void The_next_step_is_said(int month, int day, string word, string sentence)
    {
        var now = PlanWords.Now(PlanFiles.Read("tacheng-2023"), At(month, day));

        Assert.Equal(word, now.Word);
        Assert.Contains(sentence, now.Sentence, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "公示怎么办写在计划页上：先研究、从哪天算起、主管部门也公示、号码隐不隐"), Trait("rule", "TC-33"), Trait("rule", "AK-17")]
    public void The_notice_is_told_as_the_plan_has_it()
    {
        Assert.StartsWith("单位先研究同意推荐，再张贴公示；张贴次日为第一日", PlanWords.Notice(PlanFiles.Read("aksu-2024").Notice), StringComparison.Ordinal);
        var tacheng = PlanFiles.Read("tacheng-2023").Notice;
        Assert.EndsWith("主管部门也要公示，登记之后单位才能通过。公示里的身份证号隐去中间八位。", PlanWords.Notice(tacheng), StringComparison.Ordinal);
        Assert.Contains("张贴当天是工作日的算第一日；", PlanWords.Notice(tacheng with { FirstDayCounts = true, FullIdNumber = true }), StringComparison.Ordinal);
        Assert.EndsWith("公示写全身份证号。", PlanWords.Notice(tacheng with { FullIdNumber = true }), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "截止的瞬间起就是已截止")]
    public void A_window_ends_at_its_instant()
    {
        var row = PlanWords.Calendar(PlanFiles.Read("tacheng-2023")).First(r => r.Name.Contains("工程系列", StringComparison.Ordinal));

        Assert.Equal(("未开始", "进行中", "进行中", "已截止"), (row.State(At(9, 10)).Word, row.State(At(9, 11, 0)).Word, row.State(new(row.To.AddTicks(-1))).Word, row.State(new(row.To)).Word));
    }
}
