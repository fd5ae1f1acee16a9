using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TitleReview.App.Ballots;
using TitleReview.App.Committees;
using TitleReview.App.Filings;
using TitleReview.App.Meetings;
using TitleReview.App.Reviews;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Meetings;

/// <summary>The demo's meeting of kezhou, from its agenda to its end, by everybody who takes part and by those who must not.</summary>
[Collection("one port's accounts")]
public sealed class A_review_meeting(AppUnderTest app)
{
    private const string Secretary = "prefecture@kezhou";
    private static readonly JsonSerializerOptions Whole = new() { IncludeFields = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Guid> One(string sql, params object[] values) => Guid.Parse((await app.Ask(sql, values))[0]);

    [Fact(DisplayName = "一次评审会：承诺书、列议程、替补、开会、签到、回避、观察、打印、散会；没有签的、抄错码的、不是委员的、别的机构和端口的，都进不来；回避之后案卷哪里都没有（E3）"), Trait("rule", "KZ-15")]
    public async Task Goes_from_the_pledges_to_the_end()
    {
        var id = new MeetingId(await One("select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou'"));
        var drawId = new DrawId(await One("select draw_id from meetings where id = $1", id.Value));
        await using var secretary = await app.As(Secretary);
        async Task<MeetingView> Look() => (await secretary.Again().Get<ReadMeeting>().Run(id, "http://localhost/x", Ct))!;
        var view = await Look();
        Assert.Equal((11, 9), (view.Roll.Seats.Count, view.Roll.Pledged));
        var names = view.Filings.Values.Select(f => f.Applicant).ToList();
        Assert.True(names.Count >= 4);
        Assert.Equal(TieKind.Declared, Assert.Single(view.Recusals).Kind);

        await Strangers(id, view);

        // The agenda: taken off with a reason, put on again, in another order.
        var moved = view.Roll.Cases[0].FilingId;
        Assert.IsType<InvalidInput>(await secretary.Again().Get<WithdrawCase>().Run(id, moved, "", Ct));
        Assert.Null(await secretary.Again().Get<WithdrawCase>().Run(id, moved, "材料待核", Ct));
        Assert.Contains((await Look()).Available, f => f.Id == moved);
        Assert.Null(await secretary.Again().Get<ListCases>().Run(id, [moved], 2, Ct));
        Assert.IsType<ListedAlready>(await secretary.Again().Get<ListCases>().Run(id, [moved], 2, Ct));
        Assert.IsType<NotFoundHere>(await secretary.Again().Get<ListCases>().Run(id, [new FilingId(await One("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'passed@bazhou'"))], 1, Ct));
        Assert.IsType<Domain.Reviews.NotPassedYet>(await secretary.Again().Get<ListCases>().Run(id, [new FilingId(await One("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'submitted@kezhou'"))], 1, Ct));
        var unread = (InvalidInput)(await secretary.Again().Get<PlaceCases>().Run(id, new Dictionary<FilingId, (int, int?)> { [moved] = (1, null) }, Ct))!;
        Assert.Contains("没有填成一个数", unread.Errors[0].Sentence, StringComparison.Ordinal);
        Assert.Null(await secretary.Again().Get<PlaceCases>().Run(id, new Dictionary<FilingId, (int, int?)> { [moved] = (1, 1) }, Ct));
        Assert.Equal(moved, (await Look()).Roll.Cases[0].FilingId);

        // Without its observer it does not open; a member who cannot come is replaced, seat and all.
        var observer = view.Observers[0].UserId;
        Assert.Null(await secretary.Again().Get<UnseatObserver>().Run(id, observer, Ct));
        Assert.Equal(new NobodyObserves(), await secretary.Again().Get<OpenMeeting>().Run(id, Ct));
        await using var watcher = await app.As("observer@kezhou");
        Assert.Null(await watcher.Get<ReadObservedMeeting>().Run(id, Ct));
        Assert.Null(await secretary.Again().Get<SeatObserver>().Run(id, observer, Ct));
        Assert.IsType<ObserverThere>(await secretary.Again().Get<SeatObserver>().Run(id, observer, Ct));
        var leaving = new ExpertId(await One("select e.id from experts e join users u on u.id = e.user_id where u.user_name = 'member-08@kezhou'"));
        var gone = view.Roll.Seats.Single(s => s.ExpertId == leaving);
        Assert.Null(await secretary.Again().Get<SubstituteMember>().Run(drawId, gone.Code, "出差", Ct));
        var seats = (await Look()).Roll.Seats;
        Assert.Equal((11, 8), (seats.Count, seats.Count(s => s.PledgedAt is not null)));
        Assert.DoesNotContain(seats, s => s.ExpertId == gone.ExpertId);
        Assert.IsType<MeetingHoldsDraw>(await secretary.Again().Get<AbandonDraw>().Run(drawId, "重抽", Ct));

        // A member who has not pledged sees nothing of the agenda and cannot come in.
        await using var late = await app.As("member-11@kezhou");
        var own = (await late.Get<ReadOwnMeeting>().Run(id, Ct))!;
        Assert.Empty(own.Cases);
        Assert.Equal("Agreed", ((InvalidInput)(await late.Again().Get<SignPledge>().Run(id, false, own.Seat.Name, Ct))!).Errors[0].Field);
        Assert.Equal("SignedName", ((InvalidInput)(await late.Again().Get<SignPledge>().Run(id, true, "别人", Ct))!).Errors[0].Field);
        Assert.Equal(new PledgeFirst(own.Seat.Name), await late.Again().Get<DeclareRecusal>().Run(id, "222-222", TieKind.Kin, "亲属", Ct));

        Assert.Null(await secretary.Again().Get<OpenMeeting>().Run(id, Ct));
        var code = (await Look()).Meeting.RoomCode!;
        Assert.Equal(new PledgeFirst(own.Seat.Name), await late.Again().Get<EnterMeeting>().Run(id, code, Ct));
        Assert.Null(await late.Again().Get<SignPledge>().Run(id, true, own.Seat.Name, Ct));
        Assert.Equal(64, (await app.Ask("select pledge_digest from meeting_seats where meeting_id = $1 and expert_id = $2", id.Value, own.Seat.ExpertId.Value))[0].Length);
        Assert.Equal("RoomCode", ((InvalidInput)(await late.Again().Get<EnterMeeting>().Run(id, "222222", Ct))!).Errors[0].Field);
        Assert.Null(await late.Again().Get<EnterMeeting>().Run(id, code.ToLowerInvariant(), Ct));
        Assert.IsType<SignedInAlready>(await late.Again().Get<EnterMeeting>().Run(id, code, Ct));
        Assert.Null(await late.Again().Get<LeaveMeeting>().Run(id, Ct));
        Assert.IsType<NotHere>(await late.Again().Get<LeaveMeeting>().Run(id, Ct));
        Assert.IsType<MeetingSits>(await secretary.Again().Get<SubstituteMember>().Run(drawId, own.Seat.Code, "走了", Ct));
        Assert.IsType<MeetingNotPlanned>(await secretary.Again().Get<ListCases>().Run(id, [moved], 1, Ct));
        foreach (var seat in (await Look()).Roll.Seats.Where(s => s.PledgedAt is not null)) Assert.Null(await secretary.Again().Get<SignMember>().Run(id, seat.ExpertId, true, Ct));
        Assert.Equal(9, (await Look()).Roll.Here.Count);

        await Recuses(id, await Look());
        await Watches(id, watcher, secretary, names);

        foreach (var paper in Enum.GetValues<MeetingPaper>())
            Assert.Equal("%PDF", Encoding.ASCII.GetString((await secretary.Again().Get<PrintMeetingPaper>().Run(id, paper, Ct)).Pdf!, 0, 4));
        var readable = (await late.Again().Get<ReadCases>().Run(Ct))[0].Code;
        Assert.NotNull(await late.Again().Get<ReadCase>().Run(readable, Ct));
        Assert.Null(await secretary.Again().Get<CloseMeeting>().Run(id, Ct));
        Assert.IsType<MeetingNotInSession>(await secretary.Again().Get<CloseMeeting>().Run(id, Ct));
        Assert.Null(await late.Again().Get<ReadCase>().Run(readable, Ct));
        Assert.Equal(["0", "0"], await app.Ask("select count(*) from presences where \"to\" is null union all select count(*) from meeting_cases where meeting_id = $1 and is_live", id.Value));
    }

    /// <summary>Whoever is not of the office, not seated or not asked to watch hears that there is nothing.</summary>
    private async Task Strangers(MeetingId id, MeetingView view)
    {
        var seat = view.Roll.Seats[^1];
        foreach (var stranger in new[] { "county@kezhou", "committee@kezhou", "employer@kezhou", "passed@kezhou", "expert@kezhou", "member-01@kezhou", "observer@kezhou", "prefecture@tacheng" })
        {
            await using var who = await app.As(stranger);
            Assert.Null(await who.Get<ReadMeeting>().Run(id, null, Ct));
            Assert.IsType<NotFoundHere>(await who.Again().Get<OpenMeeting>().Run(id, Ct));
            Assert.IsType<NotFoundHere>(await who.Again().Get<TakePledge>().Run(id, seat.ExpertId, Ct));
            Assert.IsType<NotFoundHere>((await who.Again().Get<PrintMeetingPaper>().Run(id, MeetingPaper.Attendance, Ct)).Refusal);
            if (stranger.StartsWith("member", StringComparison.Ordinal)) continue;
            Assert.Null(await who.Again().Get<ReadOwnMeeting>().Run(id, Ct));
            Assert.IsType<NotFoundHere>(await who.Again().Get<SignPledge>().Run(id, true, seat.Name, Ct));
            Assert.IsType<NotFoundHere>(await who.Again().Get<EnterMeeting>().Run(id, "222222", Ct));
            if (stranger.StartsWith("observer", StringComparison.Ordinal)) continue;
            Assert.Null(await who.Again().Get<ReadObservedMeeting>().Run(id, Ct));
            Assert.Null(await who.Again().Get<ReadMeetingLog>().Run(id, ct: Ct));
            Assert.IsType<NotFoundHere>(await who.Again().Get<NoteIncident>().Run(id, "看到", false, Ct));
        }
    }

    private async Task Recuses(MeetingId id, MeetingView view)
    {
        await using var member = await app.As("member-04@kezhou");
        var agenda = (await member.Get<ReadOwnMeeting>().Run(id, Ct))!;
        Assert.Equal(view.Roll.Cases.Count, agenda.Cases.Count);
        var blind = agenda.Cases[0].Code;
        Assert.NotNull(await member.Again().Get<ReadCase>().Run(blind, Ct));
        Assert.NotNull(await member.Again().Get<OpenCasePage>().Run(blind, 1, PageSize.Thumbnail, Ct));
        Assert.Equal("Kind", ((InvalidInput)(await member.Again().Get<DeclareRecusal>().Run(id, blind, null, "同门", Ct))!).Errors[0].Field);
        Assert.Null(await member.Again().Get<DeclareRecusal>().Run(id, blind, TieKind.Declared, "同门", Ct));

        Assert.DoesNotContain((await member.Again().Get<ReadOwnMeeting>().Run(id, Ct))!.Cases, c => c.Code == blind);
        Assert.DoesNotContain(await member.Again().Get<ReadCases>().Run(Ct), c => c.Code == blind);
        Assert.Null(await member.Again().Get<ReadCase>().Run(blind, Ct));
        Assert.Null(await member.Again().Get<OpenCasePage>().Run(blind, 1, PageSize.Thumbnail, Ct));
        Assert.Equal(await member.Again().Get<DeclareRecusal>().Run(id, "222-222", TieKind.Kin, "亲属", Ct), await member.Again().Get<DeclareRecusal>().Run(id, blind, TieKind.Kin, "亲属", Ct));
        await using var secretary = await app.As(Secretary);
        var after = (await secretary.Get<ReadMeeting>().Run(id, null, Ct))!;
        var filing = after.Filings.Values.Single(f => f.Code == blind).Id;
        Assert.Equal(view.Roll.For(filing).Recused + 1, after.Roll.For(filing).Recused);
        Assert.Equal(new RecusedAlready(agenda.Seat.Name), await secretary.Again().Get<RecuseMember>().Run(id, filing, agenda.Seat.ExpertId, TieKind.Kin, "亲属", Ct));
    }

    private static async Task Watches(MeetingId id, SignedInScope watcher, SignedInScope secretary, IReadOnlyList<string> names)
    {
        // Who was asked to come is not yet there: no vote is opened, no paper says so.
        Task<Refusal?> Open() => secretary.Again().Get<OpenRound>().Run(id, [], RoundKind.Paper, null, Ct);
        Assert.Equal(new ObserverAway(), (await secretary.Again().Get<ReadRounds>().Run(id, Ct))!.WhyNotOpen);
        Assert.Equal(new ObserverAway(), await Open());
        Assert.Equal("没有签到", (await secretary.Again().Get<ReadMeeting>().Run(id, null, Ct))!.Observers[0].Arrival);
        Assert.Equal("RoomCode", ((InvalidInput)(await watcher.Again().Get<ArriveToObserve>().Run(id, "222222", Ct))!).Errors[0].Field);
        Assert.Null(await watcher.Again().Get<ArriveToObserve>().Run(id, (await secretary.Again().Get<ReadMeeting>().Run(id, null, Ct))!.Meeting.RoomCode, Ct));
        var there = (await secretary.Again().Get<ReadMeeting>().Run(id, null, Ct))!.Observers[0];
        Assert.EndsWith(" 到会", there.Arrival, StringComparison.Ordinal);
        Assert.Equal(new ObserverSignedIn(there.Name), await secretary.Again().Get<SignObserver>().Run(id, there.UserId, Ct));
        Assert.IsNotType<ObserverAway>((await secretary.Again().Get<ReadRounds>().Run(id, Ct))!.WhyNotOpen);

        Assert.Null(await watcher.Again().Get<NoteIncident>().Run(id, "有人打电话", true, Ct));
        var noted = Assert.Single((await secretary.Again().Get<ReadMeeting>().Run(id, null, Ct))!.Incidents);
        Assert.True(noted.Pauses);
        Assert.Equal(new MeetingPaused(), (await secretary.Again().Get<ReadRounds>().Run(id, Ct))!.WhyNotOpen);
        Assert.Equal(new MeetingPaused(), await Open());
        Assert.Null(await secretary.Again().Get<AnswerIncident>().Run(id, noted.Id, "手机已统一保管", Ct));
        Assert.IsNotType<MeetingPaused>(await Open());
        Assert.Equal(new AnsweredAlready(), await secretary.Again().Get<AnswerIncident>().Run(id, noted.Id, "再答", Ct));

        var seen = (await watcher.Again().Get<ReadObservedMeeting>().Run(id, Ct))!;
        Assert.Null(seen.DrawFault);
        Assert.Equal(2, seen.Recusals.Sum(r => r.Count));
        var log = (await watcher.Again().Get<ReadMeetingLog>().Run(id, ct: Ct))!;
        Assert.Equal(0, log.Unsound);
        Assert.Superset(new HashSet<LogKind> { LogKind.Meeting, LogKind.Seats, LogKind.Presence, LogKind.Agenda, LogKind.Incidents, LogKind.Draw }, log.Lines.Select(l => l.Kind).ToHashSet());
        var text = (await watcher.Again().Get<ExportMeetingLog>().Run(id, Ct))!;
        Assert.Contains(log.Lines[0].Hash, text, StringComparison.Ordinal);
        var everything = JsonSerializer.Serialize(seen, Whole) + JsonSerializer.Serialize(log, Whole) + text;
        Assert.All(names, name => Assert.DoesNotContain(name, everything, StringComparison.Ordinal));
    }
}
