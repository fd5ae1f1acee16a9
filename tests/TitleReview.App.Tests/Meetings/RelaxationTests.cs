using System.Text.Encodings.Web;
using System.Text.Json;
using TitleReview.App.Ballots;
using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.App.Panels;
using TitleReview.App.Tests.Ballots;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Defences;

namespace TitleReview.App.Tests.Meetings;

/// <summary>One person, one policy: only whom the notice names, by two people, before the vote; the committee sees the sentence and nobody's name.</summary>
public sealed class A_relaxation(VotingUnderTest app) : IClassFixture<VotingUnderTest>
{
    private const string Second = "prefecture-second@kezhou", Ground = "乡（镇）基层一线", Measure = "论文由两篇放宽为一篇";
    private static readonly string Sentence = $"一人一策：{Ground}；{Measure}";
    private static readonly JsonSerializerOptions Readable = new() { IncludeFields = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "一人一策：只给通知写的几种人，两个人办，表决之前；委员在议程、评议、票、一览表上看到，没有姓名；监督报告数得到"), Trait("rule", "KZ-08")]
    public async Task Is_agreed_by_two_before_the_vote()
    {
        var world = await VotingWorld.Of(app, 11);
        var cases = await world.Cases(2);
        var (one, other) = (cases[0], cases[1]);
        try
        {
            await using var officer = await app.As(VotingWorld.Officer);
            await using var second = await app.As(Second);
            var filing = (await officer.Get<ReadMeeting>().Run(world.Meeting, null, Ct))!.Filings[one.Id];
            Task<Refusal?> Propose(FilingId id, string basis, string measure) => officer.Again().Get<ProposeRelaxation>().Run(world.Meeting, id, basis, measure, "在乡水利站工作满十年", "任职文件", Ct);

            // Not whom the notice does not name, not with a name in what the committee reads, not twice.
            Assert.Equal("Basis", Assert.Single(Assert.IsType<InvalidInput>(await Propose(one.Id, "援疆", Measure)).Errors).Field);
            Assert.Equal("Measure", Assert.Single(Assert.IsType<InvalidInput>(await Propose(one.Id, Ground, $"{filing.Applicant}的论文减一篇")).Errors).Field);
            Assert.Equal("Measure", Assert.Single(Assert.IsType<InvalidInput>(await Propose(one.Id, Ground, $"{filing.Employer}的论文减一篇")).Errors).Field);
            Assert.Null(await Propose(one.Id, Ground, Measure));
            Assert.Equal(new ExemptAlready(ExemptionMatter.Relaxation), await Propose(one.Id, Ground, Measure));

            // While it waits nobody votes on the case; whoever proposed it does not agree to it.
            var item = Assert.Single((await officer.Again().Get<ReadMeeting>().Run(world.Meeting, null, Ct))!.Relaxations);
            Assert.Equal(new OwnExemption(ExemptionMatter.Relaxation), item.WhyNotDecide);
            Assert.Equal(new OwnExemption(ExemptionMatter.Relaxation), await officer.Again().Get<DecideExemption>().Run(world.Meeting, item.Exemption.Id, true, null, Ct));
            Assert.Equal(new RelaxationWaiting(one.No), await officer.Again().Get<OpenRound>().Run(world.Meeting, [one.Id], RoundKind.Sealed, null, Ct));
            var before = (await second.Get<ReadMeetingReport>().Run(world.Meeting, Ct))!.Grants.Where(g => g.Kind == GrantKind.Relaxed).Sum(g => g.Count);
            Assert.Null(await second.Again().Get<DecideExemption>().Run(world.Meeting, item.Exemption.Id, true, null, Ct));

            // The committee sees it, by the code only.
            var writers = await app.Ask("select u.user_name from panel_reviews r join experts e on e.id = r.expert_id join users u on u.id = e.user_id where r.filing_id = $1", one.Id.Value);
            await using (var member = await app.As(writers[0]))
            {
                var agenda = (await member.Get<ReadOwnMeeting>().Run(world.Meeting, Ct))!.Cases;
                Assert.Equal((Sentence, (string?)null), (agenda.Single(c => c.Code == one.Code).Relaxed, agenda.Single(c => c.Code == other.Code).Relaxed));
                Assert.Equal(Sentence, (await member.Again().Get<ReadOwnReview>().Run(world.Meeting, one.Code, Ct))!.Relaxed);
                using var overview = new Pdf((await member.Again().Get<PrintOwnOverview>().Run(world.Meeting, Ct)).Pdf!);
                Assert.Contains(Pdf.Squeeze(Measure), Pdf.Squeeze(overview.Text), StringComparison.Ordinal);
                Assert.DoesNotContain(Pdf.Squeeze(filing.Applicant), Pdf.Squeeze(overview.Text), StringComparison.Ordinal);
                Assert.Null(await officer.Again().Get<OpenRound>().Run(world.Meeting, [one.Id], RoundKind.Sealed, null, Ct));
                var ballots = (await member.Again().Get<ReadOwnBallots>().Run(world.Meeting, Ct))!;
                Assert.Equal(Sentence, ballots.Rounds[0].Cases.Single().Relaxed);
                Assert.DoesNotContain(filing.Applicant, JsonSerializer.Serialize(ballots, Readable), StringComparison.Ordinal);
            }

            // Once it is voted on, it is neither granted nor taken back.
            Assert.Equal(new VotedWithExemption(ExemptionMatter.Relaxation), await second.Again().Get<WithdrawExemption>().Run(world.Meeting, item.Exemption.Id, "查明不合", Ct));
            Assert.Null(await Propose(other.Id, Ground, Measure));
            await world.EverybodyVotes(one);
            Assert.Null(await officer.Again().Get<CloseRound>().Run(await world.NewestRound(), false, Ct));
            var waiting = (await officer.Again().Get<ReadMeeting>().Run(world.Meeting, null, Ct))!.Relaxations.Single(r => r.Exemption.FilingId == other.Id).Exemption;
            Assert.Null(await second.Again().Get<DecideExemption>().Run(world.Meeting, waiting.Id, false, "证明不足", Ct));
            Assert.Equal(new VotedBeforeRelaxed(one.No), await Propose(one.Id, Ground, Measure));

            // Counted for the observer: what was granted, not what was refused, and whose it was is not said.
            var report = (await second.Again().Get<ReadMeetingReport>().Run(world.Meeting, Ct))!;
            var grant = report.Grants.Single(g => g.Kind == GrantKind.Relaxed && g.Words == $"{Ground}；{Measure}");
            Assert.Equal((before + 1, 1), (report.Grants.Where(g => g.Kind == GrantKind.Relaxed).Sum(g => g.Count), grant.Count));
            Assert.DoesNotContain(filing.Applicant, JsonSerializer.Serialize(report.Parts, Readable), StringComparison.Ordinal);
        }
        finally
        {
            await world.Forget(cases);
        }
    }

    [Fact(DisplayName = "没有写给谁的计划，谁也不能放宽；免于答辩的一件不当成一人一策"), Trait("rule", "KZ-08")]
    public void Is_not_for_whom_the_notice_does_not_name()
    {
        static bool Nobody(string text) => false;
        var subject = new DefenceSubject(default, default, default);
        var terms = new Domain.Plans.CommitteeTerms { Relaxations = true };
        var (none, refusal) = Exemption.Relax(Guid.NewGuid(), subject, terms, Ground, Measure, Nobody, "合", "证明", Actor.System, new Moment(app.Clock.GetUtcNow()));

        Assert.Null(none);
        Assert.Contains("没有写给谁", Assert.Single(Assert.IsType<InvalidInput>(refusal).Errors).Sentence, StringComparison.Ordinal);
        Assert.Null(Exemption.Relax(Guid.NewGuid(), subject, terms with { RelaxationGrounds = [Ground], Relaxations = false }, Ground, Measure, Nobody, "合", "证明", Actor.System, new Moment(app.Clock.GetUtcNow())).Exemption);
        Assert.Equal(Sentence, Exemption.Relax(Guid.NewGuid(), subject, terms with { RelaxationGrounds = [Ground] }, Ground, Measure, Nobody, "合", "证明", Actor.System, new Moment(app.Clock.GetUtcNow())).Exemption!.BlindSentence);
    }
}
