using System.Text.RegularExpressions;
using TitleReview.App.Demo;
using TitleReview.App.Plans;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Tests.Plans;

public sealed partial class The_shipped_plans
{
    public static TheoryData<string> Names() => [.. PlanFiles.Shipped];

    [Fact(DisplayName = "五份通知，五个端口，各有一份计划")]
    public void Are_five() => Assert.Equal(PlanFiles.Shipped.Order(), DemoPeople.Ports.Select(p => p.Plan).Order());

    [Theory(DisplayName = "校验没有悬着的：错的没有，读通知找出的矛盾都写明怎么定；点名的机构演示里都有"), MemberData(nameof(Names))]
    public void Leave_nothing_open(string name)
    {
        var offices = DemoPeople.Ports.Single(p => p.Plan == name).Desks.Select(d => d.Name).ToHashSet();
        var findings = PlanValidator.Check(new PlanToCheck(PlanFiles.Read(name), null, offices, PlanFiles.Notice(name)));

        Assert.Equal([], findings.Where(f => f.Open).Select(f => $"{f.Path}: {f.Sentence}"));
    }

    [Theory(DisplayName = "出处逐句摘自通知：可以略去，不可以改写；编号是这份通知的"), MemberData(nameof(Names))]
    public void Quote_their_notice(string name)
    {
        var own = PlanFiles.Read(name).Clauses.Values.Where(c => c.RuleId is not ("国家规定" or "评审条件")).ToList();
        var notice = Bare(PlanFiles.Notice(name));

        Assert.NotEmpty(own);
        var prefix = name == "xinjiang-2021" ? "KJ" : DemoPeople.Ports.Single(p => p.Plan == name).Code;
        Assert.All(own, c => Assert.Matches($"^{prefix}-[0-9]{{2}}$", c.RuleId));
        Assert.Equal([], own.SelectMany(c => Pieces().Split(Bare(c.Sentence))).Where(part => !notice.Contains(part, StringComparison.Ordinal)));
    }

    [Theory(DisplayName = "每个材料栏目的出处都摘了原句，任交几种的也是"), MemberData(nameof(Names))]
    public void Say_where_each_slot_comes_from(string name)
    {
        var terms = PlanFiles.Read(name);
        Assert.All(terms.Slots.Select(s => s.Clause).Concat(terms.SlotGroups.Select(g => g.Clause)).OfType<string>(), key => Assert.NotNull(terms.Clause(key)));
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('“' or '”' or '*')));

    [GeneratedRegex("[。，；（）：、]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pieces();
}
