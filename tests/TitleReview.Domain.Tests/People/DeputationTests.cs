using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.Domain.Tests.People;

public sealed class Standing_in_for_another
{
    private static readonly OfficeId Office = new(Guid.NewGuid());
    private static readonly Actor Zhang = new(new UserId(Guid.NewGuid()), "张三", Role.Officer, Office);
    private static readonly Actor Li = new(new UserId(Guid.NewGuid()), "李四", Role.Officer, Office);
    private static readonly Moment Now = new(new DateTimeOffset(2023, 9, 18, 9, 0, 0, Moment.Beijing));

    private static (Deputation? Deputation, Refusal? Refusal) Appoint(DateOnly? from, DateOnly? to, bool standing = false, Actor? deputy = null) =>
        Deputation.Appoint(new DeputationId(Guid.NewGuid()), new DeputationForm { From = from, To = to, Standing = standing }, deputy is null ? (Li.UserId, Li.Name) : (deputy.UserId, deputy.Name), Zhang, Now);

    private static Moment On(int day, int hour = 9) => new(new DateTimeOffset(2023, 9, day, hour, 0, 0, Moment.Beijing));

    [Fact(DisplayName = "离岗代办：从第一天零点起，到最后一天二十四点自己结束；本人和代的人都可以提前结束，别人不行")]
    public void Ends_by_itself_on_its_day()
    {
        var cover = Appoint(new(2023, 9, 20), new(2023, 9, 22)).Deputation!;
        Assert.Equal([false, true, true, false], new[] { On(19, 23), On(20, 0), On(22, 23), On(23, 0) }.Select(cover.InForce));
        Assert.True(cover.Over(On(23, 0)));
        Assert.IsType<DeputationOver>(cover.End(Zhang, On(23, 0)));

        var again = Appoint(new(2023, 9, 20), new(2023, 9, 22)).Deputation!;
        Assert.IsType<NotFoundHere>(again.End(new Actor(new UserId(Guid.NewGuid()), "王五", Role.Officer, Office), On(20)));
        Assert.Null(again.End(Li, On(20)));
        Assert.False(again.InForce(On(20)));
    }

    [Fact(DisplayName = "自己不能代自己；不能倒填；没有止日的要说是长期，长期的本人照常办；一次不过半年")]
    public void Is_appointed_with_sense()
    {
        Assert.Equal(["Deputy"], Errors(Appoint(new(2023, 9, 20), new(2023, 9, 22), deputy: Zhang)));
        Assert.Equal(["From"], Errors(Appoint(new(2023, 9, 17), new(2023, 9, 22))));
        Assert.Equal(["To"], Errors(Appoint(new(2023, 9, 20), null)));
        Assert.Equal(["To"], Errors(Appoint(new(2023, 9, 20), new(2023, 9, 19))));
        Assert.Equal(["To"], Errors(Appoint(new(2023, 9, 20), new(2024, 9, 19))));
        var standing = Appoint(new(2023, 9, 18), null, standing: true).Deputation!;
        Assert.True(standing is { PrincipalMayAct: true, To: null } && standing.InForce(On(30)));
    }

    private static IEnumerable<string> Errors((Deputation? Deputation, Refusal? Refusal) answer) => Assert.IsType<InvalidInput>(answer.Refusal).Errors.Select(e => e.Field);

    [Fact(DisplayName = "落款写明代谁；以张三名义提的，李四自己不能同意，张三可以；张三自己提的，代张三的李四不能同意，李四本人可以"), Trait("rule", "TC-43")]
    public void Counts_the_two_as_two()
    {
        var forZhang = Li with { For = new Principal(Zhang.UserId, Zhang.Name) };
        Assert.Equal("李四（代 张三）", forZhang.Signature);

        var byDeputy = Proposed(forZhang);
        Assert.Equal("李四（代 张三）", byDeputy.ProposedByName);
        Assert.IsType<OwnProposal>(byDeputy.WhyNotDecide(Li));
        Assert.IsType<OwnProposal>(byDeputy.WhyNotDecide(forZhang));
        Assert.Null(byDeputy.WhyNotDecide(Zhang));

        var byPrincipal = Proposed(Zhang);
        Assert.IsType<OwnProposal>(byPrincipal.WhyNotDecide(forZhang));
        Assert.Null(byPrincipal.WhyNotDecide(Li));
    }

    private static Proposal Proposed(Actor by) => Proposal.Make(new ProposalId(Guid.NewGuid()), ProposalMatter.RefundTry, new FilingId(Guid.NewGuid()), new Stop(Office, "县人社局", Given.Terms().Chains[0].Steps[1]), new ProposalSubject(1, "缺章"), new SecondPerson(true, null), "退错了", by, Now).Proposal!;

    [Fact(DisplayName = "交接：对方接收才算，只有交出的人能收回；办过的不能再办")]
    public void Hands_over_only_to_whom_accepts()
    {
        Handover Offer() => new(new HandoverId(Guid.NewGuid()), (Li.UserId, Li.Name), true, [new OpenWork("待审核的申报", 3, "/inbox")], " 详见清单 ", Zhang, Now);
        Assert.IsType<NotFoundHere>(Offer().Accept([], Zhang, Now));
        Assert.IsType<NotFoundHere>(Offer().TakeBack(Li, Now));
        var handover = Offer();
        Assert.Null(handover.Accept([new OpenWork("待审核的申报", 5, "/inbox")], Li, Now));
        Assert.Equal(5, handover.Work[0].Count);
        Assert.IsType<HandoverDecided>(handover.TakeBack(Zhang, Now));
    }

    [Fact(DisplayName = "导入：办完即删去各行的密文；办了一部分的不能取消，从断处接着办")]
    public void Keeps_no_numbers_when_done()
    {
        var sheet = new ImportSheet(new ImportSheetId(Guid.NewGuid()), ImportKind.Staff, "名单.xlsx", 3, [1, 2], Zhang, Now);
        sheet.Choose(true);
        sheet.Handle([new(2, "甲", ImportResult.Added, "添上"), new(3, "乙", ImportResult.Skipped, "跳过")], Now);
        sheet.Choose(false);
        Assert.True(sheet is { UpdatesExisting: true, Handled: 2, State: ImportState.Previewed });
        Assert.IsType<ImportBegun>(sheet.Drop(Now));
        sheet.Handle([new(4, "丙", ImportResult.Added, "添上")], Now);
        Assert.True(sheet is { State: ImportState.Done, SealedRows.Length: 0 } && sheet.Outcome.Count == 3);
        Assert.IsType<ImportOver>(sheet.WhyNotRun());
    }
}
