using TitleReview.App.Ballots;
using TitleReview.App.Defences;
using TitleReview.App.Meetings;
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

    [Fact(DisplayName = "国语水平测试：一个人登记，另一个人核对；不合格的不进入表决，散会记否决，公布之前本人看不到"), Trait("rule", "KZ-07")]
    public async Task Knocks_out()
    {
        var id = new MeetingId(Guid.Parse((await app.Ask("select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou'"))[0]));
        await using var secretary = await app.As("prefecture@kezhou");
        await using var second = await app.As("prefecture-second@kezhou");
        var lines = (await secretary.Get<ReadDefences>().Run(id, Ct))!.Lines;
        Assert.All(lines, l => Assert.True(l is { Asked: false, Language: not null, Test: null, WhyNotVote: null }));
        var (failed, open) = (new FilingId(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'passed@kezhou'"))[0])), lines[^1].Filing.Id);
        Assert.NotEqual(failed, open);

        async Task<string> NameOf(FilingId filing) => Pdf.Squeeze((await app.Ask("select a.name from filings f join applicants a on a.id = f.applicant_id where f.id = $1", filing.Value))[0]);
        Task<Refusal?> Enter(FilingId filing, bool? passed, int days = -1) => secretary.Again().Get<EnterLanguageTest>().Run(id, filing, passed, new Moment(app.Clock.GetUtcNow()).Today.AddDays(days), "58 分", Ct);
        Assert.IsType<InvalidInput>(await Enter(failed, null));
        Assert.IsType<InvalidInput>(await Enter(failed, false, 1));
        Assert.Null(await Enter(failed, false));
        Assert.IsType<TestedAlready>(await Enter(failed, true));
        Assert.Null(await Enter(open, true));
        async Task<Guid> Test(FilingId filing) => (await secretary.Again().Get<ReadDefences>().Run(id, Ct))!.Lines.Single(l => l.Filing.Id == filing).Test!.Id;
        Assert.IsType<OwnTest>(await secretary.Again().Get<DecideLanguageTest>().Run(id, await Test(failed), true, null, Ct));
        Assert.IsType<InvalidInput>(await second.Get<DecideLanguageTest>().Run(id, await Test(failed), false, "", Ct));
        Assert.Null(await second.Again().Get<DecideLanguageTest>().Run(id, await Test(failed), true, null, Ct));

        Assert.Null(await secretary.Again().Get<OpenMeeting>().Run(id, Ct));
        foreach (var seat in (await secretary.Again().Get<ReadMeeting>().Run(id, ct: Ct))!.Roll.Seats.Where(s => s.PledgedAt is not null)) Assert.Null(await secretary.Again().Get<SignMember>().Run(id, seat.ExpertId, true, Ct));
        Task<Refusal?> Open(FilingId filing) => secretary.Again().Get<OpenRound>().Run(id, [filing], RoundKind.Paper, null, Ct);
        Assert.IsType<KnockedOutByTest>(await Open(failed));
        Assert.IsType<TestWaiting>(await Open(open));
        var shown = (await secretary.Again().Get<ReadRounds>().Run(id, Ct))!.Cases;
        Assert.IsType<KnockedOutByTest>(shown.Single(c => c.Id == failed).NotYet);

        using (var list = new Pdf((await secretary.Again().Get<ExportMeetingList>().Run(id, MeetingList.ToVote, named: true, pdf: true, Ct)).Bytes!))
        {
            var toVote = Pdf.Squeeze(list.Text);
            Assert.DoesNotContain(await NameOf(failed), toVote, StringComparison.Ordinal);
            Assert.Contains(await NameOf(open), toVote, StringComparison.Ordinal);
        }

        Assert.Null(await secretary.Again().Get<CloseMeeting>().Run(id, Ct));
        Assert.Equal(["KnockedOut Voted"], await app.Ask("select verdict || ' ' || state from review_results where meeting_id = $1", id.Value));
        await using var applicant = await app.As("passed@kezhou");
        Assert.Null(await applicant.Get<ReadOwnResult>().Run(failed, Ct));
        Assert.Null(await secretary.Again().Get<PostResults>().Run(id, Ct));
        var told = (await applicant.Again().Get<ReadOwnResult>().Run(failed, Ct))!;
        Assert.Equal((Verdict.KnockedOut, ResultState.NotPassed), (told.Result.Verdict, told.Result.State));
        Assert.EndsWith("58 分），一票否决", told.Result.Reason, StringComparison.Ordinal);
    }
}
