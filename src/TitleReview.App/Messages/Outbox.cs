using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Results;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Messages;

/// <summary>
/// 发件箱：每次保存，看改了什么，就在同一事务里记下要告诉谁。只此一处，所以没有用例会忘；改动不算数，通知也不算数。
/// </summary>
internal static class Outbox
{
    public static async Task Write(TenantSession session, Act act, CancellationToken ct)
    {
        var changes = session.Db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified || e is { State: EntityState.Deleted, Entity: Seat or ObserverSeat }).ToList();
        var silent = act == Act.LoadDemo;
        foreach (var entry in changes)
            foreach (var about in await About(session, entry, act, ct))
                session.Add(silent ? about.Quietly() : about);
    }

    private static async Task<IEnumerable<OutboxEvent>> About(TenantSession session, EntityEntry entry, Act act, CancellationToken ct) => (entry.State, entry.Entity) switch
    {
        (EntityState.Added, FilingEvent e) => OfFiling(session, e),
        (EntityState.Added, PublicNotice n) => [OfNotice(session, MessageKind.NoticePosted, n, toApplicant: true)],
        (EntityState.Modified, PublicNotice n) when Became(entry, nameof(PublicNotice.ConcludedAt)) => [OfNotice(session, MessageKind.NoticeConcluded, n, toApplicant: true)],
        (EntityState.Added, Objection o) when Tracked<PublicNotice>(session, n => n.Id == o.NoticeId) is { } n => [OfNotice(session, MessageKind.ObjectionOpen, n, toApplicant: false, $"/{o.Id}")],
        (_, Office { Kind: OfficeKind.Employer } o) when Changed(entry, nameof(Office.Registration)) => OfEmployer(session, o),
        // 导入进来的，有邀请就够了。
        (EntityState.Added, Applicant) when act == Act.ImportList => [],
        (_, Applicant a) when Changed(entry, nameof(Applicant.Status)) => OfStaff(session, a),
        (_, AppUser { InvitedAt: not null, Disabled: false } u) when Changed(entry, nameof(AppUser.InvitedAt)) => [await OfInvitation(session, u, ct)],
        (_, AppUser { Email: not null, EmailConfirmed: false, Disabled: false } u) when Changed(entry, nameof(AppUser.NormalizedEmail)) => [New(session, MessageKind.MailToConfirm, $"mail/{u.Id}/{Guid.CreateVersion7()}").To(user: new UserId(u.Id))],
        (EntityState.Added, IntegrityRecord r) => await OfBar(session, MessageKind.BarRecorded, r, ct),
        (EntityState.Modified, IntegrityRecord r) when Became(entry, nameof(IntegrityRecord.LiftedAt)) => await OfBar(session, MessageKind.BarLifted, r, ct),
        (EntityState.Added, PlanEdition { Kind: EditionKind.Extension } e) => [New(session, MessageKind.WindowExtended, $"plan/{e.PlanId.Value}/{e.No}", ("理由", (e.Reason ?? "").TrimEnd('。'))).To(plan: e.PlanId)],
        (EntityState.Added, Proposal p) => [New(session, MessageKind.SecondWanted, $"proposal/{p.Id.Value}", ("事项", p.Matter), ("经办人", p.ProposedByName)).To(office: p.AboveId ?? p.OfficeId, filing: p.FilingId)],
        // 补发的，期限早已过了的不再告诉缴的人：收的机构在名单上看得到。
        (EntityState.Added, FeeNotice n) when act == Act.CatchUpPresenting && n.IsOverdue(session.Now) => [],
        (_, FeeNotice n) => OfFee(session, entry, n),
        (EntityState.Modified, PaperHandIn p) when Changed(entry, nameof(PaperHandIn.RemindedAt)) => OfPaper(session, p).Where(e => e.OfficeId is null == (p.Bearer == Domain.Plans.PaperBearer.Applicant)),
        (EntityState.Modified, PaperHandIn { CompletedAt: null, CheckedAt: not null } p) when Changed(entry, nameof(PaperHandIn.CheckedAt)) => OfPaper(session, p),
        (EntityState.Added, Payment { State: PaymentState.Waiting } p) => [New(session, MessageKind.PaymentsArrived, $"payment/{p.Id.Value}").To(office: p.CollectorId)],
        (_, Payment { Slip: not null } p) when Changed(entry, nameof(Payment.State)) => OfPayment(session, p),
        (EntityState.Modified, FeeRefund { State: RefundState.Confirmed } r) when Changed(entry, nameof(FeeRefund.State)) && Tracked<Payment>(session, p => p.Id == r.PaymentId) is { Slip: not null } p =>
            [New(session, MessageKind.FeeRefunded, $"refund/{r.Id.Value}", ("金额", r.AmountFen.PrintYuan()), ("理由", r.Reason.TrimEnd('。'))).To(user: p.SubmittedBy)],
        (EntityState.Added, Draw { State: DrawState.Committed } d) => [await OfDraw(session, d, ct)],
        (EntityState.Added or EntityState.Deleted, Seat s) => await OfSeat(session, entry.State, s, ct),
        (EntityState.Added or EntityState.Deleted, ObserverSeat o) => [await OfAttending(session, entry.State, o.MeetingId, o.UserId, "纪检观察员", "观察席已撤", ct)],
        (EntityState.Modified, Meeting m) => await OfMeeting(session, entry, m, ct),
        (EntityState.Added or EntityState.Modified, Defence d) => await DefenceNews.Of(session, entry, d, ct),
        (EntityState.Modified, DefenceSitting s) when Changed(entry, nameof(DefenceSitting.Room)) || Changed(entry, nameof(DefenceSitting.VideoLink)) => await DefenceNews.OfSitting(session, entry, s, ct),
        (EntityState.Modified, Exemption e) when Changed(entry, nameof(Exemption.State)) => DefenceNews.Of(session, e),
        (_, ReviewResult r) when r.IsAnnounced && Changed(entry, nameof(ReviewResult.State)) => [OfResult(session, r)],
        (EntityState.Added, ResultMirror m) when Tracked<ResultNotice>(session, n => n.Id == m.NoticeId) is { } n => [New(session, MessageKind.MirrorWanted, $"mirror/{n.Id.Value}/{m.EmployerId.Value}", ("首日", n.FirstDay.Print()), ("末日", n.LastDay.Print())).To(office: m.EmployerId)],
        (EntityState.Added, ResultObjection o) when Tracked<ResultNotice>(session, n => n.Id == o.NoticeId) is { } n => [New(session, MessageKind.ResultObjected, $"result-objection/{o.Id}", ("回执", o.Receipt), ("事项", o.Kind == ObjectionKind.Recheck ? "复查申请" : "异议")).To(office: n.OfficeId)],
        (EntityState.Modified, ResultObjection { Kind: ObjectionKind.Recheck, ResultId: { } about } o) when Became(entry, nameof(ResultObjection.SettledAt)) => await OfRecheck(session, o, about, ct),
        (EntityState.Added, ResultDecision { State: DecisionState.Waiting } d) => [New(session, MessageKind.ResultDecisionWanted, $"decision/{d.Id.Value}", ("事项", $"评审结果的{d.Kind.Label()}（{d.Number}）"), ("件数", $"{d.People.Count}"), ("经办人", d.ProposedByName)).To(office: d.DeciderId)],
        (EntityState.Added, Certificate c) => [New(session, MessageKind.CertificateReady, $"certificate/{c.Id.Value}", ("证书", c.Number)).To(applicant: c.ApplicantId, filing: c.FilingId)],
        (EntityState.Added, ReviewAssignment a) => [New(session, MessageKind.CaseAssigned, $"case/{a.FilingId.Value}/{a.ExpertId.Value}").To(user: a.ExpertId)],
        _ => [],
    };

    // ── 申报的每一步 ──

    private static IEnumerable<OutboxEvent> OfFiling(TenantSession session, FilingEvent e)
    {
        var filing = Tracked<Filing>(session, f => f.Id == e.FilingId) ?? throw new InvalidOperationException("An event of a filing that is not being handled.");
        var (key, left) = ($"filing/{e.FilingId.Value}/{e.No}", $"{filing.SubmissionsLeft}");
        (string, string)[] facts =
        [
            ("机构", e.Office ?? ""), ("办理", e.Action.Label()), ("第几次", $"{e.SubmissionNo}"), ("还剩几次", left), ("下一站", NextStop(filing, e)),
            ("处数", $"{filing.Corrections.Count}"), ("结果", e.To.Label()), ("理由", e.Action is FilingAction.UndoReceive or FilingAction.RefundTry ? (e.Opinion ?? "").TrimEnd('。') : ""),
            ("怎么办", filing.Status == FilingStatus.Returned ? "申报在您手里，不必改动，可以原样再次提交" : "您现在不用做什么"),
        ];
        var toApplicant = (e.Action, e.To) switch
        {
            (FilingAction.Submit, _) => MessageKind.Submitted,
            (FilingAction.Withdraw, _) => MessageKind.Withdrawn,
            (FilingAction.Approve, FilingStatus.FormalityPassed) => MessageKind.FormalityPassed,
            (FilingAction.Approve, _) => MessageKind.PassedOn,
            (FilingAction.Return, _) => MessageKind.Returned,
            (FilingAction.Decline, _) => MessageKind.Declined,
            (FilingAction.Lapse, _) => MessageKind.Lapsed,
            (FilingAction.RefundTry, _) => MessageKind.TryRefunded,
            (FilingAction.PrintForm, _) => (MessageKind?)null,
            (FilingAction.Receive, _) => MessageKind.MaterialsReceived,
            (FilingAction.UndoReceive, _) => MessageKind.MaterialsUndone,
            // 以后多出来的办理，也照样告诉本人。
            _ => MessageKind.FilingMoved,
        };
        var at = new Moment(e.At);
        if (toApplicant is { } kind)
            yield return New(session, kind, key, facts).To(applicant: filing.ApplicantId, filing: e.FilingId).On(at, kind is MessageKind.Returned or MessageKind.TryRefunded && filing.Status == FilingStatus.Returned ? filing.FixDeadline : null);
        if (e.To == FilingStatus.FormalityPassed && e.Action == FilingAction.Approve)
            yield return New(session, MessageKind.PrintReady, key + "/print", facts).To(applicant: filing.ApplicantId, filing: e.FilingId).On(at);
        if (e.Action == FilingAction.Receive) yield return New(session, MessageKind.MaterialsTaken, key + "/employer", facts).To(office: filing.EmployerId, filing: e.FilingId).On(at);
        if (e.Action == FilingAction.UndoReceive) yield return New(session, MessageKind.MaterialsUndone, key + "/employer", facts).To(office: filing.EmployerId, filing: e.FilingId).On(at);
        if (e.To == FilingStatus.InApproval && e.Action is FilingAction.Submit or FilingAction.Approve && filing.CurrentOfficeId is { } next)
            yield return New(session, MessageKind.FilingsArrived, key + "/office", facts).To(office: next, filing: e.FilingId).On(at);
        if (e.Action is FilingAction.Return or FilingAction.Decline or FilingAction.Lapse && session.Actor.OfficeId != filing.EmployerId)
            yield return New(session, MessageKind.SentBack, key + "/employer", facts).To(office: filing.EmployerId, filing: e.FilingId).On(at);
    }

    /// <summary>这一步之后到了哪里；一次存好几步的，申报已经走得更远了，所以看这一步。</summary>
    private static string NextStop(Filing filing, FilingEvent e) => e.Action == FilingAction.Submit ? filing.Stops[0].OfficeName
        : filing.Stops.SkipWhile(s => s.OfficeName != e.Office).Skip(1).FirstOrDefault()?.OfficeName ?? "";

    private static OutboxEvent OfNotice(TenantSession session, MessageKind kind, PublicNotice notice, bool toApplicant, string more = "")
    {
        var about = New(session, kind, $"notice/{notice.Id.Value}/{kind}{more}", ("首日", notice.FirstDay.Print()), ("末日", notice.LastDay.Print()));
        var filing = Tracked<Filing>(session, f => f.Id == notice.FilingId) ?? throw new InvalidOperationException("A notice of a filing that is not being handled.");
        if (!toApplicant) return about.To(office: filing.EmployerId, filing: notice.FilingId);

        return about.To(applicant: filing.ApplicantId, filing: notice.FilingId).On(kind == MessageKind.NoticePosted ? new Moment(notice.PostedAt) : new Moment(notice.ConcludedAt!.Value));
    }

    // ── 注册 ──

    private static IEnumerable<OutboxEvent> OfEmployer(TenantSession session, Office office) => office.Registration switch
    {
        RegistrationStatus.Awaiting => [New(session, MessageKind.EmployersWaiting, $"employer/{office.Id.Value}/{Guid.CreateVersion7()}", ("一件", office.Name)).To(office: office.ReportsTo)],
        // 演示里生来就通过的、后来添的上级机构，没有谁送过注册。
        _ when session.Db.Entry(office).State == EntityState.Added => [],
        RegistrationStatus.Approved => [Decided(session, MessageKind.EmployerApproved, office)],
        _ => [Decided(session, MessageKind.EmployerReturned, office)],
    };

    private static OutboxEvent Decided(TenantSession session, MessageKind kind, Office office) =>
        New(session, kind, $"employer/{office.Id.Value}/{office.RegistrationDecidedAt:O}", ("单位", office.Name)).To(office: office.Id);

    private static IEnumerable<OutboxEvent> OfStaff(TenantSession session, Applicant person) => person.Status switch
    {
        StaffStatus.Awaiting => [New(session, MessageKind.StaffWaiting, $"staff/{person.Id.Value}", ("一件", person.Name)).To(office: person.EmployerId)],
        StaffStatus.Confirmed => [New(session, MessageKind.StaffConfirmed, $"staff/{person.Id.Value}/{person.Status}").To(applicant: person.Id)],
        _ => [New(session, MessageKind.StaffRefused, $"staff/{person.Id.Value}/{person.Status}").To(applicant: person.Id)],
    };

    // ── 抽取 ──

    /// <summary>承诺公布给评审办事机构的各位：各人手里有一份，以后谁也改不了。</summary>
    private static async Task<OutboxEvent> OfDraw(TenantSession session, Draw draw, CancellationToken ct)
    {
        var committee = await session.Db.Committees.FindAsync([session.Tenant.Id, draw.CommitteeId], ct);
        return New(session, MessageKind.DrawCommitted, $"draw/{draw.Id.Value}", ("评委会", committee!.Name), ("承诺", draw.Commitment), ("名单摘要", draw.RosterDigest), ("公开数", draw.Source.TrimEnd('。')), ("时刻", draw.KnownAt.Print()), ("经办人", session.Actor.Signature))
            .To(office: committee.OfficeId, plan: draw.PlanId);
    }

    // ── 评审会 ──

    /// <summary>有了席位、没有了席位；还没有账号的，请来之后自己看得到。</summary>
    private static async Task<IEnumerable<OutboxEvent>> OfSeat(TenantSession session, EntityState state, Seat seat, CancellationToken ct) =>
        (await session.Db.Experts.FindAsync([session.Tenant.Id, seat.ExpertId], ct))?.UserId is { } user ? [await OfAttending(session, state, seat.MeetingId, user, "评审专家", "由候补顶上", ct)] : [];

    private static async Task<OutboxEvent> OfAttending(TenantSession session, EntityState state, MeetingId id, UserId user, string role, string reason, CancellationToken ct)
    {
        var meeting = (await session.Db.Meetings.FindAsync([session.Tenant.Id, id], ct))!;
        return AboutMeeting(session, state == EntityState.Added ? MessageKind.MeetingCalled : MessageKind.MeetingCancelled, meeting, user, ("身份", role), ("理由", reason));
    }

    /// <summary>时间、地点、入会地址改了，或取消了：告诉每一位委员与观察员。</summary>
    private static async Task<IEnumerable<OutboxEvent>> OfMeeting(TenantSession session, EntityEntry entry, Meeting meeting, CancellationToken ct)
    {
        var cancelled = meeting.State == MeetingState.Cancelled && Changed(entry, nameof(Meeting.State));
        if (!cancelled && !Changed(entry, nameof(Meeting.StartsAt)) && !Changed(entry, nameof(Meeting.Place)) && !Changed(entry, nameof(Meeting.VideoLink))) return [];

        var members = await (from s in session.Db.Seats where s.MeetingId == meeting.Id join e in session.Db.Experts on s.ExpertId equals e.Id where e.UserId != null select e.UserId!.Value).ToListAsync(ct);
        var observers = await session.Db.ObserverSeats.Where(o => o.MeetingId == meeting.Id).Select(o => o.UserId).ToListAsync(ct);
        return [.. members.Concat(observers).Select(user => AboutMeeting(session, cancelled ? MessageKind.MeetingCancelled : MessageKind.MeetingChanged, meeting, user, ("理由", $"已取消，{meeting.Reason?.TrimEnd('。')}")))];
    }

    private static OutboxEvent AboutMeeting(TenantSession session, MessageKind kind, Meeting meeting, UserId user, params (string, string)[] more) =>
        New(session, kind, $"meeting/{meeting.Id.Value}/{user.Value}/{Guid.CreateVersion7()}", [("评审会", meeting.Title), ("时间", meeting.StartsAt.Print()), ("地点", meeting.VideoLink is null ? meeting.Place : $"{meeting.Place}，或视频入会（地址登录后看）"), .. more])
            .To(user: user, plan: meeting.PlanId);

    // ── 评审结果 ──

    private static OutboxEvent OfResult(TenantSession session, ReviewResult r)
    {
        var key = $"result/{r.Id.Value}/{r.State}/{r.EndedAt:O}";
        return (r.State switch
        {
            ResultState.Publicised => New(session, MessageKind.ResultAnnounced, key, ("结果", "评审通过，正在公示"), ("怎么办", "公示期满、没有异议的，由人社部门确认，您现在不用做什么")),
            ResultState.NotPassed when r.EndedAt is null => New(session, MessageKind.ResultAnnounced, key, ("结果", "未通过"), ("怎么办", "有疑问的，可以在申报页申请复查")),
            ResultState.Confirmed => New(session, MessageKind.ResultConfirmed, key, ("机构", r.ConfirmedBy ?? ""), ("文号", r.DocumentNumber ?? "")),
            _ => New(session, MessageKind.ResultEnded, key, ("结果", r.State.Label()), ("理由", (r.EndReason ?? "").TrimEnd('。'))),
        }).To(applicant: r.ApplicantId, filing: r.FilingId);
    }

    private static async Task<IEnumerable<OutboxEvent>> OfRecheck(TenantSession session, ResultObjection o, ResultId about, CancellationToken ct)
    {
        var result = await session.Db.ReviewResults.FindAsync([session.Tenant.Id, about], ct);
        return result is null ? [] : [New(session, MessageKind.RecheckAnswered, $"recheck/{o.Id}", ("回执", o.Receipt), ("结果", o.Upheld ? "属实" : "维持原结果")).To(applicant: result.ApplicantId, filing: result.FilingId)];
    }

    // ── 邀请 ──

    private static async Task<OutboxEvent> OfInvitation(TenantSession session, AppUser user, CancellationToken ct)
    {
        // By key, from what is already at hand: asking the tracker would compare everything anew, for each of the many invited at once.
        // 专家、观察员不属于哪个机构：是组织评审的机构请他来的。
        var office = user.OfficeId ?? (user.Role is Role.Expert or Role.Observer ? session.Actor.OfficeId : null) ?? (user.ApplicantId is { } person ? (await session.Db.Applicants.FindAsync([session.Tenant.Id, person], ct))?.EmployerId : null);
        var name = office is { } id ? (await session.Db.Offices.FindAsync([session.Tenant.Id, id], ct))?.Name : null;
        return New(session, MessageKind.AccountInvited, $"invited/{user.Id}/{user.InvitedAt:O}", ("单位", name ?? ""), ("经办人", session.Actor.Name)).To(user: new UserId(user.Id));
    }

    // ── 评审费 ──

    /// <summary>发了缴费通知、催缴：由本人缴的告诉本人，由单位缴的告诉单位。缴清了告诉本人。</summary>
    private static IEnumerable<OutboxEvent> OfFee(TenantSession session, EntityEntry entry, FeeNotice notice)
    {
        var key = $"fee/{notice.FilingId.Value}";
        (string, string)[] facts = [("金额", notice.AmountFen is null ? "" : notice.OutstandingFen.PrintYuan()), ("何时", notice.DueAt is not { } due ? "请按通知的时间缴" : due > session.Now.Instant ? $"请在{due.Print()}之前缴" : $"缴费期限是{due.Print()}，已经过了，请马上与收款的机构联系")];
        if (entry.State == EntityState.Modified && !notice.Settled && entry.Property(nameof(FeeNotice.Settled)).IsModified && Tracked<BankCorrection>(session, c => c.State == RefundState.Confirmed) is { } corrected)
            return
            [
                New(session, MessageKind.FeeCorrected, $"{key}/corrected/{corrected.Id.Value}", [.. facts, ("理由", corrected.Reason.TrimEnd('。'))]).To(applicant: notice.ApplicantId, filing: notice.FilingId),
                .. notice.Payer == Domain.Plans.FeePayer.Employer ? [New(session, MessageKind.FeesDue, $"{key}/corrected/{corrected.Id.Value}/employer", facts).To(office: notice.EmployerId, filing: notice.FilingId)] : Array.Empty<OutboxEvent>(),
            ];
        if (entry.State == EntityState.Modified && notice.Settled && entry.Property(nameof(FeeNotice.Settled)).IsModified)
            return [New(session, MessageKind.FeeSettled, $"{key}/settled/{session.Now.Instant:O}", ("金额", notice.PaidFen.PrintYuan())).To(applicant: notice.ApplicantId, filing: notice.FilingId)];
        if (notice.Settled || !Changed(entry, nameof(FeeNotice.RemindedAt))) return [];

        key += entry.State == EntityState.Added ? "/due" : $"/due/{notice.RemindedAt:O}";
        return notice.Payer == Domain.Plans.FeePayer.Applicant
            ? [New(session, MessageKind.FeeDue, key, facts).To(applicant: notice.ApplicantId, filing: notice.FilingId).On(session.Now, notice.DueAt)]
            : [New(session, MessageKind.FeesDue, key, facts).To(office: notice.EmployerId, filing: notice.FilingId)];
    }

    /// <summary>传回单的人：核实了，或没有通过。</summary>
    private static IEnumerable<OutboxEvent> OfPayment(TenantSession session, Payment p) => p.State switch
    {
        PaymentState.Confirmed => [New(session, MessageKind.PaymentConfirmed, $"payment/{p.Id.Value}/confirmed", ("金额", p.AmountFen.PrintYuan()), ("份数", $"{p.Shares.Count}"), ("收据", Tracked<FeeReceipt>(session, r => r.PaymentId == p.Id)?.Number ?? "")).To(user: p.SubmittedBy)],
        PaymentState.Refused => [New(session, MessageKind.PaymentRefused, $"payment/{p.Id.Value}/refused", ("金额", p.AmountFen.PrintYuan()), ("理由", (p.Reason ?? "").TrimEnd('。'))).To(user: p.SubmittedBy)],
        _ => [],
    };

    /// <summary>收件台核对之后还缺的、催交的：告诉本人和单位，缺哪几样写明。</summary>
    private static IEnumerable<OutboxEvent> OfPaper(TenantSession session, PaperHandIn paper)
    {
        var key = $"paper/{paper.FilingId.Value}/{session.Now.Instant:O}";
        (string, string)[] facts =
        [
            ("缺", string.Join("；", paper.StillMissing().Select(i => i.Words is { } why ? $"{i.Name}（{why}）" : i.Name))),
            ("何时", paper.DueAt is { } due ? due > session.Now.Instant ? $"请在{due.Print()}之前交" : $"报送期限是{due.Print()}，已经过了，请马上与收件的机构联系" : "请按通知的时间交"),
        ];
        yield return New(session, MessageKind.PaperMissing, key, facts).To(applicant: paper.ApplicantId, filing: paper.FilingId).On(session.Now, paper.DueAt);
        yield return New(session, MessageKind.PapersMissing, key + "/employer", facts).To(office: paper.EmployerId, filing: paper.FilingId);
    }

    // ── 诚信记录 ──

    /// <summary>记的是申报人的，告诉本人；记的是单位的，告诉单位管理员。没有账号的人不在此列。</summary>
    private static async Task<IEnumerable<OutboxEvent>> OfBar(TenantSession session, MessageKind kind, IntegrityRecord record, CancellationToken ct)
    {
        var about = New(session, kind, $"bar/{record.Id.Value}/{kind}", ("机构", record.DecidedOffice), ("自", record.From.Print()), ("至", record.To.Print()));
        if (record.Subject == IntegritySubject.Person)
            return await session.Db.Applicants.Where(a => a.ResidentIdDigest == record.SubjectDigest).Select(a => (ApplicantId?)a.Id).FirstOrDefaultAsync(ct) is { } person ? [about.To(applicant: person)] : [];
        if (record.Subject == IntegritySubject.Employer)
            return await session.Db.Offices.Where(o => o.CreditCode == record.ShownNumber).Select(o => (OfficeId?)o.Id).FirstOrDefaultAsync(ct) is { } office ? [about.To(office: office)] : [];
        return [];
    }

    // ── 写法 ──

    internal static OutboxEvent New(TenantSession session, MessageKind kind, string key, params (string Name, string Value)[] facts) =>
        new(kind, key, session.Now, session.Actor.UserId, facts.Where(f => f.Value.Length > 0).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal));

    private static T? Tracked<T>(TenantSession session, Func<T, bool> which) where T : class => session.Db.ChangeTracker.Entries<T>().Select(e => e.Entity).FirstOrDefault(which);

    /// <summary>新加的，或这一项改了的。</summary>
    private static bool Changed(EntityEntry entry, string property) => entry.State == EntityState.Added || entry.Property(property).IsModified;

    private static bool Became(EntityEntry entry, string property) => entry.Property(property) is { IsModified: true, OriginalValue: null, CurrentValue: not null };
}
