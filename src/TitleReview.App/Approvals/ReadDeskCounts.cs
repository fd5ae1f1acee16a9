using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <param name="Waiting">待我审核的申报。</param>
/// <param name="Staff">待确认的人员。</param>
/// <param name="Employers">待审核的单位注册。</param>
/// <param name="Prefecture">本机构是地区人社局。</param>
/// <param name="Registration">用人单位自己的注册，还没有通过的；通过了的、不是用人单位的为空。</param>
/// <param name="MayAnnounce">可以编计划、在门户上发公告。</param>
/// <param name="ActingFor">正代谁办；办自己的为空。</param>
public sealed record DeskCounts(int Waiting, int Staff, int Employers, bool Prefecture, Office? Registration, bool MayAnnounce, string? ActingFor = null)
{
    /// <summary>有评审费要缴、要收。</summary>
    public bool Fees { get; init; }

    /// <summary>有纸质材料要交、要收。</summary>
    public bool Paper { get; init; }

    /// <summary>本机构是分支机构：下面不再有分支机构。</summary>
    public bool Branch { get; init; }

    /// <summary>等本机构核实的回单。</summary>
    public int Payments { get; init; }

    /// <summary>本单位的公示：没有了结的异议，期满等着出具结果的，还在公示期里的。</summary>
    public int Objections { get; init; }

    public int NoticesDue { get; init; }
    public int NoticesRunning { get; init; }

    /// <summary>评审结果：等本机构同意的确认、撤销，本机构要公布的评审会，没有了结的异议、复查；单位要同步张贴的公示。</summary>
    public int Decisions { get; init; }

    public int ToAnnounce { get; init; }

    /// <summary>公示期满，等着提出确认的评审会。</summary>
    public int ToConfirm { get; init; }

    public int ResultObjections { get; init; }
    public int Mirrors { get; init; }
    public int Results => Decisions + ToAnnounce + ToConfirm + ResultObjections;

    /// <summary>评审会上等他作第二个人的：免于答辩、一人一策、测试、撤回、纸票；眼前的评审会。</summary>
    public int Seconds { get; init; }

    public int MeetingsNear { get; init; }

    /// <summary>请人代办、自己不办的这几天：是谁、到哪天。</summary>
    public string? Away { get; init; }

    /// <summary>现在可以代谁办；正代着的不再说。</summary>
    public string? MayActFor { get; init; }
}

/// <summary>机构首页与左侧栏目上的件数：每一页都要，一句 SQL。</summary>
[Does(Act.ReadInbox)]
public sealed class ReadDeskCounts(TenantSessions sessions)
{
    public async Task<DeskCounts?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadInbox) is not null) return null;

        var command = new QueueCommand(session);
        int waiting, staff, employers, payments;
        bool prefecture, registering, fees, paper, branch;
        int objections, due, running, decisions, announce, disputed, mirrors, seconds, near, confirm;
        string? mayActFor;
        await using (var reader = await command.Read($"""
            select (select coalesce(sum(entries), 0)::int from queue_counts where {command.Mine} and state = 'Waiting'),
                   (select count(*)::int from applicants where tenant_id = {command.Tenant} and employer_id = {command.Office} and status = 'Awaiting'),
                   (select count(*)::int from offices where tenant_id = {command.Tenant} and reports_to = {command.Office} and registration = 'Awaiting'),
                   exists (select 1 from offices where tenant_id = {command.Tenant} and id = {command.Office} and kind = 'PrefectureHr'),
                   exists (select 1 from offices where tenant_id = {command.Tenant} and id = {command.Office} and kind = 'Employer' and registration <> 'Approved'),
                   exists (select 1 from fee_notices where tenant_id = {command.Tenant} and (collector_id = {command.Office} or employer_id = {command.Office})),
                   (select count(*)::int from payments where tenant_id = {command.Tenant} and collector_id = {command.Office} and state = 'Waiting'),
                   exists (select 1 from paper_hand_ins where tenant_id = {command.Tenant} and (receiver_id = {command.Office} or employer_id = {command.Office})),
                   exists (select 1 from offices where tenant_id = {command.Tenant} and id = {command.Office} and main_code is not null),
                   (select string_agg(principal_name, '、' order by principal_name) from deputations where tenant_id = {command.Tenant} and deputy_id = {command.With(session.Actor.UserId.Value)} and ended_at is null
                      and "from" <= {command.With(session.Now.Today)} and ("to" is null or "to" >= {command.With(session.Now.Today)})),
                   {(session.Actor.Role == Role.EmployerAdministrator ? Notices(command, session.Now) : "0, 0, 0")},
                   {(session.Actor.Role == Role.Officer ? Results(command, session.Actor, session.Now) : "0, 0, 0, 0")},
                   (select count(*)::int from result_mirrors m join result_notices n on n.tenant_id = m.tenant_id and n.id = m.notice_id where m.tenant_id = {command.Tenant} and m.employer_id = {command.Office} and m.posted_on is null and n.last_day >= {command.With(session.Now.Today)}),
                   {(session.Actor.Role == Role.Officer ? Meetings(command, session.Actor, session.Now) : "0, 0")}
            """, ct))
        {
            await reader.ReadAsync(ct);
            (waiting, staff, employers, prefecture, registering) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetBoolean(3), reader.GetBoolean(4));
            (fees, payments, paper, branch) = (reader.GetBoolean(5), reader.GetInt32(6), reader.GetBoolean(7), reader.GetBoolean(8));
            (mayActFor, objections, due, running) = (reader.IsDBNull(9) || session.Actor.For is not null ? null : reader.GetString(9), reader.GetInt32(10), reader.GetInt32(11), reader.GetInt32(12));
            (decisions, announce, disputed, confirm) = (reader.GetInt32(13), reader.GetInt32(14), reader.GetInt32(15), reader.GetInt32(16));
            (mirrors, seconds, near) = (reader.GetInt32(17), reader.GetInt32(18), reader.GetInt32(19));
        }

        var own = registering ? await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == session.Actor.OfficeId, ct) : null;
        return new DeskCounts(waiting, staff, employers, prefecture, own, session.Actor is { Role: Role.Officer, AtTop: true }, session.Actor.For?.Name) { Fees = fees, Payments = payments, Paper = paper, Branch = branch, Objections = objections, NoticesDue = due, NoticesRunning = running, Decisions = decisions, ToAnnounce = announce, ToConfirm = confirm, ResultObjections = disputed, Seconds = seconds, MeetingsNear = near, Mirrors = mirrors, Away = session.Actor.Away?.Sentence, MayActFor = mayActFor };
    }

    /// <summary>评审结果要办的，从本机构的评审会与公示去找：不过几次。</summary>
    private static string Results(QueueCommand command, Actor actor, Moment now) => $"""
        (select count(*)::int from result_decisions where tenant_id = {command.Tenant} and decider_id = {command.Office} and state = 'Waiting' and proposed_by <> {command.With(actor.UserId.Value)}),
        (select count(*)::int from meetings m where m.tenant_id = {command.Tenant} and m.office_id = {command.Office} and m.state = 'Closed' and exists (select 1 from review_results r where r.tenant_id = m.tenant_id and r.meeting_id = m.id and r.state = 'Voted')),
        (select count(*)::int from result_notices n join result_objections o on o.tenant_id = n.tenant_id and o.notice_id = n.id where n.tenant_id = {command.Tenant} and n.office_id = {command.Office} and o.settled_at is null),
        (select count(*)::int from meetings m where m.tenant_id = {command.Tenant} and m.office_id = {command.Office} and m.state = 'Closed' and exists (
          select 1 from review_results r join result_notices n on n.tenant_id = r.tenant_id and n.id = r.notice_id
            where r.tenant_id = m.tenant_id and r.meeting_id = m.id and r.state = 'Publicised' and n.last_day < {command.With(now.Today)}
              and not exists (select 1 from result_decisions d where d.tenant_id = r.tenant_id and d.state = 'Waiting' and d.people @> jsonb_build_array(jsonb_build_object('value', r.id)))))
        """;

    /// <summary>本机构的评审会上等第二个人的，自己提的不算；正开着的、两天之内要开的。</summary>
    private static string Meetings(QueueCommand command, Actor actor, Moment now)
    {
        var me = command.With(actor.UserId.Value);
        string Waiting(string table, string first) => $"""
            (select count(*)::int from {table} t join meeting_cases c on c.tenant_id = t.tenant_id and c.filing_id = t.filing_id and c.is_live join meetings m on m.tenant_id = c.tenant_id and m.id = c.meeting_id
              where t.tenant_id = {command.Tenant} and m.office_id = {command.Office} and (t.state = 'Waiting' and t.{first} <> {me} or t.state = 'Agreed' and t.undo_by_id <> {me}))
            """;
        return $"""
            {Waiting("exemptions", "proposed_by")} + {Waiting("language_tests", "entered_by")}
              + (select count(*)::int from ballot_rounds r join meetings m on m.tenant_id = r.tenant_id and m.id = r.meeting_id where r.tenant_id = {command.Tenant} and m.office_id = {command.Office} and r.state = 'Entered' and r.entered_by_id <> {me}),
            (select count(*)::int from meetings where tenant_id = {command.Tenant} and office_id = {command.Office} and (state = 'InSession' or state = 'Planned' and starts_at < {command.With(now.Instant.ToUniversalTime().AddDays(2))}))
            """;
    }

    /// <summary>只问单位：它手里不过几十份。</summary>
    private static string Notices(QueueCommand command, Moment now)
    {
        var (today, open) = (command.With(now.Today), "exists (select 1 from objections o where o.tenant_id = n.tenant_id and o.notice_id = n.id and o.settled_at is null)");
        string Count(string which) => $"(select count(*)::int from queue_entries q join notices n on n.tenant_id = q.tenant_id and n.filing_id = q.filing_id and n.concluded_at is null where q.tenant_id = {command.Tenant} and q.office_id = {command.Office} and q.state = 'Waiting' and {which})";
        return $"{Count(open)}, {Count($"n.last_day < {today} and not {open}")}, {Count($"n.last_day >= {today} and not {open}")}";
    }
}
