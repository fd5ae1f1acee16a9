using TitleReview.Domain.Ballots;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Results;
using static TitleReview.Domain.Tests.Results.GivenResults;

namespace TitleReview.Domain.Tests.Results;

public sealed class A_result
{
    private static Moment After(ResultNotice notice) => new(Moment.EndOf(notice.LastDay).AddHours(9));

    [Fact(DisplayName = "第 9 页：总人数、参加人数、赞成、反对照计票，弃权、没有投的写进备注；公布之前空着，确认之后有文号"), Trait("rule", "TC-38")]
    public void Fills_page_nine_from_the_tally_alone()
    {
        var (meeting, round, results) = AfterTheVote((5, 1, 1), (3, 4, 0), (7, 0, 0));
        Assert.Equal([Verdict.Passed, Verdict.NotPassed, Verdict.Passed], results.Select(r => r.Verdict));
        Assert.All(results, r => Assert.Null(PageNine.Of(r, round.Of(r.FilingId), "工程师")));

        var notice = Posted(meeting, results);
        var page = PageNine.Of(results[0], round.Of(results[0].FilingId), "工程师")!;
        Assert.Equal(("7", "7", "5", "1", "弃权 1 人"), (page.Members, page.Attending, page.InFavour, page.Against, page.Remark));
        Assert.Equal(("同意具备工程师任职资格", ""), (page.Opinion.Split('，')[1].TrimEnd('。'), page.Confirming));
        Assert.Contains("未获通过", PageNine.Of(results[1], round.Of(results[1].FilingId), "工程师")!.Opinion, StringComparison.Ordinal);

        var (decision, refusal) = ResultDecision.Confirm(new(Guid.NewGuid()), notice, [results[0]], Given.Prefecture.Id, "人社职〔2023〕1号", After(notice).Today, Officer, After(notice));
        Assert.Null(refusal);
        Assert.Null(decision!.Decide(true, null, [results[0]], "地区人社局", Bureau, After(notice)));
        var confirmed = PageNine.Of(results[0], round.Of(results[0].FilingId), "工程师")!;
        Assert.Contains("人社职〔2023〕1号", confirmed.Confirming, StringComparison.Ordinal);
        Assert.NotEqual(page.Digest, confirmed.Digest);
        Assert.Equal((page.InFavour, page.Against, page.Remark), (confirmed.InFavour, confirmed.Against, confirmed.Remark));
    }

    [Fact(DisplayName = "结果对得上封存的计票；换一轮的计票、别人的计票，都对不上")]
    public void Reconciles_with_its_own_tally_only()
    {
        var (_, round, results) = AfterTheVote((5, 1, 1), (5, 1, 1));
        Assert.True(results[0].Reconciles(round.Of(results[0].FilingId)));
        Assert.False(results[0].Reconciles(round.Of(results[1].FilingId)));
        Assert.False(results[0].Reconciles(null));
        var (_, other, _) = AfterTheVote((5, 1, 1));
        Assert.False(results[0].Reconciles(other.Cases[0]));
        Assert.Throws<ArgumentException>(() => ReviewResult.Of(new(Guid.NewGuid()), AfterTheVote((7, 0, 0)).Meeting, round, Subject(results[0].FilingId), Met));
    }

    [Fact(DisplayName = "一票否决：没有票数，写明原因；不进公示"), Trait("rule", "KZ-07")]
    public void Is_knocked_out_without_a_vote()
    {
        var (meeting, _, _) = AfterTheVote((7, 0, 0));
        Assert.IsType<InvalidInput>(ReviewResult.KnockOut(new(Guid.NewGuid()), meeting, Subject(new(Guid.NewGuid())), " ", Met).Refusal);
        var (result, _) = ReviewResult.KnockOut(new(Guid.NewGuid()), meeting, Subject(new(Guid.NewGuid())), "国语水平测试不合格", Met);
        result!.Announce(new(Guid.NewGuid()));
        Assert.Equal((ResultState.NotPassed, "国语水平测试不合格"), (result.State, PageNine.Of(result, null, "工程师")!.Remark));
        Assert.True(result.Reconciles(null));
    }

    [Fact(DisplayName = "结果公示：次日起算五个工作日，调休上班的算；期满之前、有没有了结的异议时，都不能确认；查实的只停那一位"), Trait("rule", "KZ-16"), Trait("rule", "AK-06")]
    public void Is_publicised_before_it_is_confirmed()
    {
        var (meeting, _, results) = AfterTheVote((7, 0, 0), (6, 1, 0));
        var posted = Given.At(2023, 9, 28, 9);
        var notice = Posted(meeting, results, posted);
        Assert.Equal((new DateOnly(2023, 10, 7), new DateOnly(2023, 10, 11)), (notice.FirstDay, notice.LastDay));
        Assert.IsType<NoticeStillRunning>(Propose(notice, results, new(Moment.EndOf(notice.LastDay).AddHours(-1))).Refusal);

        Assert.IsType<InvalidInput>(notice.ObjectOnline(Guid.NewGuid(), new ResultId(Guid.NewGuid()), "不实", null, null, posted));
        var id = Guid.NewGuid();
        Assert.Null(notice.ObjectOnline(id, results[1].Id, "业绩不实", null, null, posted));
        Assert.Null(notice.ObjectOnline(id, results[1].Id, "业绩不实", null, null, posted));
        Assert.Single(notice.Objections);
        Assert.IsType<NoticeOver>(notice.ObjectOnline(Guid.NewGuid(), null, "晚了", null, null, After(notice)));

        Assert.IsType<ResultObjectionOpen>(Propose(notice, results, After(notice)).Refusal);
        Assert.Null(Propose(notice, [results[0]], After(notice)).Refusal);
        Upheld(notice.Find(id)!, results[1], again: true, "查实，业绩不是本人的", After(notice));
        Assert.Equal((ResultState.Reexamining, ResultState.Publicised), (results[1].State, results[0].State));
        Assert.Null(PageNine.Of(results[1], null, "工程师"));
        Assert.IsType<ResultNotSo>(Propose(notice, [results[1]], After(notice)).Refusal);

        Assert.IsType<InvalidInput>(notice.Mirror(Given.Station.Id, posted.Today.AddDays(-1), Officer, After(notice)));
        Assert.Null(notice.Mirror(Given.Station.Id, posted.Today, Officer, After(notice)));
        Assert.IsType<MirroredAlready>(notice.Mirror(Given.Station.Id, posted.Today, Officer, After(notice)));
        Assert.IsType<NotFoundHere>(notice.Mirror(Given.Institute.Id, posted.Today, Officer, After(notice)));
    }

    [Fact(DisplayName = "确认、撤销都要第二个人；自己提的自己不能同意；不同意的回到原来；撤销写行为与依据")]
    public void Is_decided_by_two()
    {
        var (meeting, round, results) = AfterTheVote((7, 0, 0));
        var (notice, result) = (Posted(meeting, results), results[0]);
        var later = After(notice);
        Assert.IsType<InvalidInput>(ResultDecision.Confirm(new(Guid.NewGuid()), notice, results, Given.Prefecture.Id, "", later.Today, Officer, later).Refusal);
        Assert.IsType<InvalidInput>(ResultDecision.Confirm(new(Guid.NewGuid()), notice, results, Given.Prefecture.Id, "1号", notice.FirstDay, Officer, later).Refusal);
        var first = Propose(notice, results, later).Decision!;
        Assert.IsType<DecisionUnderWay>(Propose(notice, results, later).Refusal);
        Assert.IsType<OwnDecision>(first.Decide(true, null, results, "人社局", Officer, later));
        Assert.IsType<InvalidInput>(first.Decide(false, " ", results, "人社局", Bureau, later));
        Assert.Null(first.Decide(false, "名单少一位", results, "人社局", Bureau, later));
        Assert.Equal((ResultState.Publicised, null), (result.State, result.WaitingId));
        Assert.IsType<DecidedAlready>(first.Decide(true, null, results, "人社局", Bureau, later));

        Assert.Null(Propose(notice, results, later).Decision!.Decide(true, null, results, "人社局", Bureau, later));
        Assert.Equal((ResultState.Confirmed, "人社职〔2023〕1号", "人社局"), (result.State, result.DocumentNumber, result.ConfirmedBy));
        var before = result.RecordDigest;
        Assert.IsType<InvalidInput>(ResultDecision.Revoke(new(Guid.NewGuid()), result, Given.Prefecture.Id, "2号", later.Today, "", "", Officer, later).Refusal);
        // What is found must fit on the certificate that falls with it.
        Assert.IsType<InvalidInput>(ResultDecision.Revoke(new(Guid.NewGuid()), result, Given.Prefecture.Id, "2号", later.Today, new string('假', 201), "第三十九条", Officer, later).Refusal);
        var (revocation, _) = ResultDecision.Revoke(new(Guid.NewGuid()), result, Given.Prefecture.Id, "2号", later.Today, "材料伪造", "第三十九条", Officer, later);
        Assert.Null(revocation!.Decide(true, null, results, "人社局", Bureau, later));
        Assert.Equal(ResultState.Revoked, result.State);
        Assert.Contains("撤销", PageNine.Of(result, round.Of(result.FilingId), "工程师")!.Confirming, StringComparison.Ordinal);
        Assert.NotEqual(before, result.RecordDigest);
    }

    [Fact(DisplayName = "复查：公布之后在期限里提，一件办完才能再提；查实的重新评审，没有通过的不会因此直接通过")]
    public void Is_rechecked_when_asked()
    {
        var (meeting, _, results) = AfterTheVote((3, 4, 0));
        var notice = Posted(meeting, results);
        var (own, terms) = (Given.By(results[0].ApplicantId), Terms.Results);
        Assert.IsType<InvalidInput>(notice.AskRecheck(Guid.NewGuid(), results[0], terms, "", own, Met));
        Assert.IsType<RecheckTooLate>(notice.AskRecheck(Guid.NewGuid(), results[0], terms, "请复查", own, Met.Plus(TimeSpan.FromDays(terms.RecheckDays + 1))));
        var id = Guid.NewGuid();
        Assert.Null(notice.AskRecheck(id, results[0], terms, "请核对计票", own, Met));
        Assert.IsType<RecheckUnderWay>(notice.AskRecheck(Guid.NewGuid(), results[0], terms, "再核对", own, Met));
        Assert.IsType<ResultNotSo>(ResultDecision.Uphold(new(Guid.NewGuid()), results[0], Given.Prefecture.Id, notice.Find(id)!, false, "属实", Officer, Met).Refusal);
        Assert.IsType<ObjectionOutcomeRequired>(ResultDecision.Uphold(new(Guid.NewGuid()), results[0], Given.Prefecture.Id, notice.Find(id)!, true, " ", Officer, Met).Refusal);
        Upheld(notice.Find(id)!, results[0], again: true, "程序有误，重新评审", Met);
        Assert.Equal(ResultState.Reexamining, results[0].State);
    }

    /// <summary>By one, agreed by another.</summary>
    private static void Upheld(ResultObjection objection, ReviewResult result, bool again, string outcome, Moment at)
    {
        var (decision, refusal) = ResultDecision.Uphold(new(Guid.NewGuid()), result, Given.Prefecture.Id, objection, again, outcome, Officer, at);
        Assert.Null(refusal);
        Assert.IsType<OwnDecision>(decision!.Decide(true, null, [result], "人社局", Officer, at));
        Assert.Null(decision.Decide(true, null, [result], "人社局", Bureau, at));
        Assert.Null(decision.Uphold(objection, result, Bureau, at));
        Assert.Equal(outcome, objection.Outcome);
    }

    private static (ResultDecision? Decision, Refusal? Refusal) Propose(ResultNotice notice, IReadOnlyList<ReviewResult> people, Moment at) =>
        ResultDecision.Confirm(new(Guid.NewGuid()), notice, people, Given.Prefecture.Id, "人社职〔2023〕1号", at.Today, Officer, at);
}
