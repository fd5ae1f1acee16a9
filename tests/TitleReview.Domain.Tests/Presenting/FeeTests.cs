using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Tests.Presenting;

public sealed class Fees
{
    private static readonly Moment Now = Given.Monday;

    private static PlanTerms With(FeeTerms fees, params Milestone[] milestones) => Given.Terms() with { Fees = fees, Milestones = milestones };

    private static FeeTerms ByUnit(int yuan) => new(FeePayer.Employer, null, "由单位缴", [new FeeRow(yuan)]);

    private static FeeNotice Notice(PlanTerms terms, Filing? filing = null) =>
        FeeNotice.Issue(filing ?? Given.Passed(new Plan(new PlanId(Guid.NewGuid()), terms, 1, Now)), terms, EmployerKind.PublicInstitution, Given.Prefecture.Id, Now);

    internal static List<FeeNotice> OfOneUnit(int count, int yuan)
    {
        var plan = new Plan(new PlanId(Guid.NewGuid()), With(ByUnit(yuan)), 1, Now);
        return [.. Enumerable.Range(0, count).Select(_ => Notice(plan.Terms, Given.Passed(plan)))];
    }

    private static PaymentForm Slip(string amount, string? explanation = null) => new() { Amount = amount, PaidOn = Now.Today, PayerName = "水利工作站", Explanation = explanation };

    private static readonly PaymentSlip Scan = new("a", "jpg", "回单.jpg", 1, 1);

    private static (Payment? Payment, Refusal? Refusal) Submit(List<FeeNotice> notices, PaymentForm form, Actor? by = null) =>
        Payment.Submit(new PaymentId(Guid.NewGuid()), form, notices, Scan, by ?? Given.By(Given.Station), Now);

    [Theory(DisplayName = "金额按级别与取得方式取自计划；零是不用缴，没有这一行是未定"), Trait("rule", "BZ-27"), Trait("rule", "KJ-14")]
    [InlineData(Grade.Intermediate, TitleTrack.Review, 38000L, FeeState.Unpaid)]
    [InlineData(Grade.Assistant, TitleTrack.InitialDetermination, 10000L, FeeState.Unpaid)]
    [InlineData(Grade.Intermediate, TitleTrack.Conferral, 0L, FeeState.Free)]
    [InlineData(Grade.Senior, TitleTrack.Review, null, FeeState.Unpriced)]
    public void Are_what_the_plan_says(Grade grade, TitleTrack track, long? fen, FeeState state)
    {
        var terms = With(new(FeePayer.Applicant, null, null, [new(100, new Scope(Grades: [Grade.Assistant], Tracks: [TitleTrack.InitialDetermination])), new(0, new Scope(Tracks: [TitleTrack.Conferral])), new(380, new Scope(Grades: [Grade.Intermediate]))]));
        var plan = new Plan(new PlanId(Guid.NewGuid()), terms, 1, Now);
        var filing = Filing.Start(new FilingId(Guid.NewGuid()), "TC-2023-000001", plan, Given.AnApplicant(), Given.Choice with { Grade = grade, Track = track }, Now);
        var notice = Notice(terms, filing);
        Assert.Equal((fen, state, fen == 0), (notice.AmountFen, notice.State, notice.Settled));
    }

    [Fact(DisplayName = "期限是计划列明的缴费时间；没有列明的看通过后几日；都没有的不限"), Trait("rule", "BZ-03"), Trait("rule", "AK-05")]
    public void Fall_due_when_the_plan_says()
    {
        var window = new Milestone("缴费", new(2023, 11, 1), new(2023, 11, 9), MilestoneKind.Payment);
        var due = Notice(With(ByUnit(380), window));
        Assert.Equal((Given.Day(2023, 11, 1), Given.Day(2023, 11, 10)), (due.OpensAt, due.DueAt));
        Assert.False(due.IsOverdue(Given.At(2023, 11, 9, 23)));
        Assert.True(due.IsOverdue(Given.At(2023, 11, 10, 0)));
        Assert.Equal(Given.Day(2023, 9, 29), Notice(With(ByUnit(380) with { DueDays = 10 })).DueAt);
        Assert.Null(Notice(With(ByUnit(380))).DueAt);
    }

    [Fact(DisplayName = "由单位缴的本人不缴，由本人缴的单位不代缴"), Trait("rule", "BZ-24"), Trait("rule", "AK-24")]
    public void Are_paid_by_whom_the_plan_names()
    {
        var unit = OfOneUnit(1, 380)[0];
        Assert.Equal(new PaidByEmployer(), unit.WhyNotPay(Given.By(unit.ApplicantId)));
        Assert.Null(unit.WhyNotPay(Given.By(Given.Station)));
        var own = Notice(With(ByUnit(380) with { Payer = FeePayer.Applicant }));
        Assert.Equal(new PaidByApplicant(), own.WhyNotPay(Given.By(Given.Station)));
        Assert.Null(own.WhyNotPay(Given.By(own.ApplicantId)));
    }

    [Fact(DisplayName = "一张回单为三个人：数对得上的不用说明；多了、少了要写明缘故，分到各份加多出来的等于这一笔"), Trait("rule", "BZ-24")]
    public void Of_several_are_paid_with_one_slip()
    {
        var three = OfOneUnit(3, 380);
        var (exact, none) = Submit(three, Slip("1,140.00"));
        Assert.Null(none);
        Assert.Equal((0, 114000), (exact!.SurplusFen, exact.SharedFen));

        Assert.Contains(((InvalidInput)Submit(three, Slip("多少")).Refusal!).Errors, e => e.Field == "Amount" && e.Sentence.Contains("如 1140，", StringComparison.Ordinal));
        Assert.Contains(((InvalidInput)Submit(three, Slip("1000")).Refusal!).Errors, e => e.Field == "Explanation" && e.Sentence.Contains("少 140 元", StringComparison.Ordinal));
        Assert.Contains(((InvalidInput)Submit(three, Slip("1200")).Refusal!).Errors, e => e.Sentence.Contains("多 60 元", StringComparison.Ordinal));
        var less = Submit(three, Slip("1000", "分两次缴")).Payment!;
        Assert.Equal([38000, 38000, 24000], less.Shares.Select(s => s.AmountFen));
        var more = Submit(three, Slip("1200", "多转了")).Payment!;
        Assert.Equal((6000, 120000), (more.SurplusFen, more.SharedFen + more.SurplusFen));
    }

    [Fact(DisplayName = "核实才算缴；已被另一笔缴清的，再核实要写明多出来的怎么办")]
    public void Count_when_confirmed()
    {
        var two = OfOneUnit(2, 220);
        var (first, second) = (Submit(two, Slip("440")).Payment!, Submit(two, Slip("440")).Payment!);
        Assert.All(two, n => Assert.False(n.Settled));
        Assert.Null(first.Confirm(two, null, Given.By(Given.Prefecture), Now));
        Assert.All(two, n => Assert.Equal((FeeState.Paid, 22000), (n.State, n.PaidFen)));
        Assert.Equal(new PaymentDecided(), first.Confirm(two, null, Given.By(Given.Prefecture), Now));

        Assert.Contains("多出 440 元", ((InvalidInput)second.Confirm(two, null, Given.By(Given.Prefecture), Now)!).Errors[0].Sentence, StringComparison.Ordinal);
        Assert.Null(second.Confirm(two, "退回单位", Given.By(Given.Prefecture), Now));
        Assert.Equal((44000, 0), (second.SurplusFen, second.ReceiptFen));
        Assert.All(two, n => Assert.Equal(22000, n.PaidFen));
    }

    [Fact(DisplayName = "金额没有定的：缴多少记多少，核实一笔就算缴清；几份不能合在一张里"), Trait("rule", "KJ-14")]
    public void Without_an_amount_take_what_is_paid()
    {
        var one = Notice(With(new(FeePayer.Applicant, null, "通过后缴", [])));
        var payment = Submit([one], Slip("300"), Given.By(one.ApplicantId)).Payment!;
        Assert.Null(payment.Confirm([one], null, Given.By(Given.Prefecture), Now));
        Assert.Equal((FeeState.Paid, 30000, 0), (one.State, one.PaidFen, payment.SurplusFen));
        var terms = With(new(FeePayer.Employer, null, "通过后缴", []));
        var plan = new Plan(new PlanId(Guid.NewGuid()), terms, 1, Now);
        Assert.Equal(new UnpricedOneByOne(), Submit([Notice(terms, Given.Passed(plan)), Notice(terms, Given.Passed(plan))], Slip("300")).Refusal);
    }

    [Fact(DisplayName = "退费要两个人；退了的那一份仍应缴的回到没有缴清，不再应缴的不欠，收据上的数跟着少")]
    public void Are_refunded_by_two()
    {
        var two = OfOneUnit(2, 380);
        var payment = Submit(two, Slip("760")).Payment!;
        var (officer, colleague) = (Given.By(Given.Prefecture), Given.By(Given.Prefecture));
        payment.Confirm(two, null, officer, Now);
        var filing = payment.Shares[0].FilingId;
        (FeeRefund? Refund, Refusal? Refusal) Propose(string? amount, string? reason, bool? waived = false) => FeeRefund.Propose(new(Guid.NewGuid()), payment, filing, amount, waived, reason, false, officer, Now);

        Assert.Equal(2, ((InvalidInput)Propose("400", "").Refusal!).Errors.Count);
        Assert.Equal("Waived", Assert.Single(((InvalidInput)Propose("380", "重复缴", null).Refusal!).Errors).Field);
        var waived = Propose("80", "免缴一部分", true).Refund!;
        Assert.Null(waived.Confirm(payment, two[0], colleague, Now));
        Assert.Equal((30000, 30000, true, FeeState.Paid), (two[0].AmountFen, two[0].PaidFen, two[0].Settled, two[0].State));

        var refund = Propose(null, "申报已撤").Refund!;
        Assert.Equal(new OwnRefund(), refund.Confirm(payment, two[0], officer, Now));
        Assert.Null(refund.Confirm(payment, two[0], colleague, Now));
        Assert.Equal((30000, 0, false, 38000, 0), (two[0].AmountFen, two[0].PaidFen, two[0].Settled, payment.ReceiptFen, payment.RefundableFen(filing)));
        Assert.Equal(new NoFeeToRefund(), Propose(null, "再退").Refusal);
        Assert.Equal(new RefundDecided(), refund.Confirm(payment, two[0], colleague, Now));
    }

    [Theory(DisplayName = "钱读成整数的分；读不懂的、不是正数的、像账号的，不认")]
    [InlineData("380", 38000L)]
    [InlineData("￥1,140.5 元", 114050L)]
    [InlineData("380.00000", 38000L)]
    [InlineData("0.01", 1L)]
    [InlineData("0", null)]
    [InlineData("-380", null)]
    [InlineData("1,14", null)]
    [InlineData("3.8e2", null)]
    [InlineData("6217000010001234567", null)]
    [InlineData("", null)]
    [InlineData("三百八", null)]
    public void Are_whole_fen(string text, long? fen) => Assert.Equal(fen, Money.ReadYuan(text));

    [Fact(DisplayName = "催缴一天至多一次，缴清了的不催")]
    public void Are_asked_for_once_a_day()
    {
        var notice = OfOneUnit(1, 380)[0];
        Assert.Null(notice.Remind(Now));
        Assert.Equal(new RemindedToday(), notice.Remind(Now.Plus(TimeSpan.FromHours(3))));
        Assert.Null(notice.Remind(Now.Plus(TimeSpan.FromDays(1))));
    }
}
