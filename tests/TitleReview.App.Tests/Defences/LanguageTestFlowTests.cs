using TitleReview.App.Approvals;
using TitleReview.App.Ballots;
using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.App.Presenting;
using TitleReview.App.Results;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Results;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Defences;

/// <summary>The demo's meeting of 克州: who fails the language test is knocked out, and hears it when the others hear.</summary>
public sealed class The_language_test_of_a_meeting(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "国语水平测试：没有登记的不能表决，评审会的页面说出是哪几位；一个人登记，另一个人核对；不合格的不进入表决，散会记否决，公布之前本人看不到，评审表第 7 页印在考试成绩里"), Trait("rule", "KZ-07")]
    public async Task Knocks_out()
    {
        var id = new MeetingId(Guid.Parse((await app.Ask("select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou'"))[0]));
        await using var secretary = await app.As("prefecture@kezhou");
        await using var second = await app.As("prefecture-second@kezhou");
        var lines = (await secretary.Get<ReadDefences>().Run(id, Ct))!.Lines;
        Assert.All(lines, l => Assert.True(l is { Asked: false, Language: not null }));
        var missing = Assert.Single(lines, l => l.Test is null);
        Assert.Equal(new TestMissing(missing.No, "国语水平测试"), missing.WhyNotVote);
        Assert.Contains("评审办事机构照成绩单登记", missing.WhyNotVote!.Sentence, StringComparison.Ordinal);
        Assert.All(lines.Where(l => l != missing), l => Assert.Null(l.WhyNotVote));
        var (failed, open) = (new FilingId(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'passed@kezhou'"))[0])), lines[^1].Filing.Id);
        Assert.Equal(3, new[] { failed, open, missing.Filing.Id }.Distinct().Count());

        // The plan asks nobody of this agenda to defend: a member is not sent to a page where there is nothing.
        Assert.NotEmpty((await secretary.Again().Get<ReadDefences>().Run(id, Ct))!.Terms.Rules);
        await using (var member = await app.As("member-01@kezhou")) Assert.False((await member.Get<ReadOwnMeeting>().Run(id, Ct))!.Defends);

        async Task<string> NameOf(FilingId filing) => Pdf.Squeeze((await app.Ask("select a.name from filings f join applicants a on a.id = f.applicant_id where f.id = $1", filing.Value))[0]);
        async Task<DefenceLine> Line(FilingId filing) => (await secretary.Again().Get<ReadDefences>().Run(id, Ct))!.Lines.Single(l => l.Filing.Id == filing);
        async Task<IReadOnlyList<UntestedCase>> Untested() => (await secretary.Again().Get<ReadMeeting>().Run(id, ct: Ct))!.Untested;
        Task<Refusal?> Enter(FilingId filing, bool? passed, int days = -1) => secretary.Again().Get<EnterLanguageTest>().Run(id, filing, passed, new Moment(app.Clock.GetUtcNow()).Today.AddDays(days), "58 分", Ct);
        Assert.Equal([new UntestedCase(missing.No, "国语水平测试", false)], await Untested());
        // What two have confirmed is undone by two; until then it counts, and nobody votes on the case.
        foreach (var wrong in new[] { failed, open })
        {
            var test = (await Line(wrong)).Test!.Id;
            Task<Refusal?> Undo(SignedInScope who, bool agree) => who.Again().Get<DecideTestWithdrawal>().Run(id, test, agree, Ct);
            Assert.IsType<TestDecided>(await Undo(second, true));
            Assert.IsType<InvalidInput>(await secretary.Again().Get<WithdrawLanguageTest>().Run(id, test, " ", Ct));
            Assert.Null(await secretary.Again().Get<WithdrawLanguageTest>().Run(id, test, "成绩单登错了人", Ct));
            var asked = await Line(wrong);
            Assert.True(asked is { Test.IsUndoing: true, OwnTest: true, WhyNotDecideTest: OwnUndo, WhyNotVote: UndoWaiting });
            Assert.IsType<UndoAsked>(await second.Again().Get<WithdrawLanguageTest>().Run(id, test, "我也撤", Ct));
            Assert.IsType<OwnUndo>(await Undo(secretary, true));
            Assert.Null(await Undo(second, false));
            Assert.Null((await Line(wrong)).WhyNotVote);
            Assert.Null(await secretary.Again().Get<WithdrawLanguageTest>().Run(id, test, "成绩单登错了人", Ct));
            Assert.Null(await Undo(second, true));
        }

        Assert.Equal(3, (await Untested()).Count(u => !u.Entered));

        Assert.IsType<InvalidInput>(await Enter(failed, null));
        Assert.IsType<InvalidInput>(await Enter(failed, false, 1));
        Assert.Null(await Enter(failed, false));
        Assert.IsType<TestedAlready>(await Enter(failed, true));
        Assert.Null(await Enter(open, true));
        // At home it waits for the second person, not for who entered it.
        Assert.Equal((2, 1), await second.Again().Get<ReadDeskCounts>().Run(Ct) is { } hers ? (hers.Seconds, hers.MeetingsNear) : default);
        Assert.Equal(0, (await secretary.Again().Get<ReadDeskCounts>().Run(Ct))!.Seconds);
        async Task<Guid> Test(FilingId filing) => (await Line(filing)).Test!.Id;
        Assert.IsType<OwnTest>(await secretary.Again().Get<DecideLanguageTest>().Run(id, await Test(failed), true, null, Ct));
        Assert.IsType<InvalidInput>(await second.Get<DecideLanguageTest>().Run(id, await Test(failed), false, "", Ct));
        // Who did not enter what waits cannot take it away; who entered it can, and enters it again.
        Assert.IsType<NotYoursToTakeBack>(await second.Again().Get<WithdrawLanguageTest>().Run(id, await Test(failed), "不对", Ct));
        Assert.Null(await secretary.Again().Get<WithdrawLanguageTest>().Run(id, await Test(failed), "再看一遍", Ct));
        Assert.Null(await Enter(failed, false));
        Assert.Null(await second.Again().Get<DecideLanguageTest>().Run(id, await Test(failed), true, null, Ct));
        Assert.Equal([AgreedState.Withdrawn, AgreedState.Withdrawn], (await Line(failed)).PastTests.Select(t => t.State));
        Assert.Equal(4, (await Line(failed)).PastTests[0].Steps.Count());
        Assert.Equal([new UntestedCase(missing.No, "国语水平测试", false), new UntestedCase((await Line(open)).No, "国语水平测试", true)], await Untested());

        Assert.Null(await secretary.Again().Get<OpenMeeting>().Run(id, Ct));
        foreach (var seat in (await secretary.Again().Get<ReadMeeting>().Run(id, ct: Ct))!.Roll.Seats.Where(s => s.PledgedAt is not null)) Assert.Null(await secretary.Again().Get<SignMember>().Run(id, seat.ExpertId, true, Ct));
        foreach (var watching in (await secretary.Again().Get<ReadMeeting>().Run(id, ct: Ct))!.Observers) Assert.Null(await secretary.Again().Get<SignObserver>().Run(id, watching.UserId, Ct));
        Task<Refusal?> Open(FilingId filing) => secretary.Again().Get<OpenRound>().Run(id, [filing], RoundKind.Paper, null, Ct);
        // One person alone asks for the veto to go: it stands.
        Assert.Null(await secretary.Again().Get<WithdrawLanguageTest>().Run(id, await Test(failed), "复核", Ct));
        Assert.IsType<KnockedOutByTest>(await Open(failed));
        Assert.IsType<TestWaiting>(await Open(open));
        Assert.Equal(new TestMissing(missing.No, "国语水平测试"), await Open(missing.Filing.Id));
        var shown = (await secretary.Again().Get<ReadRounds>().Run(id, Ct))!.Cases;
        Assert.IsType<KnockedOutByTest>(shown.Single(c => c.Id == failed).NotYet);
        Assert.IsType<TestMissing>(shown.Single(c => c.Id == missing.Filing.Id).NotYet);

        using (var list = new Pdf((await secretary.Again().Get<ExportMeetingList>().Run(id, MeetingList.ToVote, named: true, pdf: true, Ct)).Bytes!))
        {
            var toVote = Pdf.Squeeze(list.Text);
            Assert.DoesNotContain(await NameOf(failed), toVote, StringComparison.Ordinal);
            Assert.Contains(await NameOf(open), toVote, StringComparison.Ordinal);
        }

        // Before the results are public an office on the line prints the score, the applicant does not; the office that holds the meeting is on no line here and prints when there is a result.
        await using var applicant = await app.As("passed@kezhou");
        await using var centre = await app.As("centre@kezhou");
        Assert.Contains("水平测试国语水平测试58分，不合格", await PageSeven(centre, failed), StringComparison.Ordinal);
        Assert.DoesNotContain("58分", await PageSeven(applicant, failed), StringComparison.Ordinal);
        Assert.DoesNotContain("58分", await PageSeven(centre, open), StringComparison.Ordinal);
        Assert.IsType<NotFoundHere>((await secretary.Again().Get<PrintReviewForm>().Run(failed, Ct)).Refusal);

        Assert.Null(await secretary.Again().Get<CloseMeeting>().Run(id, Ct));
        Assert.Equal(["KnockedOut Voted"], await app.Ask("select verdict || ' ' || state from review_results where meeting_id = $1", id.Value));
        Assert.Null(await applicant.Again().Get<ReadOwnResult>().Run(failed, Ct));
        Assert.Null(await secretary.Again().Get<PostResults>().Run(id, Ct));
        var told = (await applicant.Again().Get<ReadOwnResult>().Run(failed, Ct))!;
        Assert.Equal((Verdict.KnockedOut, ResultState.NotPassed), (told.Result.Verdict, told.Result.State));
        Assert.EndsWith("58 分），一票否决", told.Result.Reason, StringComparison.Ordinal);
        Assert.Empty(await Untested());
        Assert.Contains("58分，不合格", await PageSeven(secretary, failed), StringComparison.Ordinal);
        Assert.IsType<NotFoundHere>((await secretary.Again().Get<PrintReviewForm>().Run(open, Ct)).Refusal);
        await using var stranger = await app.As("prefecture@bazhou");
        Assert.IsType<NotFoundHere>((await stranger.Get<PrintReviewForm>().Run(failed, Ct)).Refusal);
    }

    private static async Task<string> PageSeven(SignedInScope who, FilingId filing)
    {
        var (bytes, _, refusal) = await who.Again().Get<PrintReviewForm>().Run(filing, Ct);
        Assert.Null(refusal);
        using var pdf = new Pdf(bytes!);
        return Pdf.Squeeze(Assert.Single(pdf.Pages, p => p.Contains("考试成绩及答辩情况", StringComparison.Ordinal)));
    }
}
