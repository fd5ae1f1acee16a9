using TitleReview.Domain.Filings;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.Domain.Tests.Presenting;

public sealed class Papers
{
    private static readonly Actor Desk = Given.By(Given.Prefecture);

    private static (PaperHandIn Paper, Filing Filing) Issued()
    {
        var terms = Given.Terms() with
        {
            Paper = new PaperTerms(PaperMode.HandIn, [new("评审表", 2), new("花名册", 1, PerUnit: true)]),
            Milestones = [new Milestone("报送", new(2023, 10, 23), new(2023, 11, 8), MilestoneKind.Paper)],
        };
        var filing = Given.Passed(new Plan(new PlanId(Guid.NewGuid()), terms, 1, Given.Monday));
        return (PaperHandIn.Issue(filing, terms, Given.Monday), filing);
    }

    private static Refusal? Check(PaperHandIn paper, string? words, params int[] received) =>
        paper.Check(received.ToHashSet(), words is null ? new Dictionary<int, string>() : new Dictionary<int, string> { [0] = words }, Desk, Given.Monday);

    [Fact(DisplayName = "照计划列出要交的各样与期限；逐样核对，缺的写明怎么回事，齐了才算收齐"), Trait("rule", "BZ-23")]
    public void Are_checked_one_by_one()
    {
        var (paper, _) = Issued();
        Assert.Equal((2, Given.Day(2023, 11, 9), true), (paper.Items.Count, paper.DueAt, paper.Items[1].PerUnit));
        Assert.Equal(new NothingNoted(), Check(paper, null));
        Assert.Equal((null, "报送时间还没有到，2023年10月23日才开始"), (paper.CheckedAt, paper.OutsideWindow(Given.Monday)));
        Assert.Null(paper.OutsideWindow(Given.At(2023, 11, 8, 23)));
        Assert.Contains("已经过了", paper.OutsideWindow(Given.At(2023, 11, 9, 0)), StringComparison.Ordinal);
        Assert.Null(Check(paper, "没有贴照片", 1));
        Assert.Equal(("没有贴照片", null), (paper.StillMissing().Single().Words, paper.CompletedAt));
        Assert.Equal(new SameAsBefore(), Check(paper, "没有贴照片", 1));
        Assert.True(paper.IsOverdue(Given.At(2023, 11, 9, 0)));
        Assert.Null(Check(paper, null, 0, 1));
        Assert.NotNull(paper.CompletedAt);
        Assert.Equal(new PaperComplete(), Check(paper, null, 0));
        Assert.Equal(new PaperComplete(), paper.Remind(Given.Monday));
    }

    [Fact(DisplayName = "收错了写明理由撤销，撤销之后可以再收齐")]
    public void Are_taken_back_with_a_reason()
    {
        var (paper, _) = Issued();
        Assert.Equal(new PaperNotComplete(), paper.Undo("错了", Desk, Given.Monday));
        Check(paper, null, 0, 1);
        Assert.IsType<InvalidInput>(paper.Undo(" ", Desk, Given.Monday));
        Assert.Null(paper.Undo("拿错了人", Desk, Given.Monday));
        // Its receipts are void, so nothing counts as received until it is checked anew.
        Assert.Equal((null, 2), (paper.CompletedAt, paper.StillMissing().Count()));
        Assert.Null(Check(paper, null, 0, 1));
        Assert.NotNull(paper.CompletedAt);
    }

    [Fact(DisplayName = "评审委员会接收材料之后才能打印的，接收、撤销、再接收都作数"), Trait("rule", "BZ-23")]
    public void Open_the_print_gate()
    {
        var (_, filing) = Issued();
        var print = Given.Terms().Print with { Gate = PrintGate.ReceivedByCommittee };
        Assert.Equal(new PrintGateNotReached(), filing.WhyNotPrint(print));
        Assert.IsType<NotYetReceived>(filing.UndoReceive("错", Desk, Given.Monday));
        Assert.Null(filing.Receive("收到", Desk, Given.Monday));
        Assert.IsType<AlreadyReceived>(filing.Receive("收到", Desk, Given.Monday));
        Assert.Null(filing.WhyNotPrint(print));
        Assert.Equal("地区人社局", filing.History[^1].Office);
        Assert.Null(filing.UndoReceive("拿错了", Desk, Given.Monday));
        Assert.Equal(new PrintGateNotReached(), filing.WhyNotPrint(print));
        Assert.IsType<NotPossibleNow>(Given.InApproval(Given.APlan()).Receive("收到", Desk, Given.Monday));
    }

    [Theory(DisplayName = "封面码：短横、大小写、空格都不碍事")]
    [InlineData("7k9m4q2t")]
    [InlineData("7K9M-4Q2T")]
    [InlineData("7K9M 4Q2T")]
    public void Have_a_code_that_is_easy_to_type(string typed) => Assert.Equal("7K9M-4Q2T", PaperHandIn.Codes.ReadByHand(typed));
}
