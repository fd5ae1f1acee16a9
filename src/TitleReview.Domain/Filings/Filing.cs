using TitleReview.Domain.Approvals;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Filings;

/// <summary>申报：一个人在一个计划里的一份，从草稿到形式审核通过。</summary>
public sealed partial class Filing : ITenantOwned
{
    private readonly List<FilingEvent> _history = [];

    private Filing() { }

    public TenantId TenantId { get; set; }
    public FilingId Id { get; private set; }

    /// <summary>申报编号，如 TC-2023-000123。</summary>
    public string Number { get; private set; } = "";

    public PlanId PlanId { get; private set; }
    public int PlanEdition { get; private set; }
    public ApplicantId ApplicantId { get; private set; }
    public OfficeId EmployerId { get; private set; }
    public TitleChoice Choice { get; private set; } = null!;
    public FilingStatus Status { get; private set; }

    /// <summary>提交过几次，也是最近一次提交的次第；底稿、公示、打印件按它编号。</summary>
    public int SubmissionNo { get; private set; }

    /// <summary>已用的提交次数，与上限同在一行，数据库据此把关。计划在评委会计次的，到达评委会才加（AK-08）。</summary>
    public int SubmissionsUsed { get; private set; }

    public int SubmissionLimit { get; private set; }
    public int StopIndex { get; private set; }
    public IReadOnlyList<Stop> Stops { get; private set; } = [];

    /// <summary>现在的站点机构；不在审核中则为空。收件箱按它查。</summary>
    public OfficeId? CurrentOfficeId { get; private set; }

    public FilingForm Form { get; private set; } = new();
    public DateTimeOffset SavedAt { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    public IReadOnlyList<Correction> Corrections { get; private set; } = [];

    /// <summary>最近一次退回的补正期限。</summary>
    public DateTimeOffset? FixDeadline { get; private set; }

    /// <summary>第一次报到评委会的时刻；审批链里没有评委会的始终为空。</summary>
    public DateTimeOffset? ReachedCommitteeAt { get; private set; }

    /// <summary>在审的须在此之前报到评委会，否则视为放弃（AK-04）；没有这条规定或已报到的为空。</summary>
    public DateTimeOffset? ArrivalDeadline { get; private set; }

    public IReadOnlyList<FilingEvent> History => _history;
    public uint Version { get; private set; }

    public int SubmissionsLeft => Math.Max(0, SubmissionLimit - SubmissionsUsed);

    public Stop? CurrentStop => Status == FilingStatus.InApproval ? Stops[StopIndex] : null;

    public static Filing Start(FilingId id, string number, Plan plan, Applicant applicant, TitleChoice choice, Moment now)
    {
        var filing = new Filing
        {
            Id = id,
            Number = number,
            PlanId = plan.Id,
            PlanEdition = plan.Edition,
            ApplicantId = applicant.Id,
            EmployerId = applicant.EmployerId,
            Choice = choice,
            SubmissionLimit = plan.Terms.Submission.Limit,
            SavedAt = now.Instant,
        };
        var basic = filing.Form.Ensure(FormCatalogue.Basic);
        basic.Set("name", applicant.Name);
        basic.Set("phone", applicant.Phone);
        return filing;
    }

    // ── 填报 ──

    public Refusal? WhyNotAmend(Plan plan, Moment now)
    {
        if (Status is not (FilingStatus.Draft or FilingStatus.Returned)) return new NotPossibleNow(Status, FilingAction.Submit);
        return WhyNotInTime(plan, now);
    }

    /// <summary>这一栏此刻能不能由他上传、删去：申报人的在填报时，某一级的在申报停在它那一站时（KJ-10）。</summary>
    public Refusal? WhyNotFill(SlotTerms slot, Plan plan, Actor actor, Moment now) =>
        slot.FilledBy is { } kind
            ? CurrentStop is { } stop && stop.Step.Kind == kind && stop.OfficeId == actor.OfficeId ? null : new NotYoursToFill(kind.Label())
            : actor.ApplicantId == ApplicantId ? WhyNotAmend(plan, now) : new NotYoursToFill("申报人");

    /// <summary>改一栏。存下的是这一栏的值，别的栏不动，所以两个窗口同时填也不互相覆盖。</summary>
    public Refusal? SetField(PlanTerms terms, string module, Guid? rowId, string field, string value, Moment now)
    {
        if (terms.Module(module)?.Field(field) is not { } definition) return new NoFieldHere();
        if (definition.WhyNot(value) is { } sentence) return new InvalidInput(field, sentence);

        // 子表的行先添后填：不指明哪一行的，不替人造一行。
        if (rowId is null && terms.Module(module)!.Repeats) return new NoFieldHere();
        var row = rowId is null ? Form.Ensure(module) : Form.Rows(module).FirstOrDefault(r => r.Id == rowId);
        if (row is null) return new NoFieldHere();

        row.Set(field, value);
        return Touch(now);
    }

    public Refusal? AddRow(PlanTerms terms, string module, Guid rowId, Moment now)
    {
        if (terms.Module(module) is not { Repeats: true }) return new NoFieldHere();
        if (Form.Rows(module).Count >= FormModule.MaxRows) return new TooManyRows(FormModule.MaxRows);

        Form.Add(module, rowId);
        return Touch(now);
    }

    public Refusal? RemoveRow(string module, Guid rowId, Moment now) => Form.Remove(module, rowId) ? Touch(now) : new NoFieldHere();

    /// <summary>有意留空：子表记“无”，单行模块的空栏逐一填“无”（BZ-05）。</summary>
    public Refusal? DeclareNone(PlanTerms terms, string module, Moment now)
    {
        if (terms.Module(module) is not { } definition) return new NoFieldHere();
        if (definition.Repeats)
        {
            if (terms.Modules.First(m => m.Key == module).MinRows is > 0 and var min) return new ModuleNeedsRows(definition.Title, min);
            if (!Form.IsEmpty(module)) return new HasRows(definition.Title);
            Form.Modules.Remove(module);
            Form.DeclaredNone.Add(module);
        }
        else
        {
            var row = Form.Ensure(module);
            foreach (var field in definition.Fields.Where(f => !f.Required && row[f.Key].Length == 0)) row.Set(field.Key, FormField.None);
        }

        return Touch(now);
    }

    public Refusal? Rechoose(Plan plan, TitleChoice choice, EmployerKind employerKind, Moment now)
    {
        if (SubmissionNo > 0) return new NotPossibleNow(Status, FilingAction.Submit);
        if (plan.Terms.WhyNotChoose(choice, employerKind) is { } refusal) return refusal;

        Choice = choice;
        return Touch(now);
    }

    private Refusal? Touch(Moment now)
    {
        SavedAt = now.Instant;
        return null;
    }

    // ── 提交 ──

    public Refusal? WhyNotSubmit(Plan plan, Moment now) =>
        FilingFlow.WhyNot(Status, FilingAction.Submit)
        ?? Filings.SubmissionLimit.WhyNot(SubmissionsUsed, this.LimitUnder(plan.Terms))
        ?? WhyNotInTime(plan, now);

    /// <summary>
    /// 取用一次提交机会。在数据库里它是一条带条件的 UPDATE（Storage/SubmissionTries），条件与此相同；
    /// 这里是它的领域写法，供规则与测试对照。
    /// </summary>
    public Refusal? TakeTry(Plan plan, Moment now)
    {
        if (WhyNotSubmit(plan, now) is { } refusal) return refusal;

        SubmissionNo++;
        if (plan.Terms.Submission.CountedAt == CountingPoint.AtSubmit) SubmissionsUsed++;
        return null;
    }

    /// <summary>提交：机会已经取用，把申报送到第一站，并留下不可改的底稿。</summary>
    /// <param name="line">从用人单位起的呈报线。</param>
    /// <param name="named">本端口可被计划点名的机构（评委会、评价中心等）。</param>
    public (Submission? Snapshot, Refusal? Refusal) Submit(
        Plan plan, IReadOnlyList<Office> line, IReadOnlyList<Office> named, IReadOnlyList<SubmittedMaterial> materials, Actor actor, Moment now)
    {
        if (FilingFlow.WhyNot(Status, FilingAction.Submit) is { } refusal) return (null, refusal);

        // 站点在首次提交时定下，按哪一版计划也在此时定下；之后改配置、出新版，不动在途的申报。
        if (Stops.Count == 0)
        {
            var chain = plan.Terms.ChainFor(Choice, line[0].EmployerKind);
            var stops = chain.StopsFor(line, named, Choice.Series);
            if (chain.WhyNotWalk(stops, Choice.Series) is { } broken) return (null, broken);
            (Stops, PlanEdition, SubmissionLimit, MainEmployerId) = (stops, plan.Edition, plan.Terms.Submission.Limit, line.MainEmployer()?.Id);
        }

        StopIndex = 0;
        SubmittedAt = now.Instant;
        FixDeadline = null;
        Corrections = [];
        Move(FilingAction.Submit, FilingStatus.InApproval, actor, now);
        if (ReachedCommitteeAt is null && plan.Terms.Deadline == DeadlineMeaning.ReachedCommittee) ArrivalDeadline = plan.Terms.WindowFor(Choice).Closes;
        Arrive(plan.Terms.Submission, now);
        return (new Submission(Id, SubmissionNo, PlanEdition, Choice, Form, materials, plan.Terms.PledgeText(), now), null);
    }

    /// <summary>到了评委会：记下时刻，按计划计一次。</summary>
    private void Arrive(SubmissionTerms terms, Moment now)
    {
        if (CurrentStop?.Step.IsCommittee != true) return;

        ReachedCommitteeAt ??= now.Instant;
        ArrivalDeadline = null;
        if (terms.CountedAt == CountingPoint.AtCommittee) SubmissionsUsed++;
    }

    public Refusal? WhyNotWithdraw() =>
        FilingFlow.WhyNot(Status, FilingAction.Withdraw)
        ?? (_history.Any(e => e.Action is FilingAction.Approve or FilingAction.Return) ? new OfficeHasActed()
            : SubmissionsLeft == 0 ? new LastTryNotWithdrawn(SubmissionLimit) : null);

    public Refusal? Withdraw(Actor actor, Moment now)
    {
        if (WhyNotWithdraw() is { } refusal) return refusal;

        ArrivalDeadline = null;
        return Move(FilingAction.Withdraw, FilingStatus.Draft, actor, now);
    }

    // ── 公示 ──

    /// <summary>最近一次这样的办理；没有为空。</summary>
    public FilingEvent? Last(FilingAction action) => _history.LastOrDefault(e => e.Action == action);

    /// <summary>计划要单位先研究同意推荐的，有了那一条记录才能张贴公示（AK-17）。</summary>
    public Refusal? WhyNotPost(NoticeTerms terms, PublicNotice? latest) =>
        terms.EmployerDecidesFirst && Last(FilingAction.Recommend) is null ? new NotYetRecommended() : PublicNotice.WhyNotPost(latest, SubmissionNo);

    public Refusal? WhyNotRecommend(NoticeTerms terms, PublicNotice? latest, Actor actor) =>
        WhyNotAtDesk(FilingAction.Recommend, actor)
        ?? (!terms.EmployerDecidesFirst ? new NotAskedByPlan() : PublicNotice.WhyNotPost(latest, SubmissionNo) is null ? null : new RecommendedBeforeNotice());

    /// <summary>单位研究同意推荐：哪天、经什么会议或形式。张贴之前可以重记，以后一条为准；退回补正再交的，原来的推荐还在。</summary>
    public Refusal? Recommend(NoticeTerms terms, PublicNotice? latest, DateOnly? on, string? how, Actor actor, Moment now)
    {
        if (WhyNotRecommend(terms, latest, actor) is { } refusal) return refusal;

        List<FieldError> errors = [];
        if (on is null) errors.Add(new("On", "请填写研究同意推荐的日期。"));
        else if (on > now.Today) errors.Add(new("On", "日期还没有到。研究同意之后再来登记。"));
        else if (on < now.Today.AddYears(-1)) errors.Add(new("On", "日期在一年以前，请核对年份。"));
        if (how.Plain() is not { Length: > 0 and <= 60 } meeting) errors.Add(new("How", "请写明经什么会议或形式研究的，如“单位党支部会议”，最多 60 字。"));
        if (errors.Count > 0) return new InvalidInput(errors);

        return Move(FilingAction.Recommend, FilingStatus.InApproval, actor, now, $"{on!.Value.Print()}经{how.Plain()}研究，同意推荐");
    }

    public Refusal? WhyNotRecordDepartmentNotice(NoticeTerms terms, Actor actor) =>
        WhyNotAtDesk(FilingAction.RecordDepartmentNotice, actor)
        ?? (terms.AlsoByDepartment && CurrentStop!.Step.NeedsNotice ? null : new NotAskedByPlan());

    /// <summary>登记主管部门的公示（TC-33）。报送之前可以重记，以后一条为准；退回补正再交的，原来的还在。</summary>
    public Refusal? RecordDepartmentNotice(PlanTerms terms, DepartmentNotice notice, WorkingCalendar calendar, Actor actor, Moment now) =>
        WhyNotRecordDepartmentNotice(terms.Notice, actor)
        ?? notice.WhyNot(terms, new Moment(terms.WindowFor(Choice).Opens).Today, calendar, now)
        ?? Move(FilingAction.RecordDepartmentNotice, FilingStatus.InApproval, actor, now, notice.Sentence);

    // ── 审核 ──

    public Refusal? WhyNotApprove(Plan plan, PublicNotice? notice, Actor actor, Moment now) =>
        WhyNotAtDesk(FilingAction.Approve, actor)
        ?? (CurrentStop!.Step.NeedsNotice ? PublicNotice.WhyNotPassOn(notice) ?? WhyNotPassOn(plan.Terms.Notice) : null)
        ?? WhyNotArrive(plan, now);

    /// <summary>计划要主管部门也公示的，登记了才能报送（TC-33）。</summary>
    private Refusal? WhyNotPassOn(NoticeTerms terms) => terms.AlsoByDepartment && Last(FilingAction.RecordDepartmentNotice) is null ? new DepartmentNoticeMissing() : null;

    /// <summary>下一站是评委会、第一次报去的，须在截止之前（AK-04）。</summary>
    private Refusal? WhyNotArrive(Plan plan, Moment now) =>
        ArrivalDeadline is not null && StopIndex + 1 < Stops.Count && Stops[StopIndex + 1].Step.IsCommittee
        && plan.Terms.WindowFor(Choice).Closes is var closes && now.Instant >= closes ? new CommitteeDeadlineOver(closes) : null;

    /// <summary>通过：报送上一级；末级通过即形式审核通过。</summary>
    public Refusal? Approve(Plan plan, PublicNotice? notice, string? opinion, bool originalsChecked, Actor actor, Moment now)
    {
        if (WhyNotApprove(plan, notice, actor, now) is { } refusal) return refusal;
        if (opinion.Plain() is not { Length: > 0 } words) return new OpinionRequired();
        if (CurrentStop!.Step.ChecksOriginals && !originalsChecked) return new OriginalsNotChecked();

        var last = StopIndex == Stops.Count - 1;
        Move(FilingAction.Approve, last ? FilingStatus.FormalityPassed : FilingStatus.InApproval, actor, now, words, originalsChecked);
        if (!last) StopIndex++;
        CurrentOfficeId = CurrentStop?.OfficeId;
        Arrive(plan.Terms.Submission, now);
        return null;
    }

    /// <param name="whyNotReturn">
    /// 为什么不能退回。不能再退的（次数用完、时限已过），哪一级都可以作不予受理（TC-16），否则这份申报就停死在这一站。
    /// </param>
    public Refusal? WhyNotDecline(Actor actor, Refusal? whyNotReturn = null) =>
        WhyNotAtDesk(FilingAction.Decline, actor)
        ?? (CurrentStop!.Step.MayDecline || whyNotReturn is ReturnUsedUp or ReturnTooLate ? null : new MayNotDecline(CurrentStop.OfficeName));

    public Refusal? Decline(string? reason, Actor actor, Moment now, Refusal? whyNotReturn = null)
    {
        if (WhyNotDecline(actor, whyNotReturn) is { } refusal) return refusal;
        if (reason.Plain() is not { Length: > 0 } words) return new ReasonRequired("不予受理");

        return Move(FilingAction.Decline, FilingStatus.NotAccepted, actor, now, words);
    }

    /// <summary>补正期满没有再交，或截止时还没有报到评委会：到时自动办理，按计划记视为放弃或不予受理。</summary>
    public Refusal? Lapse(Plan plan, Moment now)
    {
        if (FilingFlow.WhyNot(Status, FilingAction.Lapse) is { } refusal) return refusal;
        var terms = plan.Terms;
        if (Status == FilingStatus.InApproval)
        {
            // 截止延长过的，以延长后的为准。
            if (ArrivalDeadline is null) return new NotPossibleNow(Status, FilingAction.Lapse);
            if (now.Instant < terms.WindowFor(Choice).Closes) return new NotDueYet(terms.WindowFor(Choice).Closes);
            return Move(FilingAction.Lapse, FilingStatus.Lapsed, Actor.System, now, $"截至{terms.WindowFor(Choice).Closes.Print()}没有报到评审委员会，视为放弃本次申报");
        }

        if (FixDeadline is not { } deadline || now.Instant < deadline) return new NotDueYet(FixDeadline ?? now.Instant);

        return Move(FilingAction.Lapse, terms.Fix.LapsesAsNotAccepted ? FilingStatus.NotAccepted : FilingStatus.Lapsed, Actor.System, now,
            $"补正期于{deadline.Print()}结束，没有再次提交");
    }

    // ── 打印 ──

    public Refusal? WhyNotPrint(PrintTerms print) =>
        print.Gate == PrintGate.None ? new PrintNotWanted()
        : FilingFlow.WhyNot(Status, FilingAction.PrintForm) is not null ? new PrintTooEarly()
        : print.Gate == PrintGate.ReceivedByCommittee && !IsReceived ? new PrintGateNotReached()
        : null;

    public Refusal? PrintForm(PrintTerms print, Actor actor, Moment now)
    {
        if (WhyNotPrint(print) is { } refusal) return refusal;

        return Move(FilingAction.PrintForm, FilingStatus.FormalityPassed, actor, now);
    }

    private Refusal? WhyNotAtDesk(FilingAction action, Actor actor)
    {
        if (FilingFlow.WhyNot(Status, action) is { } refusal) return refusal;
        return CurrentStop!.OfficeId == actor.OfficeId ? null : new NotYourStop(CurrentStop.OfficeName);
    }

    /// <summary>草稿看申报期，退回看补正期。</summary>
    private Refusal? WhyNotInTime(Plan plan, Moment now)
    {
        if (Status != FilingStatus.Returned) return plan.WhyNotOpen(Choice, now);
        return now.Instant < FixDeadline ? null : new FixWindowOver(FixDeadline ?? now.Instant);
    }

    /// <summary>改状态只有这一个口子，走的每一步都在流转表上。</summary>
    /// <param name="of">说的是从前的哪一步（退还机会）；空为此刻这一步。</param>
    private Refusal? Move(FilingAction action, FilingStatus to, Actor actor, Moment now, string? opinion = null, bool originalsChecked = false, FilingEvent? of = null, string? office = null)
    {
        if (!FilingFlow.Passages.Contains((Status, action, to)))
            throw new InvalidOperationException($"{Status} --{action}--> {to} is not in FilingFlow.");

        office ??= of?.Office ?? CurrentStop?.OfficeName;
        Status = to;
        CurrentOfficeId = CurrentStop?.OfficeId;
        _history.Add(new FilingEvent(Id, _history.Count + 1, action, to, of?.SubmissionNo ?? SubmissionNo, actor.UserId, actor.Signature, office, opinion, originalsChecked, now.Instant));
        return null;
    }
}
