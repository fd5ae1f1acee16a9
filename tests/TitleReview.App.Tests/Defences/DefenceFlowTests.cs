using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Ballots;
using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.App.Panels;
using TitleReview.App.Storage;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Panels;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Defences;

/// <summary>The demo's meeting of 巴州: one has defended, one is exempt, one waits for the second person, one is due tomorrow.</summary>
public sealed class Defences_of_a_meeting(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private const string Secretary = "committee@bazhou", Second = "committee-second@bazhou";
    private static readonly JsonSerializerOptions Whole = new() { IncludeFields = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private MeetingId _id;
    private FilingId _first, _second, _third;

    private async Task<FilingId> Filing(string login) => new(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = $1 and f.status = 'FormalityPassed'", login))[0]));

    private Task<List<string>> Told(string kind) => app.Ask("select filing_id from outbox_events where kind = $1 and not inbox_only", kind);

    [Fact(DisplayName = "一次评审会的答辩：排、撞、对调、候补、通知，两个人同时排只成一个；免于答辩两个人办；打分、平均、免的按平均分；没有答的不能表决"), Trait("rule", "BZ-25"), Trait("rule", "BZ-26")]
    public async Task Go_from_the_timetable_to_the_vote()
    {
        _id = new MeetingId(Guid.Parse((await app.Ask("select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'bazhou'"))[0]));
        (_first, _second, _third) = (await Filing("passed@bazhou"), await Filing("passed-second@bazhou"), await Filing("passed-third@bazhou"));
        await using var secretary = await app.As(Secretary);
        await using var second = await app.As(Second);

        await Strangers();
        await Plans(secretary, second);
        await Exempts(secretary, second);
        await Votes(secretary);
    }

    private async Task<DefencesView> Look(SignedInScope who) => (await who.Again().Get<ReadDefences>().Run(_id, Ct))!;

    private async Task<DefenceLine> Line(SignedInScope who, FilingId filing) => (await Look(who)).Lines.Single(l => l.Filing.Id == filing);

    /// <summary>Whoever is not of the office hears that there is nothing; who only applied or employs sees his own.</summary>
    private async Task Strangers()
    {
        foreach (var stranger in new[] { "county@bazhou", "prefecture@bazhou", "employer@bazhou", "passed@bazhou", "expert@bazhou", "member-01@bazhou", "committee@aksu", "prefecture@kezhou" })
        {
            await using var who = await app.As(stranger);
            Assert.Null(await who.Get<ReadDefences>().Run(_id, Ct));
            Assert.IsType<NotFoundHere>(await who.Again().Get<FillDefences>().Run(_id, Ct));
            Assert.IsType<NotFoundHere>(await who.Again().Get<AddSitting>().Run(_id, new(), Ct));
            Assert.IsType<NotFoundHere>(await who.Again().Get<ProposeExemption>().Run(_id, _first, ExemptionKind.Place, "且末县", "在那里", "证明", Ct));
            Assert.IsType<NotFoundHere>((await who.Again().Get<PrintDefences>().Run(_id, true, false, Ct)).Refusal);
            if (stranger.StartsWith("member", StringComparison.Ordinal)) continue;
            Assert.Null(await who.Again().Get<ReadOwnDefences>().Run(_id, Ct));
            Assert.IsType<NotFoundHere>(await who.Again().Get<MarkDefence>().Run(_id, "222-222", 80, null, null, Ct));
        }

        foreach (var (reader, sees) in new[] { ("passed@bazhou", true), ("employer@bazhou", true), ("passed-second@bazhou", false), ("employer@tacheng", false), ("expert@bazhou", false) })
        {
            await using var who = await app.As(reader);
            Assert.Equal(sees, await who.Get<ReadFilingDefence>().Run(_first, Ct) is { Sitting: not null, Outcome: null });
        }
    }

    private async Task Plans(SignedInScope secretary, SignedInScope second)
    {
        var view = await Look(secretary);
        Assert.Equal([DefenceStandingKind.Exempt, DefenceStandingKind.Done, DefenceStandingKind.Scheduled, DefenceStandingKind.Unplanned], view.Lines.Select(l => l.Standing.Kind).Order());
        var (today, tomorrow) = (view.Sittings[0], view.Sittings[1]);
        Assert.Equal(8, tomorrow.Taken + tomorrow.Free.Count);
        Assert.Empty(today.Free);

        // The preview says what the button does.
        var planned = Assert.Single(view.Preview);
        Assert.Equal(_third, planned.Line.Filing.Id);
        Assert.Null(await secretary.Again().Get<FillDefences>().Run(_id, Ct));
        Assert.Equal(planned.At, (await Line(secretary, _third)).Defence!.At);
        Assert.Equal([$"{_third.Value}"], await Told("DefenceSet"));
        Assert.Equal([$"{_third.Value}"], await Told("DefencesSet"));
        Assert.IsType<NobodyToPlace>(await secretary.Again().Get<FillDefences>().Run(_id, Ct));

        // Taken, past, forged, not of this meeting.
        var (own, other) = ((await Line(secretary, _third)).Defence!, (await Line(secretary, _first)).Defence!);
        Task<Refusal?> Place(SignedInScope who, FilingId filing, SittingId sitting, DateTimeOffset from) => who.Again().Get<PlaceDefence>().Run(_id, filing, sitting, from, Ct);
        Assert.IsType<SlotTaken>(await Place(secretary, _third, tomorrow.Sitting.Id, other.StartsAt!.Value));
        Assert.IsType<SlotPast>(await Place(secretary, _third, today.Sitting.Id, today.Sitting.Slots().Last().From));
        Assert.IsType<NotASlot>(await Place(secretary, _third, tomorrow.Sitting.Id, other.StartsAt.Value.AddMinutes(1)));
        Assert.IsType<NotASlot>(await Place(secretary, _third, new SittingId(Guid.NewGuid()), other.StartsAt.Value));
        Assert.IsType<ExemptNeedsNoSlot>(await Place(secretary, _second, tomorrow.Sitting.Id, tomorrow.Free[^1].From));
        Assert.IsType<NotFoundHere>(await Place(secretary, await Filing("passed@tacheng"), tomorrow.Sitting.Id, tomorrow.Free[^1].From));

        Assert.Null(await secretary.Again().Get<SwapDefences>().Run(_id, _first, _third, Ct));
        Assert.Equal((other.StartsAt, own.StartsAt), ((await Line(secretary, _third)).Defence!.StartsAt, (await Line(secretary, _first)).Defence!.StartsAt));
        Assert.Single(await Told("DefenceSet"));
        Assert.Equal([$"时间 {other.At!.Print()}，自治州交通运输局三楼会议室"], await app.Ask("select facts ->> '改了' || ' ' || (facts ->> '原来') from outbox_events where kind = 'DefenceMoved' and filing_id = $1 and not inbox_only", _first.Value));
        Assert.Equal(2, (await Told("DefenceMoved")).Count);

        // Two secretaries at once: one place, one of the two gets it.
        var last = tomorrow.Free[^1].From;
        var answers = await Task.WhenAll(Place(secretary, _first, tomorrow.Sitting.Id, last), Place(second, _third, tomorrow.Sitting.Id, last));
        Assert.Single(answers, a => a is null);
        Assert.Single(answers, a => a is SlotTaken);

        // Rooms.
        var day = tomorrow.Sitting.Span.Day;
        SittingForm Form(string room, int from = 10, string? link = null, DateOnly? on = null) => new() { Group = 1, Day = on ?? day, From = new(from, 0), To = new(from + 1, 0), Minutes = 20, Room = room, VideoLink = link };
        Assert.IsType<RoomTaken>(await secretary.Again().Get<AddSitting>().Run(_id, Form("自治州交通运输局 三楼会议室"), Ct));
        Assert.IsType<InvalidInput>(await secretary.Again().Get<AddSitting>().Run(_id, Form("四楼", on: day.AddDays(-9)), Ct));
        Assert.IsType<InvalidInput>(await secretary.Again().Get<AddSitting>().Run(_id, new(), Ct));
        Assert.IsType<GroupTaken>(await secretary.Again().Get<AddSitting>().Run(_id, Form("四楼"), Ct));
        foreach (var never in new[] { Form("四楼", on: day.AddDays(2)), Form("四楼", on: DateOnly.MaxValue), Form("四楼", on: DateOnly.MinValue) }) Assert.Equal("From", Assert.IsType<InvalidInput>(await secretary.Again().Get<AddSitting>().Run(_id, never, Ct)).Errors[0].Field);
        // 巴州 asks for the room: by video nobody could be placed.
        Assert.Equal("VideoLink", Assert.IsType<InvalidInput>(await secretary.Again().Get<AddSitting>().Run(_id, Form("四楼", 15, "https://meet.example/zc"), Ct)).Errors[0].Field);
        Assert.Null(await secretary.Again().Get<AddSitting>().Run(_id, Form("四楼", 15), Ct));
        var added = (await Look(secretary)).Sittings[^1].Sitting;
        Assert.Equal(3, added.No);
        Assert.IsType<InvalidInput>(await secretary.Again().Get<MoveSitting>().Run(_id, added.Id, "四楼", "https://meet.example/zc", Ct));
        Assert.Null(await Place(secretary, _third, added.Id, added.StartsAt));
        var told = (await Told("DefenceMoved")).Count;
        Assert.Null(await secretary.Again().Get<MoveSitting>().Run(_id, added.Id, "五楼", null, Ct));
        Assert.Equal(told + 1, (await Told("DefenceMoved")).Count);
        Assert.Contains("第 3 场 1 号", (await app.Ask("select facts ->> '怎么办' from outbox_events where kind = 'DefenceMoved' and filing_id = $1 order by id desc limit 1", _third.Value))[0], StringComparison.Ordinal);
        Assert.IsType<InvalidInput>(await secretary.Again().Get<DropSitting>().Run(_id, added.Id, " ", Ct));
        Assert.Null(await secretary.Again().Get<DropSitting>().Run(_id, added.Id, "停电", Ct));
        Assert.Equal(DefenceStandingKind.Waiting, (await Line(secretary, _third)).Standing.Kind);
        Assert.Equal([$"{_third.Value}"], await Told("DefenceOff"));
        Assert.IsType<SittingHasResults>(await secretary.Again().Get<DropSitting>().Run(_id, today.Sitting.Id, "撤", Ct));

        foreach (var (named, pdf) in new[] { (true, true), (true, false), (false, true), (false, false) })
        {
            var (bytes, name, refusal) = await secretary.Again().Get<PrintDefences>().Run(_id, named, pdf, Ct);
            Assert.Null(refusal);
            Assert.Equal(pdf ? "%PDF" : "PK\u0003\u0004", Encoding.ASCII.GetString(bytes!, 0, 4));
            Assert.EndsWith(pdf ? ".pdf" : ".xlsx", name, StringComparison.Ordinal);
            if (!pdf) continue;

            // Both carry the number of the door; neither carries the code of the case, beside a name or at the door.
            using var sheet = new Pdf(bytes!);
            var (line, text) = (await Line(secretary, _first), Pdf.Squeeze(sheet.Text));
            Assert.Contains(Pdf.Squeeze(line.Sitting!.DoorNo(line.Defence!.At!)), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Pdf.Squeeze(line.Filing.Code!), text, StringComparison.Ordinal);
            Assert.Equal(named, text.Contains(Pdf.Squeeze(line.Filing.Applicant), StringComparison.Ordinal));
        }

        // Who has not yet defended: by name, in both forms; without names there is no such list.
        foreach (var pdf in new[] { true, false })
        {
            var (bytes, name, refusal) = await secretary.Again().Get<ExportMeetingList>().Run(_id, MeetingList.ToDefend, named: true, pdf, Ct);
            Assert.Null(refusal);
            Assert.StartsWith("待答辩人员名单", name, StringComparison.Ordinal);
            if (!pdf) continue;
            using var list = new Pdf(bytes!);
            foreach (var one in (await Look(secretary)).Lines) Assert.Equal(one.Standing.Kind is DefenceStandingKind.Scheduled or DefenceStandingKind.Waiting or DefenceStandingKind.Unplanned, Pdf.Squeeze(list.Text).Contains(Pdf.Squeeze(one.Filing.Applicant), StringComparison.Ordinal));
        }

        Assert.IsType<NotFoundHere>((await secretary.Again().Get<ExportMeetingList>().Run(_id, MeetingList.ToDefend, named: false, pdf: true, Ct)).Refusal);
        await using var member = await app.As("member-01@bazhou");
        Assert.True((await member.Get<ReadOwnMeeting>().Run(_id, Ct))!.Defends);
    }

    private async Task Exempts(SignedInScope secretary, SignedInScope second)
    {
        Assert.IsType<ExemptAlready>(await secretary.Again().Get<ProposeExemption>().Run(_id, _third, ExemptionKind.Place, "且末县", "在那里", "证明", Ct));
        Assert.Equal("Basis", ((InvalidInput)(await secretary.Again().Get<ProposeExemption>().Run(_id, _first, ExemptionKind.Place, "尉犁县", "在那里", "证明", Ct))!).Errors[0].Field);
        Assert.IsType<NotFoundHere>(await second.Again().Get<DecideExemption>().Run(_id, Guid.NewGuid(), true, null, Ct));

        var waiting = (await Line(secretary, _third)).Exemption!;
        Assert.IsType<OwnExemption>((await Line(secretary, _third)).WhyNotDecide);
        Assert.IsType<OwnExemption>(await secretary.Again().Get<DecideExemption>().Run(_id, waiting.Id, true, null, Ct));
        Assert.Null(await second.Again().Get<DecideExemption>().Run(_id, waiting.Id, true, null, Ct));
        Assert.IsType<ExemptionDecided>(await second.Again().Get<DecideExemption>().Run(_id, waiting.Id, true, null, Ct));
        Assert.Equal([$"{_third.Value}"], await Told("DefenceExempted"));
        await using var applicant = await app.As("passed-third@bazhou");
        Assert.True((await applicant.Get<ReadFilingDefence>().Run(_third, Ct))!.Exemption!.IsAgreed);
        Assert.Equal((DefenceStandingKind.Exempt, 8600), ((await Line(secretary, _third)).Standing.Kind, (await Line(secretary, _third)).Standing.Score!.Value));

        // Taken back by two, and asked again: by the other of the two this time.
        Assert.Null(await second.Again().Get<WithdrawExemption>().Run(_id, waiting.Id, "证明不全", Ct));
        Assert.True((await Line(secretary, _third)) is { Standing.Kind: DefenceStandingKind.Exempt, WhyNotDecide: null, WhyNotVote: UndoWaiting });
        Assert.IsType<OwnUndo>(await second.Again().Get<DecideExemptionWithdrawal>().Run(_id, waiting.Id, true, Ct));
        Assert.Null(await secretary.Again().Get<DecideExemptionWithdrawal>().Run(_id, waiting.Id, true, Ct));
        Assert.Null((await applicant.Again().Get<ReadFilingDefence>().Run(_third, Ct))!.Exemption);
        Assert.Null(await secretary.Again().Get<FillDefences>().Run(_id, Ct));
        var (at, off) = ((await Line(secretary, _third)).Defence!.At!, (await Told("DefenceOff")).Count);
        Assert.Null(await second.Again().Get<ProposeExemption>().Run(_id, _third, ExemptionKind.Duty, "“访惠聚”驻村", "2022 年驻村，补了证明", "证明", Ct));
        Assert.Null(await secretary.Again().Get<DecideExemption>().Run(_id, (await Line(secretary, _third)).Exemption!.Id, true, null, Ct));
        // One notice, not two that contradict each other.
        Assert.Equal(off, (await Told("DefenceOff")).Count);
        Assert.EndsWith($"您不用参加答辩，原来排在{at.Print()}的不用来了。", (await app.Ask("select facts ->> '理由' from outbox_events where kind = 'DefenceExempted' and filing_id = $1 order by id desc limit 1", _third.Value))[0], StringComparison.Ordinal);
        Assert.Contains("依据：“访惠聚”驻村（2022 年驻村，补了证明）", await Page(_third, whole: false), StringComparison.Ordinal);
    }

    private async Task Votes(SignedInScope secretary)
    {
        Assert.Null(await secretary.Again().Get<OpenMeeting>().Run(_id, Ct));
        foreach (var seat in (await secretary.Again().Get<ReadMeeting>().Run(_id, ct: Ct))!.Roll.Seats) Assert.Null(await secretary.Again().Get<SignMember>().Run(_id, seat.ExpertId, true, Ct));
        Task<Refusal?> Open(FilingId filing) => secretary.Again().Get<OpenRound>().Run(_id, [filing], RoundKind.Paper, null, Ct);
        if ((await Line(secretary, _first)).Standing.Kind != DefenceStandingKind.Scheduled) Assert.Null(await secretary.Again().Get<FillDefences>().Run(_id, Ct));
        Assert.IsType<DefenceFirst>(await Open(_first));
        Assert.Equal(1, Assert.IsType<AverageOpen>(await Open(_second)).Left);

        var at = (await Line(secretary, _first)).Defence!.StartsAt!.Value;
        var code = (await Line(secretary, _first)).Filing.Code!;
        await using var member = await app.As("member-01@bazhou");
        Task<Refusal?> Mark(SignedInScope who, string? of, int? score) => who.Again().Get<MarkDefence>().Run(_id, of, score, null, "答得清楚", Ct);
        Assert.IsType<DefenceNotYet>(await Mark(member, code, 90));
        Assert.IsType<DefenceNotYet>(await secretary.Again().Get<CloseDefence>().Run(_id, _first, Ct));
        var sitting = (await Line(secretary, _first)).Sitting!.Id;
        Task<Refusal?> End(SittingId of) => secretary.Again().Get<CloseSitting>().Run(_id, of, Ct);
        Assert.IsType<SittingStillOn>(await End(sitting));
        Assert.IsType<NotFoundHere>(await End(new SittingId(Guid.NewGuid())));
        app.Clock.Advance(at - app.Clock.GetUtcNow() + TimeSpan.FromMinutes(5));
        foreach (var wrong in new int?[] { null, 101 }) Assert.IsType<InvalidInput>(await Mark(member, code, wrong));
        Assert.IsType<NotFoundHere>(await Mark(member, "222-222", 90));
        Assert.Null(await Mark(member, code, 90));
        Assert.Null(await Mark(member, code, 91));
        await using var other = await app.As("member-02@bazhou");
        Assert.Null(await Mark(other, code, 80));
        Assert.Equal(new TooFewMarks(1, 2, 3), await secretary.Again().Get<CloseDefence>().Run(_id, _first, Ct));
        Assert.Equal(new TooFewMarks(1, 2, 3), await End(sitting));
        await using var third = await app.As("member-03@bazhou");
        Assert.Null(await third.Again().Get<LeaveMeeting>().Run(_id, Ct));
        Assert.IsType<SignInFirst>(await Mark(third, code, 85));
        Assert.Null(await secretary.Again().Get<SignMember>().Run(_id, (await third.Again().Get<ReadOwnMeeting>().Run(_id, Ct))!.Seat.ExpertId, true, Ct));
        Assert.Null(await Mark(third, code, 85));
        Assert.Null(await End(sitting));
        Assert.IsType<NobodyToClose>(await End(sitting));
        Assert.IsType<DefenceOver>(await secretary.Again().Get<CloseDefence>().Run(_id, _first, Ct));
        Assert.IsType<DefenceOver>(await Mark(third, code, 86));
        Assert.Equal(8533, (await Line(secretary, _first)).Standing.Score);

        // What a member sees names nobody and gives no reason that somebody wrote.
        var names = (await Look(secretary)).Lines.Select(l => l.Filing.Applicant).ToList();
        var blind = JsonSerializer.Serialize(await third.Again().Get<ReadOwnDefences>().Run(_id, Ct), Whole);
        Assert.All([.. names, "补了证明", "尉犁"], word => Assert.DoesNotContain(word, blind, StringComparison.Ordinal));

        // The exempt: the average of those who defended (86.00 and 85.33), fixed when the vote opens.
        await app.Ask("""
            insert into panel_reviews (tenant_id, meeting_id, filing_id, expert_id, assigned_by, assigned_at, opinion, scores, submitted_at)
              select s.tenant_id, s.meeting_id, $2, s.expert_id, '演示', now(), '同意推荐。', '{}', now() from meeting_seats s where s.meeting_id = $1 order by s.code limit 3
            """, _id.Value, _second.Value);
        Assert.IsType<OpinionsMissing>(await Open(_first));
        Assert.Null(await Open(_second));
        Assert.Equal(["8567 2"], await app.Ask("select score || ' ' || score_of from exemptions where filing_id = $1", _second.Value));
        Assert.IsType<VotedWithExemption>(await secretary.Again().Get<WithdrawExemption>().Run(_id, (await Line(secretary, _second)).Exemption!.Id, "查明不合", Ct));
        Assert.Contains("（2 人）的平均分 85.67 分。", await Page(_second, whole: true), StringComparison.Ordinal);
        Assert.Equal("", await Page(_first, whole: false));
        Assert.StartsWith("参加答辩，3 位委员评分，平均 85.33 分", await Page(_first, whole: true), StringComparison.Ordinal);
        Assert.Null(await secretary.Again().Get<AnnulRound>().Run(new RoundId(Guid.Parse((await app.Ask("select id from ballot_rounds where meeting_id = $1", _id.Value))[0])), "演练", Ct));
    }

    /// <summary>What is printed on page 7 of the 评审表.</summary>
    private async Task<string> Page(FilingId id, bool whole)
    {
        await using var scope = app.AsVisitor();
        await using var session = await scope.Get<TenantSessions>().OpenFor(new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = 'bazhou'"))[0])), Actor.System, Ct);
        var filing = await session.Db.Filings.SingleAsync(f => f.Id == id, Ct);
        return await session.DefenceText(filing, whole, Ct);
    }
}
