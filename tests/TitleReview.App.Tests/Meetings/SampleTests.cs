using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TitleReview.App.Ballots;
using TitleReview.App.Meetings;
using TitleReview.App.Tests.Ballots;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Meetings;

namespace TitleReview.App.Tests.Meetings;

/// <summary>The observer names a number and gets cases nobody chose, follows each through the records, and what he found is in the log.</summary>
public sealed class A_sample_of_the_cases(VotingUnderTest app) : IClassFixture<VotingUnderTest>
{
    private const string Observer = "observer@kezhou";
    private static readonly JsonSerializerOptions Readable = new() { IncludeFields = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [Fact(DisplayName = "抽查（O4）：照公布的规则重做得出同样的几份；走过的路与记录相符，没有一个姓名、单位；结论进日志，没有异常的不用答复，有问题的要答复")]
    public async Task Can_be_repeated_and_is_noted()
    {
        var world = await VotingWorld.Of(app, 11);
        var cases = await world.Cases(1);
        try
        {
            await using var officer = await app.As(VotingWorld.Officer);
            await using var observer = await app.As(Observer);
            Assert.Null(await officer.Get<OpenRound>().Run(world.Meeting, [cases[0].Id], RoundKind.Sealed, null, Ct));
            await world.EverybodyVotes(cases);
            Assert.Null(await officer.Again().Get<CloseRound>().Run(await world.NewestRound(), false, Ct));
            var filed = (await officer.Again().Get<ReadMeeting>().Run(world.Meeting, null, Ct))!;
            var codes = await app.Ask("select r.code from review_cases r join meeting_cases c on c.filing_id = r.filing_id where c.meeting_id = $1", world.Meeting.Value);

            // No number, no sample; and nothing is shown before it was drawn in the open.
            Assert.Equal(["Number", "Size"], Assert.IsType<InvalidInput>(await observer.Get<DrawSample>().Run(world.Meeting, "七", codes.Count + 1, Ct)).Errors.Select(e => e.Field));
            Assert.Null((await observer.Again().Get<ReadSample>().Run(world.Meeting, "20231120", 3, Ct))!.Now);
            Assert.IsType<SampleFirst>(await observer.Again().Get<NoteSample>().Run(world.Meeting, "20231120", 3, true, null, false, Ct));
            Assert.Null(await observer.Again().Get<DrawSample>().Run(world.Meeting, "２０２３１１２０", 3, Ct));

            var seed = Sha(string.Join('\n', [$"{world.Meeting.Value}", "20231120", .. codes.Order(StringComparer.Ordinal)]));
            var view = (await observer.Again().Get<ReadSample>().Run(world.Meeting, "20231120", 3, Ct))!;
            Assert.Equal(codes.OrderBy(c => Sha($"{seed}\n{c}"), StringComparer.Ordinal).Take(3).Order(StringComparer.Ordinal), view.Sample.Select(c => c.Code).Order(StringComparer.Ordinal));
            Assert.NotEqual(SampleDraw.Of(world.Meeting, "20231120", codes.Count - 1, codes), SampleDraw.Of(world.Meeting, "20231121", codes.Count - 1, codes));

            // All of them, so that the one that was voted on is among them: what the trail says is what the rows say.
            Assert.Null(await observer.Again().Get<DrawSample>().Run(world.Meeting, "7", codes.Count, Ct));
            var all = (await observer.Again().Get<ReadSample>().Run(world.Meeting, "7", codes.Count, Ct))!;
            Assert.Equal(codes.Count, all.Sample.Count);
            var voted = all.Sample.Single(c => c.Code == cases[0].Code);
            Assert.Equal("委员 11，回避 0，表决人 11，法定不少于 8；同意 11，不同意 0，弃权 0，没有投 0；通过", voted.Trail.Single(f => f.What.StartsWith('第')).Words);
            Assert.Contains(voted.Trail, f => f is { What: "审核", Sound: false });
            var passed = all.Sample.First(c => c.Code != cases[0].Code && c.Trail.Any(f => f is { What: "审核", Sound: true }));
            var events = await app.Ask("select e.action from filing_events e join review_cases r on r.filing_id = e.filing_id where r.code = $1", passed.Code);
            Assert.Contains($"提交 {events.Count(e => e == "Submit")} 次，退回 {events.Count(e => e == "Return")} 次，退还机会 0 次", passed.Trail.Single(f => f.What == "提交与退回").Words, StringComparison.Ordinal);
            Assert.Contains("用人单位", passed.Trail.Single(f => f.What == "审核").Words, StringComparison.Ordinal);
            Assert.Contains(passed.Trail, f => f is { What: "表决", Words: "还没有表决" });
            var everything = JsonSerializer.Serialize(all.Sample, Readable);
            Assert.All(filed.Filings.Values.SelectMany(f => new[] { f.Applicant, f.Employer, f.Number }), words => Assert.DoesNotContain(words, everything, StringComparison.Ordinal));

            // A clean check is closed by itself, a problem waits for the office and may stop the votes; both are in the log, with the drawing.
            Assert.Equal("Sound", Assert.Single(Assert.IsType<InvalidInput>(await observer.Again().Get<NoteSample>().Run(world.Meeting, "7", codes.Count, null, null, false, Ct)).Errors).Field);
            Assert.Equal("Problem", Assert.Single(Assert.IsType<InvalidInput>(await observer.Again().Get<NoteSample>().Run(world.Meeting, "7", codes.Count, false, " ", false, Ct)).Errors).Field);
            Assert.Null(await observer.Again().Get<NoteSample>().Run(world.Meeting, "20231120", 3, true, null, true, Ct));
            Assert.Null(await observer.Again().Get<NoteSample>().Run(world.Meeting, "7", codes.Count, false, $"{cases[0].Code}没有审核的记录", true, Ct));
            var incidents = (await officer.Again().Get<ReadMeeting>().Run(world.Meeting, null, Ct))!.Incidents;
            Assert.Equal((true, false), (incidents[0].Pauses, incidents[1].Pauses));
            Assert.NotNull(incidents[1].AnsweredAt);
            Assert.StartsWith($"抽查 3 份（报的数 20231120；{string.Join('、', SampleDraw.Of(world.Meeting, "20231120", 3, codes))}）：没有异常", incidents[1].Text, StringComparison.Ordinal);
            Assert.Null(await officer.Again().Get<AnswerIncident>().Run(world.Meeting, incidents[0].Id, "演示的一份", Ct));
            var log = (await observer.Again().Get<ReadMeetingLog>().Run(world.Meeting, LogKind.Incidents, Ct))!.Lines.Select(l => l.What).ToList();
            Assert.Contains("观察员抽查：报的数 20231120，抽 3 份", log);
            Assert.Contains(log, l => l.Contains("没有异常", StringComparison.Ordinal));
            Assert.Contains(log, l => l.Contains("有问题：", StringComparison.Ordinal));
            Assert.Contains((await observer.Again().Get<ReadMeetingReport>().Run(world.Meeting, Ct))!.Incidents, i => i.Text.Contains("抽查 3 份", StringComparison.Ordinal));
        }
        finally
        {
            await world.Forget(cases);
        }
    }

    [Fact(DisplayName = "没有观察席的，抽不了，也看不到抽查；没有开的会不抽")]
    public async Task Is_the_observers_alone()
    {
        var world = await VotingWorld.Of(app, 11);
        await using var officer = await app.As(VotingWorld.Officer);
        Assert.NotNull(await officer.Get<DrawSample>().Run(world.Meeting, "7", 1, Ct));
        Assert.Null(await officer.Again().Get<ReadSample>().Run(world.Meeting, "7", 1, Ct));
        await using var member = await app.As(world.Members[0].Login);
        Assert.NotNull(await member.Get<NoteSample>().Run(world.Meeting, "7", 1, true, null, false, Ct));
        var planned = (Meeting)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(Meeting));
        Assert.Equal(new NothingToSample(), SampleDraw.WhyNot(planned, "7", 1, 5));
    }
}
