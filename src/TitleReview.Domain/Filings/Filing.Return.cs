using TitleReview.Domain.Approvals;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings;

/// <summary>申报的退回，与退错了怎么办。</summary>
public sealed partial class Filing
{
    // ── 退回补正 ──

    public Refusal? WhyNotReturn(Plan plan, WorkingCalendar calendar, Actor actor, Moment now) =>
        WhyNotAtDesk(FilingAction.Return, actor)
        ?? (SubmissionsUsed >= SubmissionLimit ? new ReturnUsedUp(SubmissionLimit) : null)
        ?? FixWindow.Deadline(FixTermsNow(plan.Terms), now, plan.Terms.WindowFor(Choice), calendar).Refusal;

    /// <summary>还没有报到过评委会、而计划以报到评委会为准的，补正不能越过截止（AK-04）。</summary>
    private FixTerms FixTermsNow(PlanTerms terms) =>
        terms.Deadline == DeadlineMeaning.ReachedCommittee && ReachedCommitteeAt is null ? terms.Fix with { MayPassWindowEnd = false } : terms.Fix;

    /// <summary>退回补正：一次性告知全部事项（AK-09；人社部令第40号）。</summary>
    /// <param name="untoldBecause">有首次未告知的：理由，与同意的第二人；一并告诉申报人。</param>
    public Refusal? Return(Plan plan, IReadOnlyList<Correction> corrections, WorkingCalendar calendar, Actor actor, Moment now, string? untoldBecause = null)
    {
        if (WhyNotReturn(plan, calendar, actor, now) is { } refusal) return refusal;
        corrections = [.. corrections.Select(c => c with { PlaceName = c.PlaceName.Plain(), Sentence = c.Sentence.Plain() })];
        if (corrections.Count == 0 || corrections.Any(c => c.Sentence.Length == 0)) return new CorrectionsRequired();

        FixDeadline = FixWindow.Deadline(FixTermsNow(plan.Terms), now, plan.Terms.WindowFor(Choice), calendar).Deadline;
        ArrivalDeadline = null;
        Corrections = corrections;
        // 再次提交会清掉待补正清单；当时告知了什么，留在经办记录里，下一次审核对着看。
        var told = string.Join('\n', corrections.Select((c, at) => $"{at + 1}. {c.PlaceName}：{c.Sentence}{(c.Untold ? "（首次未告知）" : "")}"));
        if (untoldBecause is not null) told += $"\n首次未告知的：{untoldBecause}";
        return Move(FilingAction.Return, FilingStatus.Returned, actor, now, $"退回补正，共 {corrections.Count} 处\n{told}");
    }

    // ── 退还一次机会（N7） ──

    /// <summary>本机构最近一次退回，还没有退还过；没有为空。退还的记录记着是第几次提交，一次提交只退回一次。</summary>
    public FilingEvent? RefundableReturn(OfficeId office)
    {
        var name = Stops.FirstOrDefault(s => s.OfficeId == office)?.OfficeName;
        var last = _history.LastOrDefault(e => e.Action == FilingAction.Return && e.Office == name);
        return _history.Any(e => e.Action == FilingAction.RefundTry && e.SubmissionNo == last?.SubmissionNo) ? null : last;
    }

    /// <summary>手里的这次退回，机构已认定是它的失误：要补正的不算数，可以原样再次提交。空为没有。</summary>
    public FilingEvent? Mistaken => Status == FilingStatus.Returned ? _history.LastOrDefault(e => e.Action == FilingAction.RefundTry && e.SubmissionNo == SubmissionNo) : null;

    /// <summary>为什么不能退还：不是本级退的、已经退还过、那一次没有计次、已经办结。</summary>
    public Refusal? WhyNotRefund(Plan plan, OfficeId office, WorkingCalendar calendar, Moment now)
    {
        if (FilingFlow.WhyNot(Status, FilingAction.RefundTry) is { } refusal) return refusal;
        if (RefundableReturn(office) is not { } last) return new NothingToRefund();
        if (SubmissionsUsed == 0 || !WasCounted(plan.Terms.Submission, last)) return new TryNotCounted();
        if (Status is not (FilingStatus.Lapsed or FilingStatus.NotAccepted)) return null;

        // 期满没有交的：那次退回是错的，补正期就不该走。退还之后回到申报人手里，前提是现在还交得上来。
        if (Last(FilingAction.Lapse) is not { SubmissionNo: var lapsed } || lapsed != last.SubmissionNo || _history[^1].Action != FilingAction.Lapse) return new NotPossibleNow(Status, FilingAction.RefundTry);
        return FixWindow.Deadline(FixTermsNow(plan.Terms), now, plan.Terms.WindowFor(Choice), calendar).Refusal is null ? null : new RefundTooLate(plan.Terms.WindowFor(Choice).Closes);
    }

    /// <summary>退还那次退回用掉的机会；申报在申报人手里的，补正期从现在重新算，只会更晚。期满办结的，重新打开。</summary>
    public Refusal? RefundTry(Plan plan, OfficeId office, string reason, WorkingCalendar calendar, Actor actor, Moment now)
    {
        if (WhyNotRefund(plan, office, calendar, now) is { } refusal) return refusal;

        var last = RefundableReturn(office)!;
        SubmissionsUsed--;
        var to = Status;
        if (Status is not FilingStatus.InApproval && Last(FilingAction.Return) == last)
        {
            to = FilingStatus.Returned;
            var (anew, tooLate) = FixWindow.Deadline(FixTermsNow(plan.Terms), now, plan.Terms.WindowFor(Choice), calendar);
            if (tooLate is null && (FixDeadline is null || anew > FixDeadline)) FixDeadline = anew;
        }

        Move(FilingAction.RefundTry, to, actor, now, $"第 {last.SubmissionNo} 次的退回是{last.Office}的失误，退还这一次提交机会：{reason}", of: last);
        return null;
    }

    /// <summary>在评委会计次的，没有报到评委会就退回的那一次没有计。</summary>
    private bool WasCounted(SubmissionTerms terms, FilingEvent returned)
    {
        if (terms.CountedAt == CountingPoint.AtSubmit) return true;
        var (committee, at) = (Stops.ToList().FindIndex(s => s.Step.IsCommittee), Stops.ToList().FindIndex(s => s.OfficeName == returned.Office));
        return committee >= 0 && at >= committee;
    }
}
