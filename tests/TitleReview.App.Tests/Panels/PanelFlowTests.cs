using TitleReview.App.Panels;
using TitleReview.Domain;
using TitleReview.Domain.Panels;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Panels;

/// <summary>The demo's meeting of Kezhou: its cases are shared out, one member writes, the others see nothing of it.</summary>
public sealed class Opinions_of_a_panel(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<MeetingId> TheMeeting() => new(Guid.Parse((await app.Ask("select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou' and m.state = 'Planned'"))[0]));

    [Fact(DisplayName = "分派评议：每份三位，各人差不多；委员写到一半随时存着，交了改不了；别人的、回避的、别的端口的，都像没有"), Trait("rule", "KZ-14")]
    public async Task Are_shared_out_and_written()
    {
        var id = await TheMeeting();
        await using var secretary = await app.As("prefecture@kezhou");
        Assert.Null(await secretary.Get<AssignPanels>().Run(id, Ct));
        Assert.IsType<NothingToAssign>(await secretary.Again().Get<AssignPanels>().Run(id, Ct));
        Assert.All((await secretary.Again().Get<ReadPanels>().Run(id, Ct))!.Cases, c => Assert.Equal(3, c.Lines.Count));

        // A member who signed the pledge and has an account, and one of his cases.
        var login = (await app.Ask("""
            select u.user_name from panel_reviews r join experts e on e.tenant_id = r.tenant_id and e.id = r.expert_id join users u on u.id = e.user_id
              join meeting_seats s on s.tenant_id = r.tenant_id and s.meeting_id = r.meeting_id and s.expert_id = r.expert_id where r.meeting_id = $1 and s.pledged_at is not null order by 1 limit 1
            """, id.Value))[0];
        await using var member = await app.As(login);
        var items = (await member.Get<ReadOwnReviews>().Run(id, Ct))!.Items;
        var code = items[0].Code;

        Assert.NotNull((await member.Again().Get<DraftOpinion>().Run(id, code, "opinion", "业绩扎实", Ct)).SavedAt);
        Assert.IsType<InvalidInput>((await member.Again().Get<DraftOpinion>().Run(id, code, "综合评价", "101", Ct)).Refusal);
        Assert.Equal("业绩扎实", (await member.Again().Get<ReadOwnReview>().Run(id, code, Ct))!.Review.Opinion);
        Assert.Null((await secretary.Again().Get<ReadPanels>().Run(id, Ct))!.Cases.Single(c => c.Code == code).Lines.Single(l => l.Started).Opinion);
        Assert.IsType<InvalidInput>(await member.Again().Get<SubmitOpinion>().Run(id, code, new Dictionary<string, string>(), Ct));
        Assert.Null(await member.Again().Get<SubmitOpinion>().Run(id, code, new Dictionary<string, string> { ["opinion"] = "业绩扎实，材料齐备，同意推荐。", ["综合评价"] = "86" }, Ct));
        Assert.IsType<ReviewSubmitted>((await member.Again().Get<DraftOpinion>().Run(id, code, "综合评价", "100", Ct)).Refusal);
        Assert.Equal(8600, (await secretary.Again().Get<ReadPanels>().Run(id, Ct))!.Cases.Single(c => c.Code == code).Average);

        await StaysAmongTheThree(id, code);
        await IsTakenFromPaper(id, secretary);
    }

    private async Task IsTakenFromPaper(MeetingId id, SignedInScope secretary)
    {
        var line = (await secretary.Again().Get<ReadPanels>().Run(id, Ct))!.Cases.SelectMany(c => c.Lines.Where(l => l.SubmittedAt is null).Select(l => (Case: c.Id, Line: l))).First();
        Task<Refusal?> Take(string score) => secretary.Again().Get<TakeOpinion>().Run(id, line.Case, line.Line.Expert, "纸上写的：业绩与岗位相符，同意推荐。", new Dictionary<string, string> { ["综合评价"] = score }, Ct);
        Assert.False(line.Line.OnPaper);
        Assert.Equal(new MemberWritesHimself(line.Line.Member), await Take("88"));

        await app.Ask("update experts set user_id = null where id = $1 returning id::text", line.Line.Expert.Value);
        Assert.IsType<InvalidInput>(await Take("101"));
        Assert.Null(await Take("８８"));
        Assert.IsType<ReviewSubmitted>(await Take("90"));
        var taken = (await secretary.Again().Get<ReadPanels>().Run(id, Ct))!.Cases.Single(c => c.Id == line.Case).Lines.Single(l => l.Expert == line.Line.Expert);
        Assert.Equal((8800, secretary.User.DisplayName), (taken.Score, taken.TakenBy));
    }

    private async Task StaysAmongTheThree(MeetingId id, string code)
    {
        foreach (var other in await app.Ask("""
            select u.user_name from users u join experts e on e.user_id = u.id and e.tenant_id = u.tenant_id
              where u.user_name like '%@kezhou' and not exists (select 1 from panel_reviews r join review_cases c on c.tenant_id = r.tenant_id and c.filing_id = r.filing_id where r.meeting_id = $1 and c.code = $2 and r.expert_id = e.id) limit 2
            """, id.Value, code))
        {
            await using var outsider = await app.As(other);
            Assert.Null(await outsider.Get<ReadOwnReview>().Run(id, code, Ct));
            Assert.IsType<NotFoundHere>((await outsider.Again().Get<DraftOpinion>().Run(id, code, "opinion", "别人的", Ct)).Refusal);
            Assert.IsType<NotFoundHere>(await outsider.Again().Get<SubmitOpinion>().Run(id, code, new Dictionary<string, string>(), Ct));
        }

        await using var elsewhere = await app.As("expert@tacheng");
        Assert.Null(await elsewhere.Get<ReadOwnReviews>().Run(id, Ct));
        await using var county = await app.As("prefecture@tacheng");
        Assert.Null(await county.Get<ReadPanels>().Run(id, Ct));
        Assert.IsType<NotFoundHere>(await county.Again().Get<AssignPanels>().Run(id, Ct));
        Assert.Empty(await app.Ask("select 1 from audit_entries where body::text like '%业绩扎实%'"));
    }
}
