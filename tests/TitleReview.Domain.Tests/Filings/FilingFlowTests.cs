using TitleReview.Domain.Filings;

namespace TitleReview.Domain.Tests.Filings;

public sealed class The_flow_table
{
    private static readonly FilingStatus[] Finished = [FilingStatus.NotAccepted, FilingStatus.Lapsed];

    public static TheoryData<FilingStatus, FilingAction> EveryPair()
    {
        var data = new TheoryData<FilingStatus, FilingAction>();
        foreach (var status in Enum.GetValues<FilingStatus>())
            foreach (var action in Enum.GetValues<FilingAction>()) data.Add(status, action);
        return data;
    }

    [Theory(DisplayName = "流转表上没有的一步，一律不许；有的才许"), MemberData(nameof(EveryPair))]
    public void Refuses_every_pair_that_is_not_in_it(FilingStatus status, FilingAction action)
    {
        var inTable = FilingFlow.Passages.Any(p => p.From == status && p.Action == action);

        Assert.Equal(inTable ? null : new NotPossibleNow(status, action), FilingFlow.WhyNot(status, action));
    }

    [Fact(DisplayName = "每个状态都走得到")]
    public void Reaches_every_status()
    {
        HashSet<FilingStatus> reached = [FilingStatus.Draft];
        while (FilingFlow.Passages.Where(p => reached.Contains(p.From)).Select(p => p.To).Any(reached.Add)) { }

        Assert.Equal(Enum.GetValues<FilingStatus>().Order(), reached.Order());
    }

    [Fact(DisplayName = "没有办结的状态都有出路；办结的只有机构退错了、退还机会重新打开这一条")]
    public void Leaves_every_unfinished_status()
    {
        foreach (var status in Enum.GetValues<FilingStatus>())
            Assert.Equal(!Finished.Contains(status), FilingFlow.Passages.Any(p => p.From == status && p.Action != FilingAction.RefundTry));
    }

    [Fact(DisplayName = "表上每一步只写一次，每个动作都用得到")]
    public void Says_each_passage_once_and_uses_every_action()
    {
        Assert.Equal(FilingFlow.Passages.Distinct(), FilingFlow.Passages);
        Assert.Equal(Enum.GetValues<FilingAction>(), FilingFlow.Passages.Select(p => p.Action).Distinct().Order());
    }

    [Fact(DisplayName = "每个状态、动作都有中文叫法，互不相同")]
    public void Has_a_label_for_everything()
    {
        Assert.Distinct(Enum.GetValues<FilingStatus>().Select(s => s.Label()));
        Assert.Distinct(Enum.GetValues<FilingAction>().Select(a => a.Label()));
    }
}
