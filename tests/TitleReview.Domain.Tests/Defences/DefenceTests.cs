using TitleReview.Domain.Defences;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Tests.Committees;

namespace TitleReview.Domain.Tests.Defences;

public sealed class A_defence
{
    private static readonly Moment Now = new(new DateTimeOffset(2023, 11, 11, 10, 0, 0, Moment.Beijing));
    private static readonly MeetingId Meeting = new(Guid.NewGuid());
    private static readonly FilingId Filing = new(Guid.NewGuid());
    private static readonly DefenceRule Rule = new(DefenceMode.Onsite);
    private static readonly Actor First = GivenCommittee.Officer with { UserId = new(Guid.NewGuid()) }, Second = new(new(Guid.NewGuid()), "另一位", Role.Officer, Given.Prefecture.Id, AtTop: true);

    private static readonly DefenceTerms Bazhou = new([Rule], [new(ExemptionKind.Duty, ["“访惠聚”驻村", "南疆学前教育支教"]), new(ExemptionKind.Place, ["且末县"]), new(ExemptionKind.EmployerLevel, ["县级以下基层单位"])], true, true, 100);
    private static readonly DefenceTerms Unscored = Bazhou with { Points = null };

    private static Defence Scheduled(double fromHours = 0)
    {
        var at = new TimeSlot(Now.Instant.AddHours(fromHours), Now.Instant.AddHours(fromHours).AddMinutes(20));
        var sitting = DefenceSitting.Make(new SittingId(Guid.NewGuid()), Domain.Meetings.Meeting.Call(Meeting, GivenCommittee.ADraw(GivenCommittee.Candidates(GivenCommittee.Experts(9)), GivenCommittee.Order(new Domain.Committees.DrawStratum("水利", 7, 2))),
            new MeetingFacts("会", Now.Instant.AddDays(9), "三楼", null, [new(1, "一组", "")]), Given.Prefecture.Id, First, Now).Meeting!, Bazhou, new(1, at.From, at.To, 20, "301", null), [], First, new(at.From.AddDays(-1))).Sitting!;
        return Defence.Of(Meeting, new(Filing, sitting, at));
    }

    private static DefenceMark Mark(DefenceTerms terms, int? score, bool? passed)
    {
        var mark = new DefenceMark(Meeting, Filing, new ExpertId(Guid.NewGuid()));
        Assert.Null(mark.Give(score, passed, "答得清楚", terms, Now));
        return mark;
    }

    private static Exemption Exempt()
    {
        var (exemption, refusal) = Exemption.Propose(Guid.NewGuid(), new(Filing, new(Guid.NewGuid()), Given.Prefecture.Id), Bazhou, ExemptionKind.Duty, "“访惠聚”驻村", "2022 年在某村驻村", "驻村证明", First, Now);
        Assert.Null(refusal);
        Assert.Null(exemption!.Decide(true, null, Second, Now));
        return exemption;
    }

    [Fact(DisplayName = "平均分用整数算，四舍五入到百分之一分：任意几位、任意分数都与分数的定义相符"), Trait("rule", "BZ-25")]
    public void Is_averaged_in_integers()
    {
        Assert.Null(DefenceScores.Average([]));
        Assert.Equal(8667, DefenceScores.Average([8600, 8700, 8700]));
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            List<int> scores = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(0, 101) * 100)];
            Assert.Equal((int)Math.Floor((decimal)scores.Sum() / scores.Count + 0.5m), DefenceScores.Average(scores));
        }
    }

    [Fact(DisplayName = "打分：0 至满分的整数；不赋分的选合格、不合格；越界的、没有给的当场说")]
    public void Is_marked_within_bounds()
    {
        var mark = new DefenceMark(Meeting, Filing, new ExpertId(Guid.NewGuid()));
        foreach (var wrong in new int?[] { null, -1, 101 }) Assert.Equal("Score", ((InvalidInput)mark.Give(wrong, true, "", Bazhou, Now)!).Errors[0].Field);
        Assert.Equal("Passed", ((InvalidInput)mark.Give(90, null, "", Unscored, Now)!).Errors[0].Field);
        Assert.Equal("Remark", ((InvalidInput)mark.Give(90, null, new string('长', 501), Bazhou, Now)!).Errors[0].Field);
        Assert.Null(mark.Give(0, null, "", Bazhou, Now));
        Assert.Null(mark.Give(100, null, "", Bazhou, Now));
        Assert.Null(mark.Give(null, false, "", Unscored, Now));
        Assert.Equal((null, false), (mark.Score, mark.Passed));
    }

    [Fact(DisplayName = "结束：到了时间、评的够三位才行；赋分的算平均，不赋分的过半数合格为合格；结束了不能再评、再改")]
    public void Is_closed_with_enough_marks()
    {
        Assert.IsType<DefenceNotYet>(Scheduled(1).Close(1, [], Bazhou, 3, First, Now));
        var defence = Scheduled();
        Assert.Equal(new TooFewMarks(4, 2, 3), defence.Close(4, [Mark(Bazhou, 80, null), Mark(Bazhou, 81, null)], Bazhou, 3, First, Now));
        Assert.Null(defence.Close(4, [Mark(Bazhou, 80, null), Mark(Bazhou, 81, null), Mark(Bazhou, 81, null)], Bazhou, 3, First, Now));
        Assert.Equal((DefenceState.Done, 8067, (bool?)null), (defence.State, defence.Score, defence.Passed));
        Assert.IsType<DefenceOver>(defence.WhyNotMark(Now));
        Assert.IsType<DefenceOver>(defence.Wait("病了"));
        Assert.IsType<DefenceOver>(defence.Close(4, [], Bazhou, 3, First, Now));

        foreach (var (passed, expected) in new[] { (1, false), (2, false), (3, true) })
        {
            var plain = Scheduled();
            Assert.Null(plain.Close(1, [.. Enumerable.Range(0, 4).Select(i => Mark(Unscored, null, i < passed))], Unscored, 3, First, Now));
            Assert.Equal((null, expected), (plain.Score, plain.Passed));
        }
    }

    [Fact(DisplayName = "没有来的记下，写明情况；没有到时间的不能记；再给一次的放进候补、再排")]
    public void May_be_missed_and_repeated()
    {
        Assert.IsType<DefenceNotYet>(Scheduled(1).Miss("没有来", First, Now));
        var defence = Scheduled();
        Assert.IsType<InvalidInput>(defence.Miss(" ", First, Now));
        Assert.Null(defence.Miss("联系不上", First, Now));
        Assert.IsType<NotScheduled>(defence.WhyNotMark(Now));
        Assert.IsType<NotScheduled>(defence.Miss("再记", First, Now));
        Assert.Null(defence.Wait("路上耽误，再给一次"));
        Assert.Equal((DefenceState.Waiting, null), (defence.State, defence.At));
        Assert.Null(defence.Miss("说不来了", First, Now));
    }

    [Fact(DisplayName = "免于答辩：只能选通知写了的；写明怎样合、看了什么证明；另一个人同意了才算数；撤回要理由，表决过的不能撤"), Trait("rule", "BZ-26")]
    public void Is_spared_only_by_what_the_notice_names()
    {
        (Exemption? Exemption, Refusal? Refusal) Propose(DefenceTerms terms, ExemptionKind? kind, string? basis, string? reason = "驻村", string? evidence = "证明") =>
            Exemption.Propose(Guid.NewGuid(), new(Filing, new(Guid.NewGuid()), Given.Prefecture.Id), terms, kind, basis, reason, evidence, First, Now);

        foreach (var (kind, basis) in new (ExemptionKind?, string?)[] { (ExemptionKind.Place, "尉犁县"), (ExemptionKind.Duty, "且末县"), (null, "且末县"), ((ExemptionKind)9, "且末县"), (ExemptionKind.Duty, null) })
            Assert.Equal("Basis", ((InvalidInput)Propose(Bazhou, kind, basis).Refusal!).Errors[0].Field);
        Assert.IsType<InvalidInput>(Propose(new([Rule], []), ExemptionKind.Place, "且末县").Refusal);
        Assert.Equal(["Reason", "Evidence"], ((InvalidInput)Propose(Bazhou, ExemptionKind.Place, "且末县", " ", "").Refusal!).Errors.Select(e => e.Field));

        var one = Propose(Bazhou, ExemptionKind.Place, "且末县").Exemption!;
        Assert.IsType<OwnExemption>(one.Decide(true, null, First, Now));
        Assert.IsType<InvalidInput>(one.Decide(false, "", Second, Now));
        Assert.Null(one.Decide(true, null, Second, Now));
        Assert.IsType<ExemptionDecided>(one.Decide(true, null, Second, Now));
        Assert.IsType<VotedWithExemption>(one.Withdraw("查明不合", true, First, Now));
        Assert.IsType<InvalidInput>(one.Withdraw("", false, First, Now));
        Assert.Null(one.Withdraw("查明不合", false, First, Now));
        Assert.True(one.IsAgreed);
        UndoneByTwo(one);
        foreach (var (step, word) in one.Steps.Zip([$"{First.Signature}提出", $"{Second.Signature}同意", $"{First.Signature}提出撤回：登错了", $"{Second.Signature}同意撤回"])) Assert.EndsWith(word, step, StringComparison.Ordinal);
        Assert.Equal(4, one.Steps.Count());
    }

    /// <summary>Whoever asked for it asks again, alone; the other refuses, then agrees.</summary>
    private static void UndoneByTwo(AgreedByTwo one)
    {
        if (!one.IsUndoing) Assert.Null(one.Withdraw("登错了", false, First, Now));
        Assert.IsType<UndoAsked>(one.Withdraw("再撤", false, Second, Now));
        Assert.IsType<OwnUndo>(one.DecideUndo(true, false, First, Now));
        Assert.Null(one.DecideUndo(false, false, Second, Now));
        Assert.Equal((true, false), (one.IsAgreed, one.IsUndoing));
        Assert.Null(one.Withdraw("登错了", false, First, Now));
        Assert.False(one.DecideUndo(true, voted: true, Second, Now) is null);
        Assert.Null(one.DecideUndo(true, false, Second, Now));
        Assert.Equal((AgreedState.Withdrawn, Second.Signature), (one.State, one.UndoneBy));
        Assert.False(one.DecideUndo(true, false, Second, Now) is null);
        Assert.False(one.Withdraw("又撤", false, First, Now) is null);
    }

    [Fact(DisplayName = "免于答辩的：赋分的按当年本专业答辩人员的平均分，没有人答辩的照计划说；不赋分的按通过对待"), Trait("rule", "BZ-25")]
    public void Gives_the_exempt_the_average()
    {
        DefenceStanding Standing(DefenceTerms terms, Exemption exemption, params int[] others) => DefenceStanding.Of(terms, Rule, exemption, null, others, others.Length);

        var scored = Standing(Bazhou, Exempt(), 8000, 9001);
        Assert.Equal((DefenceStandingKind.Exempt, 8501), (scored.Kind, scored.Score));
        Assert.EndsWith("当年本专业答辩人员（2 人）的平均分 85.01 分。", scored.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("免于答辩，依据：“访惠聚”驻村（2022 年在某村驻村）", scored.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("没有平均分，按通过答辩对待。", Standing(Bazhou, Exempt()).Sentence, StringComparison.Ordinal);
        Assert.EndsWith("，按通过答辩对待。", Standing(Unscored, Exempt(), 8000).Sentence, StringComparison.Ordinal);
        Assert.Null(Standing(Unscored, Exempt(), 8000).Score);
        Assert.True(scored.Ready);

        // 定下之后，别的会再有人答辩也不变。
        var settled = Exempt();
        settled.Settle(8501, 2);
        Assert.Equal(8501, Standing(Bazhou, settled, 8000, 9001, 100).Score);

        // 给委员看的，没有人写的理由。
        Assert.DoesNotContain("2022", DefenceStanding.Of(Bazhou, Rule, Exempt(), null, [], 0, blind: true).Sentence, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "阿克苏只说了平均分：没有人答辩的，没有平均分，不赋分"), Trait("rule", "AK-18")]
    public void Has_no_average_of_nobody() =>
        Assert.EndsWith("没有人参加答辩，没有平均分，不赋分。", DefenceStanding.Of(Bazhou with { PassedWhenUnscored = false }, Rule, Exempt(), null, [], 0).Sentence, StringComparison.Ordinal);

    [Fact(DisplayName = "表决之前：不要求的、免了的、答过的可以；排定没有答的、候补的、没有来的、没有排的不行")]
    public void Stands_before_the_vote()
    {
        DefenceStandingKind Kind(DefenceRule? rule, Exemption? exemption, Defence? defence) => DefenceStanding.Of(Bazhou, rule, exemption, defence, [], 0).Kind;

        Assert.Equal(DefenceStandingKind.NotAsked, Kind(null, null, null));
        Assert.Equal(DefenceStandingKind.Unplanned, Kind(Rule, null, null));
        Assert.Equal(DefenceStandingKind.Scheduled, Kind(Rule, null, Scheduled()));
        Assert.Equal(DefenceStandingKind.Waiting, Kind(Rule, null, Defence.Waiting(Meeting, Filing, "排满了")));
        var absent = Scheduled();
        Assert.Null(absent.Miss("没有来", First, Now));
        Assert.Equal(DefenceStandingKind.Absent, Kind(Rule, null, absent));
        Assert.Equal(DefenceStandingKind.Exempt, Kind(Rule, Exempt(), absent));
    }

    [Fact(DisplayName = "从申报里看出的线索：任务、地方、单位层级，各说是从哪句话看出来的；没有写的不提"), Trait("rule", "BZ-26")]
    public void Is_hinted_at_by_the_filing()
    {
        var form = new FilingForm();
        form.Add(FormCatalogue.Work, Guid.NewGuid()).Values["post"] = "参加访惠聚驻村工作队，任副队长";
        Assert.Equal([(ExemptionKind.Duty, "“访惠聚”驻村")], ExemptionHint.Of(Bazhou, form, "尉犁县公路养护段", "尉犁县").Select(h => (h.Kind, h.Basis)));
        Assert.Equal([ExemptionKind.Duty, ExemptionKind.Place, ExemptionKind.EmployerLevel], ExemptionHint.Of(Bazhou, form, "且末县奥依亚依拉克镇农经站", "且末县").Select(h => h.Kind));
        Assert.Empty(ExemptionHint.Of(Bazhou, new FilingForm(), "尉犁县公路养护段", "尉犁县"));
    }

    [Fact(DisplayName = "国语水平测试：另一个人核对了才算数；核对过的不合格一票否决；登错的写明理由撤回"), Trait("rule", "KZ-07")]
    public void Is_knocked_out_by_the_language_test()
    {
        var terms = new LanguageTerms("国语水平测试", "stateLanguage", ["达标", "不达标"], "达标", KnockOut: true);
        (LanguageTest? Test, Refusal? Refusal) Enter(bool? passed, DateOnly? day, string? score) => LanguageTest.Enter(Guid.NewGuid(), new(Filing, new(Guid.NewGuid()), Given.Prefecture.Id), terms, passed, day, score, First, Now);

        Assert.Equal(["Passed", "Day", "Score"], ((InvalidInput)Enter(null, Now.Today.AddDays(1), "abc").Refusal!).Errors.Select(e => e.Field));
        var test = Enter(false, Now.Today, "不达标").Test!;
        Assert.False(test.KnocksOut);
        Assert.IsType<OwnTest>(test.Decide(true, null, First, Now));
        Assert.Null(test.Decide(true, null, Second, Now));
        Assert.True(test.KnocksOut);
        Assert.Equal("国语水平测试不合格（2023年11月11日，不达标），一票否决", test.Sentence);
        Assert.IsType<TestUsed>(test.Withdraw("登错了", true, First, Now));
        Assert.Null(test.Withdraw("登错了", false, First, Now));
        Assert.True(test.KnocksOut);
        UndoneByTwo(test);
        Assert.False(test.KnocksOut);

        // What still waits is taken back by whoever entered it, and by nobody else.
        var waiting = Enter(false, Now.Today, "58").Test!;
        Assert.IsType<NotYoursToTakeBack>(waiting.Withdraw("不对", false, Second, Now));
        Assert.Null(waiting.Withdraw("登错了人", false, First, Now));
        Assert.Equal(AgreedState.Withdrawn, waiting.State);
    }

    [Fact(DisplayName = "国语水平测试的成绩：一个数，或计划里的等级，或空着；不是数的、多打一位的不收；等级不到的不能记合格"), Trait("rule", "KZ-07")]
    public void Has_a_score_that_is_one()
    {
        var terms = new LanguageTerms("国语水平测试", "stateLanguage", ["三级甲等", "三级乙等"], "三级甲等", KnockOut: true);
        (LanguageTest? Test, Refusal? Refusal) Enter(string? score, bool passed = true) => LanguageTest.Enter(Guid.NewGuid(), new(Filing, new(Guid.NewGuid()), Given.Prefecture.Id), terms, passed, Now.Today, score, First, Now);

        foreach (var (written, kept) in new[] { ("58", "58 分"), ("58.50", "58.5 分"), ("８１ 分", "81 分"), ("0", "0 分"), ("999.99", "999.99 分"), ("三级甲等", "三级甲等"), ("", "") })
            Assert.Equal(kept, Enter(written).Test!.Score);
        foreach (var wrong in new[] { "abc", "-1", "1000", "58.555", "1e1", "五十八", "NaN", "分", "1,000" })
            Assert.Equal("Score", Assert.Single(Assert.IsType<InvalidInput>(Enter(wrong).Refusal).Errors).Field);
        Assert.Equal("Score", Assert.Single(Assert.IsType<InvalidInput>(Enter("三级乙等").Refusal).Errors).Field);
        Assert.Null(Enter("三级乙等", passed: false).Refusal);
        Assert.Equal("国语水平测试合格（2023年11月11日）", Enter("").Test!.Sentence);
    }
}
