using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Encodings.Web;
using TitleReview.App.Ballots;
using TitleReview.App.Meetings;
using TitleReview.App.Tests.Ballots;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Meetings;

/// <summary>What the observer is told of a meeting and of the plan behind it, against the rows themselves; and the lists of a meeting, with names and with codes.</summary>
public sealed class A_meeting_looked_over(VotingUnderTest app) : IClassFixture<VotingUnderTest>
{
    private const string Observer = "observer@kezhou";
    private static readonly JsonSerializerOptions Whole = new() { IncludeFields = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Everything written in a workbook.</summary>
    private static string Words(byte[] xlsx)
    {
        using var zip = new ZipArchive(new MemoryStream(xlsx));
        return string.Concat(zip.Entries.Where(e => e.FullName.StartsWith("xl/", StringComparison.Ordinal)).Select(e => { using var reader = new StreamReader(e.Open()); return reader.ReadToEnd(); }));
    }

    private Task<List<string>> Applicants() => app.Ask("select distinct a.name from applicants a join tenants t on t.id = a.tenant_id where t.slug = 'kezhou'");

    [Fact(DisplayName = "监督报告（N20、O1、O4、O6）：到会、用时、回避、情况、放宽、退回率，个个数都与记录对得上；提到的申报人换掉；少于三份的不写率；打印件、电子表格里没有一位申报人"), Trait("rule", "KZ-15")]
    public async Task Adds_up_to_the_rows()
    {
        var world = await VotingWorld.Of(app, 11);
        await using var observer = await app.As(Observer);
        await using var officer = await app.As(VotingWorld.Officer);
        var before = (await observer.Get<ReadMeetingReport>().Run(world.Meeting, Ct))!;
        var cases = await world.Cases(2);
        var name = (await Applicants())[0];
        try
        {
            // One comes after the first round was opened, one leaves before the last is counted; one round is annulled, one counted.
            var (late, early) = (world.Members[10], world.Members[9]);
            Assert.Null(await officer.Get<SignMember>().Run(world.Meeting, late.Id, false, Ct));
            await app.Ask("delete from presences where meeting_id = $1 and expert_id = $2", world.Meeting.Value, late.Id.Value);
            var writers = await app.Ask("select expert_id from panel_reviews where filing_id = $1", cases[1].Id.Value);
            var kinsman = world.Members.First(m => m != world.Members[0] && !writers.Contains($"{m.Id.Value}"));
            Assert.Null(await officer.Again().Get<RecuseMember>().Run(world.Meeting, cases[1].Id, kinsman.Id, TieKind.Kin, "亲属", Ct));
            Assert.Null(await officer.Again().Get<OpenRound>().Run(world.Meeting, [cases[0].Id], RoundKind.Sealed, null, Ct));
            app.Clock.Advance(TimeSpan.FromSeconds(30));
            Assert.Null(await officer.Again().Get<AnnulRound>().Run(await world.NewestRound(), $"名册错了，{name}应当撤下", Ct));
            Assert.Null(await officer.Again().Get<SignMember>().Run(world.Meeting, late.Id, true, Ct));
            Assert.Null(await observer.Again().Get<NoteIncident>().Run(world.Meeting, $"有人提到{name}", true, Ct));
            app.Clock.Advance(TimeSpan.FromMinutes(4));
            var incident = (await officer.Again().Get<ReadMeeting>().Run(world.Meeting, null, Ct))!.Incidents[0];
            Assert.Null(await officer.Again().Get<AnswerIncident>().Run(world.Meeting, incident.Id, "已制止", Ct));
            Assert.Null(await officer.Again().Get<OpenRound>().Run(world.Meeting, [.. cases.Select(c => c.Id)], RoundKind.Sealed, null, Ct));
            var round = await world.NewestRound();
            foreach (var member in world.Members)
            {
                await using var who = await app.As(member.Login);
                Assert.Null(await who.Get<CastBallot>().Run(world.Meeting, round, VotingWorld.Marks(member == kinsman ? cases.Take(1) : cases, _ => Choice.InFavour), Ct));
            }

            Assert.Null(await officer.Again().Get<SignMember>().Run(world.Meeting, early.Id, false, Ct));
            app.Clock.Advance(TimeSpan.FromSeconds(90));
            Assert.Null(await officer.Again().Get<CloseRound>().Run(round, false, Ct));
            await Seed(name);

            var report = (await observer.Again().Get<ReadMeetingReport>().Run(world.Meeting, Ct))!;
            Assert.Null(Assert.Single(report.Draws).Fault);
            Assert.Equal((11, 11, 1, 1), (report.Members.Count, report.Members.Count(m => m.Spans.Count > 0), report.Members.Count(m => m.Late), report.Members.Count(m => m.LeftEarly)));
            Assert.Equal(await app.Ask("select concat_ws(' ', no, state, s, s / (select count(*) from ballot_cases c where c.round_id = x.id)) from (select *, floor(extract(epoch from closed_at - opened_at))::int s from ballot_rounds where meeting_id = $1) x order by no", world.Meeting.Value), report.Rounds.Select(r => $"{r.No} {r.State} {r.Seconds} {r.SecondsPerCase}"));
            Assert.True(report.Rounds[^1].Seconds is >= 90 and < 150);
            Assert.Equal([(11, 0, 11, 8, true), (11, 1, 10, 7, true)], report.Rounds[^1].Cases.Select(c => (c.Roll.Members, c.Roll.Recused, c.Roll.Attending, c.Least, c.Quorate)));
            var kin = report.Recusals.Single(r => r.Kind == TieKind.Kin);
            Assert.Equal((1, 1), (kin.Count, kin.AfterOpening));
            Assert.Equal((true, 4), (report.Incidents[^1].AsksPause, report.Incidents[^1].MinutesToAnswer!.Value));
            Assert.Equal("有人提到▇▇▇", report.Incidents[^1].Text);
            Assert.Equal("名册错了，▇▇▇应当撤下", report.Rounds[^2].AnnulReason);

            await Desks(report);
            long Granted(MeetingReport of, GrantKind kind) => of.Grants.Where(g => g.Kind == kind).Sum(g => g.Count);
            foreach (var (kind, more) in new[] { (GrantKind.WindowExtended, 1), (GrantKind.UntoldReturn, 1), (GrantKind.RefundTry, 1), (GrantKind.FeeRefund, 1), (GrantKind.LateSubmission, 6), (GrantKind.BarLifted, 1), (GrantKind.TrainingExempt, 6) })
                Assert.Equal((kind, Granted(before, kind) + more), (kind, Granted(report, kind)));
            Assert.Equal(before.Late[LateKind.Lapsed] + 1, report.Late[LateKind.Lapsed]);
            Assert.Equal(before.Objections.Sum(o => o.Received) + 2, report.Objections.Sum(o => o.Received));
            Assert.Equal(before.Objections.Sum(o => o.Upheld) + 1, report.Objections.Sum(o => o.Upheld));

            // The same for the office that holds the meeting; and on paper.
            Assert.Equal(JsonSerializer.Serialize(report.Desks, Whole), JsonSerializer.Serialize((await officer.Again().Get<ReadMeetingReport>().Run(world.Meeting, Ct))!.Desks, Whole));
            using var pdf = new Pdf((await observer.Again().Get<ExportMeetingReport>().Run(world.Meeting, true, Ct)).Bytes!);
            var sheet = Words((await observer.Again().Get<ExportMeetingReport>().Run(world.Meeting, false, Ct)).Bytes!);
            Assert.Contains("演练甲局", pdf.Text, StringComparison.Ordinal);
            Assert.Contains("演练甲局", sheet, StringComparison.Ordinal);
            var everything = string.Concat(JsonSerializer.Serialize(report.Parts, Whole), pdf.Text, sheet);
            Assert.All(await Applicants(), person => Assert.DoesNotContain(person, everything, StringComparison.Ordinal));
            Assert.All(await app.Ask("select name from meeting_seats"), person => Assert.DoesNotContain(person, everything, StringComparison.Ordinal));
        }
        finally
        {
            await Unseed();
            await world.Forget(cases);
        }
    }

    /// <summary>Six filings like the one that passed, through two offices of their own: what each should add up to is known by hand. Nothing of it is left after the test.</summary>
    private async Task Seed(string name) => await app.Ask($$"""
        do $$ declare f filings; a applicants; s submissions; n int; person uuid; filing uuid; step jsonb; begin
          set local session_replication_role = replica;
          select x.* into f from filings x join tenants t on t.id = x.tenant_id where t.slug = 'kezhou' and x.status = 'FormalityPassed' order by x.number limit 1;
          select * into a from applicants where tenant_id = f.tenant_id and id = f.applicant_id;
          select * into s from submissions where tenant_id = f.tenant_id and filing_id = f.id order by no desc limit 1;
          step := f.stops -> -1;
          for n in 1..6 loop
            person := gen_random_uuid(); filing := ('00000000-0000-7000-8000-00000000009' || n)::uuid;
            insert into applicants select (jsonb_populate_record(a, jsonb_build_object('id', person, 'name', '演练人' || substr('甲乙丙丁戊己', n, 1), 'resident_id_digest', '\x' || md5(n::text) || md5('r' || n)))).*;
            insert into filings select (jsonb_populate_record(f, jsonb_build_object('id', filing, 'applicant_id', person, 'number', 'KZ-REPORT-' || n, 'stops', jsonb_build_array(jsonb_set(jsonb_set(jsonb_set(step,
              '{officeName}', to_jsonb(case when n <= 4 then '演练甲局' else '演练乙局' end)), '{officeId,value}', to_jsonb('00000000-0000-7000-8000-0000000000a' || case when n <= 4 then 1 else 2 end)), '{step,kind}', '"CountyHr"'))))).*;
            insert into submissions select (jsonb_populate_record(s, jsonb_build_object('filing_id', filing, 'submitted_at', '2029-01-01', 'form', jsonb_set(s.form, '{modules,training}', '[{"id":"00000000-0000-7000-8000-000000000001","values":{"exempt":"访惠聚驻村"} }]')))).*;
          end loop;
          insert into filing_events select (jsonb_populate_record(null::filing_events, jsonb_build_object('tenant_id', f.tenant_id, 'filing_id', ('00000000-0000-7000-8000-00000000009' || v.n)::uuid, 'no', v.no, 'action', v.act, 'to', 'InApproval', 'submission_no', 1,
              'user_id', gen_random_uuid(), 'user_name', '某人', 'office', v.office, 'opinion', case when v.act = 'RefundTry' then '{{name}}的机会' end, 'originals_checked', false, 'at', '2023-09-01T00:00:00Z'::timestamptz + v.days * interval '1 day'))).*
            from (values (1, 1, 'Submit', null, 0), (1, 2, 'Approve', '演练甲局', 1), (2, 1, 'Submit', null, 0), (2, 2, 'Approve', '演练甲局', 3),
                         (3, 1, 'Submit', null, 0), (3, 2, 'Return', '演练甲局', 2), (3, 3, 'RefundTry', '演练甲局', 3), (3, 4, 'Submit', null, 4), (3, 5, 'Approve', '演练甲局', 9),
                         (4, 1, 'Submit', null, 0), (4, 2, 'Decline', '演练甲局', 10), (5, 1, 'Submit', null, 0), (5, 2, 'Return', '演练乙局', 1), (5, 3, 'Lapse', null, 5), (6, 1, 'Submit', null, 0), (6, 2, 'Approve', '演练乙局', 2)) v(n, no, act, office, days);
          insert into proposals select (jsonb_populate_record(null::proposals, jsonb_build_object('tenant_id', f.tenant_id, 'id', '00000000-0000-7000-8000-0000000000b1', 'filing_id', '00000000-0000-7000-8000-000000000093', 'kind', 'UntoldReturn', 'state', 'Confirmed',
              'office_id', '00000000-0000-7000-8000-0000000000a1', 'office_name', '演练甲局', 'submission_no', 1, 'event_no', 0, 'fingerprint', '', 'about', '', 'reason', '上次没有看到', 'proposed_by', gen_random_uuid(), 'proposed_by_name', '某人',
              'proposed_at', '2023-09-02', 'decided_by', gen_random_uuid(), 'decided_by_name', '另一人', 'decided_at', '2023-09-03T00:00:00Z'))).*;
          insert into fee_refunds select (jsonb_populate_record(null::fee_refunds, jsonb_build_object('tenant_id', f.tenant_id, 'id', '00000000-0000-7000-8000-0000000000b1', 'payment_id', gen_random_uuid(), 'filing_id', '00000000-0000-7000-8000-000000000091',
              'collector_id', f.employer_id, 'amount_fen', 10000, 'reason', '重复缴', 'waived', false, 'state', 'Confirmed', 'proposed_by', gen_random_uuid(), 'proposed_by_name', '某人', 'proposed_at', '2023-09-02', 'decided_by', gen_random_uuid(), 'decided_at', '2023-09-03'))).*;
          insert into notices select (jsonb_populate_record(x, jsonb_build_object('id', '00000000-0000-7000-8000-0000000000b1', 'filing_id', '00000000-0000-7000-8000-000000000091', 'code', 'REPORT'))).* from notices x where x.tenant_id = f.tenant_id limit 1;
          insert into objections select (jsonb_populate_record(null::objections, jsonb_build_object('tenant_id', f.tenant_id, 'id', gen_random_uuid(), 'notice_id', '00000000-0000-7000-8000-0000000000b1', 'receipt', 'REPORT' || o, 'content', '反映', 'online', o = 1,
              'received_at', '2023-09-02', 'outcome', case when o = 2 then '属实' end, 'upheld', o = 2, 'settled_at', case when o = 2 then '2023-09-04' end))).* from generate_series(1, 2) o;
          insert into plan_editions select (jsonb_populate_record(e, jsonb_build_object('no', 99, 'kind', 'Extension', 'reason', '网络故障', 'published_at', '2023-09-05'))).* from plan_editions e where e.tenant_id = f.tenant_id and e.plan_id = f.plan_id limit 1;
          insert into integrity_records select (jsonb_populate_record(r, jsonb_build_object('tenant_id', f.tenant_id, 'id', '00000000-0000-7000-8000-0000000000b1', 'name', '演练解除', 'lifted_at', '2030-01-01', 'lifted_by', '某人', 'lift_reason', '演练解除查明不实'))).* from integrity_records r limit 1;
        end $$
        """);

    private async Task Unseed() => await app.Ask("""
        do $$ begin
          set local session_replication_role = replica;
          delete from filing_events where filing_id::text like '00000000-0000-7000-8000-00000000009_';
          delete from submissions where filing_id::text like '00000000-0000-7000-8000-00000000009_';
          delete from applicants where name like '演练人_';
          delete from filings where number like 'KZ-REPORT-_';
          delete from proposals where id = '00000000-0000-7000-8000-0000000000b1';
          delete from fee_refunds where id = '00000000-0000-7000-8000-0000000000b1';
          delete from objections where receipt like 'REPORT_';
          delete from notices where code = 'REPORT';
          delete from plan_editions where no = 99;
          delete from integrity_records where id = '00000000-0000-7000-8000-0000000000b1';
        end $$
        """);

    /// <summary>The two seeded offices by hand; all offices, counties and the sum from the raw events, counted here.</summary>
    private async Task Desks(MeetingReport report)
    {
        var first = report.Desks.Offices.Single(o => o.Name == "演练甲局");
        Assert.Equal((4, 5, 1, 1, 1, 1, 20m, 3.0), (first.Filings, first.Handled, first.Returned, first.Declined, first.Refunded, first.Untold, first.Percent, first.MedianDays!.Value));
        Assert.Equal("20%", first.Rate());
        var second = report.Desks.Offices.Single(o => o.Name == "演练乙局");
        Assert.Equal((2, 2, 1, null, "1 件"), (second.Filings, second.Handled, second.Returned, second.Percent, second.Rate()));

        var events = (await app.Ask("""
            select concat_ws('|', e.filing_id, e.no, e.action, e.office, extract(epoch from e.at), m.place) from filing_events e join filings f on f.tenant_id = e.tenant_id and f.id = e.filing_id join offices m on m.tenant_id = f.tenant_id and m.id = f.employer_id
              join meetings g on g.tenant_id = f.tenant_id and g.plan_id = f.plan_id join tenants t on t.id = f.tenant_id where t.slug = 'kezhou'
            """)).Select(l => l.Split('|')).Select(l => l.Length == 6 ? l : [l[0], l[1], l[2], "", l[3], l[4]])
            .Select(l => (Filing: l[0], No: int.Parse(l[1], CultureInfo.InvariantCulture), Act: l[2], Office: l[3], At: double.Parse(l[4], CultureInfo.InvariantCulture), Place: l[5])).OrderBy(e => e.Filing).ThenBy(e => e.No).ToList();
        List<(string Filing, string Act, string Office, string Place, double Days)> handled = [];
        foreach (var filing in events.GroupBy(e => e.Filing))
        {
            double? came = null;
            foreach (var one in filing)
            {
                if (one.Act is "Approve" or "Return" or "Decline") handled.Add((one.Filing, one.Act, one.Office, one.Place, (one.At - came!.Value) / 86400));
                if (one.Act is "Submit" or "Approve") came = one.At;
            }
        }

        void Same(ReportDesk desk, Func<(string Filing, string Act, string Office, string Place, double Days), bool> which)
        {
            var own = handled.Where(which).ToList();
            Assert.Equal((desk.Name, own.Select(o => o.Filing).Distinct().LongCount(), own.Count, own.Count(o => o.Act == "Return"), own.Count(o => o.Act == "Decline")), (desk.Name, desk.Filings, (int)desk.Handled, (int)desk.Returned, (int)desk.Declined));
            var days = own.Select(o => o.Days).Order().ToList();
            Assert.Equal(days.Count % 2 == 1 ? days[days.Count / 2] : (days[days.Count / 2 - 1] + days[days.Count / 2]) / 2, desk.MedianDays!.Value, 3);
        }

        Assert.Equal(handled.Select(h => h.Office).Distinct().Count(), report.Desks.Offices.Count + report.Desks.Employers.Count);
        foreach (var desk in report.Desks.Offices.Concat(report.Desks.Employers)) Same(desk, h => h.Office == desk.Name);
        foreach (var county in report.Desks.Counties) Same(county, h => h.Place == county.Name);
        Same(report.Desks.Total, _ => true);
    }

    [Fact(DisplayName = "监督报告、名单只给有观察席的观察员与组织评审的机构；别的人、别的端口听到的都是没有；阿克苏开过的两次会，结果与异议的数对得上"), Trait("rule", "KZ-15")]
    public async Task Is_for_those_who_may_and_nobody_else()
    {
        var world = await VotingWorld.Of(app, 11);
        var first = new MeetingId(Guid.Parse((await app.Ask("select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'aksu' and exists (select 1 from result_objections o join result_notices n on n.id = o.notice_id where n.meeting_id = m.id)"))[0]));
        foreach (var stranger in new[] { "county@kezhou", "committee@kezhou", "employer@kezhou", "passed@kezhou", "member-01@kezhou", "expert@kezhou", "prefecture@tacheng", "committee@aksu" })
        {
            await using var who = await app.As(stranger);
            Assert.Null(await who.Get<ReadMeetingReport>().Run(world.Meeting, Ct));
            Assert.IsType<NotFoundHere>((await who.Again().Get<ExportMeetingReport>().Run(world.Meeting, true, Ct)).Refusal);
            Assert.IsType<NotFoundHere>((await who.Again().Get<ExportMeetingList>().Run(world.Meeting, MeetingList.Overview, true, false, Ct)).Refusal);
            Assert.IsType<NotFoundHere>((await who.Again().Get<ExportMeetingPaper>().Run(world.Meeting, MeetingPaper.Attendance, Ct)).Refusal);
            Assert.IsType<NotFoundHere>((await who.Again().Get<ExportRounds>().Run(world.Meeting, RoundPaper.Minutes, 0, Ct)).Refusal);
            if (!stranger.StartsWith("member", StringComparison.Ordinal)) Assert.IsType<NotFoundHere>((await who.Again().Get<PrintOwnOverview>().Run(world.Meeting, Ct)).Refusal);
        }

        await using (var observer = await app.As(Observer))
        {
            Assert.Null(await observer.Get<ReadMeetingReport>().Run(first, Ct));
            Assert.IsType<NotFoundHere>((await observer.Again().Get<ExportMeetingReport>().Run(first, false, Ct)).Refusal);
            Assert.IsType<NotFoundHere>((await observer.Again().Get<ExportMeetingList>().Run(world.Meeting, MeetingList.ToVote, false, true, Ct)).Refusal);
        }

        await using var organiser = await app.As("committee@aksu");
        var report = (await organiser.Get<ReadMeetingReport>().Run(first, Ct))!;
        Assert.Equal(await app.Ask("select verdict || state || count(*) from review_results where meeting_id = $1 group by verdict, state order by 1", first.Value), report.Results.Select(r => $"{r.Verdict}{r.State}{r.Count}").Order(StringComparer.Ordinal));
        Assert.Equal(await app.Ask("select count(*) from result_objections o join result_notices n on n.id = o.notice_id where n.meeting_id = $1", first.Value), [$"{report.Objections.Where(o => o.What.StartsWith("评审结果", StringComparison.Ordinal)).Sum(o => o.Received)}"]);
        Assert.All(report.Rounds.Where(r => r.State == RoundState.Closed).SelectMany(r => r.Cases), c => Assert.True(c.Quorate && c.Passed is not null));
    }

    [Fact(DisplayName = "名单（S14）：待表决的开了票就不在内；情况一览表有姓名的给机构，编号的没有姓名、单位、学校；委员签了承诺书、开着会才打得开，回避的不在内，页脚是他的编号（E1、E3）"), Trait("rule", "KZ-15")]
    public async Task Is_listed_with_names_and_with_codes()
    {
        var world = await VotingWorld.Of(app, 11);
        var cases = await world.Cases(1);
        try
        {
            await using var officer = await app.As(VotingWorld.Officer);
            var filed = (await officer.Get<ReadMeeting>().Run(world.Meeting, null, Ct))!;
            var one = filed.Filings[filed.Roll.Cases[0].FilingId];
            async Task<string> List(MeetingList list, bool named, bool pdf)
            {
                var (bytes, _, refusal) = await officer.Again().Get<ExportMeetingList>().Run(world.Meeting, list, named, pdf, Ct);
                Assert.Null(refusal);
                if (!pdf) return Words(bytes!);
                using var read = new Pdf(bytes!);
                return read.Text;
            }

            foreach (var pdf in new[] { true, false })
            {
                var (named, coded) = (await List(MeetingList.ToVote, true, pdf), await List(MeetingList.ToVote, false, pdf));
                Assert.Contains(Pdf.Squeeze(one.Applicant), Pdf.Squeeze(named), StringComparison.Ordinal);
                Assert.Contains(one.Code!, coded, StringComparison.Ordinal);
                Assert.DoesNotContain(one.Code!, named, StringComparison.Ordinal);
                Assert.Contains(Pdf.Squeeze(one.Applicant), Pdf.Squeeze(await List(MeetingList.Overview, true, pdf)), StringComparison.Ordinal);
                var blind = await List(MeetingList.Overview, false, pdf);
                Assert.Contains(one.Code!, blind, StringComparison.Ordinal);
                foreach (var revealing in filed.Filings.Values.SelectMany(f => new[] { f.Applicant, f.Employer }).Concat(await app.Ask("select distinct r #>> '{values,school}' from submissions s join meeting_cases c on c.filing_id = s.filing_id cross join lateral jsonb_array_elements(s.form #> '{modules,education}') r where c.meeting_id = $1", world.Meeting.Value)).Where(w => w.Length > 1))
                    foreach (var text in new[] { blind, coded }) Assert.DoesNotContain(Pdf.Squeeze(revealing), Pdf.Squeeze(text), StringComparison.Ordinal);
            }

            var profiles = (await List(MeetingList.Profiles, true, true), await List(MeetingList.Profiles, false, true));
            Assert.Contains(Pdf.Squeeze(one.Applicant), profiles.Item1, StringComparison.Ordinal);
            Assert.Contains(one.Code!, profiles.Item2, StringComparison.Ordinal);
            Assert.All(filed.Filings.Values, f => Assert.DoesNotContain(Pdf.Squeeze(f.Applicant), profiles.Item2, StringComparison.Ordinal));
            Assert.DoesNotContain("计算机", profiles.Item1, StringComparison.Ordinal);
            await Conditions(List, filed, one);

            // From a member's seat: his own agenda, under his own code.
            var writers = await app.Ask("select expert_id from panel_reviews where filing_id = $1", cases[0].Id.Value);
            var member = world.Members.First(m => m != world.Members[0] && m != world.Members[8] && !writers.Contains($"{m.Id.Value}"));
            await using (var who = await app.As(member.Login))
            {
                using var before = new Pdf((await who.Get<PrintOwnOverview>().Run(world.Meeting, Ct)).Pdf!);
                Assert.Contains(one.Code!, before.Text, StringComparison.Ordinal);
                Assert.Contains((await app.Ask("select code from meeting_seats where meeting_id = $1 and expert_id = $2", world.Meeting.Value, member.Id.Value))[0], before.Text, StringComparison.Ordinal);
                Assert.Null(await who.Again().Get<DeclareRecusal>().Run(world.Meeting, cases[0].Code, TieKind.Declared, "同门", Ct));
                using var after = new Pdf((await who.Again().Get<PrintOwnOverview>().Run(world.Meeting, Ct)).Pdf!);
                Assert.Contains(cases[0].Code, before.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(cases[0].Code, after.Text, StringComparison.Ordinal);
            }

            await app.Ask("update meeting_seats set pledged_at = null, pledge_digest = null where meeting_id = $1 and expert_id = $2", world.Meeting.Value, world.Members[8].Id.Value);
            await using (var unpledged = await app.As(world.Members[8].Login)) Assert.IsType<PledgeFirst>((await unpledged.Get<PrintOwnOverview>().Run(world.Meeting, Ct)).Refusal);
            await app.Ask("update meeting_seats set pledged_at = '2023-09-01', pledge_digest = '演示' where meeting_id = $1 and expert_id = $2", world.Meeting.Value, world.Members[8].Id.Value);

            // What has been voted on is no longer to be voted on; the count sheet and the rest are tables too.
            Assert.Null(await officer.Again().Get<OpenRound>().Run(world.Meeting, [cases[0].Id], RoundKind.Sealed, null, Ct));
            Assert.Contains("正在表决", await List(MeetingList.ToVote, false, false), StringComparison.Ordinal);
            await world.EverybodyVotes(cases[0]);
            Assert.Null(await officer.Again().Get<CloseRound>().Run(await world.NewestRound(), false, Ct));
            Assert.DoesNotContain(cases[0].Code, await List(MeetingList.ToVote, false, false), StringComparison.Ordinal);
            var no = int.Parse((await app.Ask("select max(no) from ballot_rounds where meeting_id = $1", world.Meeting.Value))[0], CultureInfo.InvariantCulture);
            Assert.Contains(cases[0].Code, Words((await officer.Again().Get<ExportRounds>().Run(world.Meeting, RoundPaper.Counts, no, Ct)).Xlsx!), StringComparison.Ordinal);
            Assert.Contains("到会", Words((await officer.Again().Get<ExportRounds>().Run(world.Meeting, RoundPaper.Minutes, 0, Ct)).Xlsx!), StringComparison.Ordinal);
            Assert.IsType<NotFoundHere>((await officer.Again().Get<ExportRounds>().Run(world.Meeting, RoundPaper.Ballots, no, Ct)).Refusal);
            Assert.IsType<NotFoundHere>((await officer.Again().Get<ExportMeetingPaper>().Run(world.Meeting, MeetingPaper.Pledges, Ct)).Refusal);
            Assert.Contains(filed.Roll.Seats[0].Name, Words((await officer.Again().Get<ExportMeetingPaper>().Run(world.Meeting, MeetingPaper.Attendance, Ct)).Xlsx!), StringComparison.Ordinal);
        }
        finally
        {
            await world.Forget(cases);
        }
    }

    /// <summary>Which conditions were met stands on both lists and in both forms, in words of the plan; a computer column only where the plan asks for one.</summary>
    private async Task Conditions(Func<MeetingList, bool, bool, Task<string>> list, MeetingView filed, AgendaFiling one)
    {
        foreach (var (which, named, pdf) in from w in new[] { MeetingList.Overview, MeetingList.Profiles } from n in new[] { true, false } from p in new[] { true, false } select (w, n, p))
        {
            var text = Pdf.Squeeze(await list(which, named, pdf));
            Assert.Contains("符合条件", text, StringComparison.Ordinal);
            Assert.Contains("国语水平测试", text, StringComparison.Ordinal);
            Assert.DoesNotContain("计算机", text, StringComparison.Ordinal);
            if (named) Assert.Contains(Pdf.Squeeze(one.Applicant), text, StringComparison.Ordinal);
            else Assert.All(filed.Filings.Values, f => Assert.DoesNotContain(Pdf.Squeeze(f.Applicant), text, StringComparison.Ordinal));
        }

        // What was sent and what was published is append-only, for the owner too: the test steps around that wall.
        var id = $"'{filed.Meeting.Id.Value}'";
        Task Change(string sql) => app.Ask($"do $$ begin set local session_replication_role = replica; {sql}; end $$");
        var before = await app.Ask("select e.terms::text from plan_editions e, meetings m where m.id = $1 and e.tenant_id = m.tenant_id and e.plan_id = m.plan_id order by e.no", filed.Meeting.Id.Value);
        Assert.Single(before);
        try
        {
            await Change($$"""
                update plan_editions e set terms = jsonb_set(e.terms, '{modules}', (select jsonb_agg(case when x ->> 'key' = 'basic' then jsonb_set(x, '{extraFields}', (x -> 'extraFields') || '[{"key": "computerTest", "label": "计算机应用能力考试", "kind": "Text", "required": false, "maxLength": 60}]') else x end) from jsonb_array_elements(e.terms -> 'modules') x))
                  from meetings m where m.id = {{id}} and e.tenant_id = m.tenant_id and e.plan_id = m.plan_id;
                update submissions s set form = jsonb_set(s.form, '{modules,basic,0,values,computerTest}', '"四个模块合格"') from meeting_cases c where c.meeting_id = {{id}} and s.tenant_id = c.tenant_id and s.filing_id = c.filing_id
                """);
            foreach (var pdf in new[] { true, false }) Assert.Contains("四个模块合格", Pdf.Squeeze(await list(MeetingList.Profiles, false, pdf)), StringComparison.Ordinal);
        }
        finally
        {
            await Change($$"""
                update submissions s set form = s.form #- '{modules,basic,0,values,computerTest}' from meeting_cases c where c.meeting_id = {{id}} and s.tenant_id = c.tenant_id and s.filing_id = c.filing_id;
                update plan_editions e set terms = '{{before[0].Replace("'", "''", StringComparison.Ordinal)}}'::jsonb from meetings m where m.id = {{id}} and e.tenant_id = m.tenant_id and e.plan_id = m.plan_id
                """);
        }
    }
}
