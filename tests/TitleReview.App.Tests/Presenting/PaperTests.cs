using System.Text;
using TitleReview.App.Filings;
using TitleReview.App.Presenting;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Presenting;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Presenting;

[Collection("one port's accounts")]
public sealed class Papers_at_the_desk(AppUnderTest app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Dictionary<int, string> NoWords = [];

    private async Task<FilingId> FilingOf(string login) =>
        new(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = $1", login))[0]));

    private async Task<string> CodeOf(FilingId filing) => (await app.Ask("select code from paper_hand_ins where filing_id = $1", filing.Value))[0];

    [Fact(DisplayName = "巴州：接收材料之后才能打印；扫码找到那一份，缺的写明、催交，收齐出回执；撤销要理由，回执作废")]
    [Trait("rule", "BZ-23")]
    public async Task Are_checked_one_by_one()
    {
        var filing = await FilingOf("passed-second@bazhou");
        await using var person = await app.As("passed-second@bazhou");
        await using var desk = await app.As("committee@bazhou");
        Assert.Equal(new PrintGateNotReached(), (await person.Get<ReadFiling>().Run(filing, Ct))!.WhyNotPrint);
        await using (var stranger = await app.As("county@bazhou"))
        {
            Assert.Null(await stranger.Get<FindPaper>().Run(await CodeOf(filing), Ct));
            Assert.Equal(new NotFoundHere("份材料"), await stranger.Get<AcceptMaterials>().Run([filing], Ct));
        }

        Assert.Null(await desk.Get<AcceptMaterials>().Run([filing], Ct));
        Assert.IsType<AlreadyReceived>(await desk.Again().Get<AcceptMaterials>().Run([filing], Ct));
        Assert.Null((await person.Again().Get<ReadFiling>().Run(filing, Ct))!.WhyNotPrint);
        Assert.Equal(["1"], await app.Ask("select count(*) from outbox_events where kind = 'MaterialsReceived' and filing_id = $1", filing.Value));
        Assert.IsType<InvalidInput>(await desk.Again().Get<UndoAccept>().Run(filing, " ", Ct));
        Assert.Null(await desk.Again().Get<UndoAccept>().Run(filing, "收的是别人的", Ct));
        Assert.IsType<NotYetReceived>(await desk.Again().Get<UndoAccept>().Run(filing, "再撤一次", Ct));
        Assert.Equal(["收的是别人的", "收的是别人的"], await app.Ask("select facts ->> '理由' from outbox_events where kind = 'MaterialsUndone' and filing_id = $1", filing.Value));
        Assert.Equal(new PrintGateNotReached(), (await person.Again().Get<ReadFiling>().Run(filing, Ct))!.WhyNotPrint);
        Assert.Null(await desk.Again().Get<AcceptMaterials>().Run([filing], Ct));

        var (code, number) = (await CodeOf(filing), (await app.Ask("select number from filings where id = $1", filing.Value))[0]);
        foreach (var scanned in new[] { code, code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal), $"{number} {code}", number }) Assert.Equal(filing, await desk.Again().Get<FindPaper>().Run(scanned, Ct));
        Assert.Null(await desk.Again().Get<FindPaper>().Run("XXXX-XXXX", Ct));

        Assert.Equal(new NothingNoted(), await desk.Again().Get<CheckPaper>().Run(filing, new HashSet<int>(), new Dictionary<int, string> { [0] = " " }, Ct));
        Assert.Equal(["true 0"], await app.Ask("select (checked_at is null) || ' ' || (select count(*) from outbox_events where kind = 'PaperMissing' and filing_id = $1) from paper_hand_ins where filing_id = $1", filing.Value));
        Assert.Null(await desk.Again().Get<CheckPaper>().Run(filing, new HashSet<int> { 1 }, new Dictionary<int, string> { [0] = "没有贴照片" }, Ct));
        Assert.Equal(new SameAsBefore(), await desk.Again().Get<CheckPaper>().Run(filing, new HashSet<int> { 1 }, new Dictionary<int, string> { [0] = "没有贴照片" }, Ct));
        Assert.Contains("没有贴照片", (await app.Ask("select facts ->> '缺' from outbox_events where kind = 'PaperMissing' and filing_id = $1", filing.Value))[0], StringComparison.Ordinal);
        Assert.Null(await desk.Again().Get<CheckPaper>().Run(filing, new HashSet<int> { 0, 1 }, NoWords, Ct));
        Assert.Equal(new PaperComplete(), await desk.Again().Get<CheckPaper>().Run(filing, new HashSet<int>(), NoWords, Ct));

        var view = (await desk.Again().Get<ReadPaperItem>().Run(filing, Ct))!;
        Assert.Equal(2, view.Receipts.Count);
        var (pdf, _, _) = await desk.Again().Get<PrintPaperReceipt>().Run(view.Receipts[1].Year, view.Receipts[1].No, Ct);
        Assert.Equal("%PDF", Encoding.ASCII.GetString(pdf!, 0, 4));
        Assert.IsType<NotFoundHere>((await person.Again().Get<PrintPaperReceipt>().Run(view.Receipts[1].Year, view.Receipts[1].No, Ct)).Refusal);

        Assert.IsType<InvalidInput>(await desk.Again().Get<UndoPaper>().Run(filing, " ", Ct));
        Assert.Null(await desk.Again().Get<UndoPaper>().Run(filing, "拿错了人", Ct));
        Assert.All((await desk.Again().Get<ReadPaperItem>().Run(filing, Ct))!.Receipts, r => Assert.Equal("拿错了人", r.VoidReason));
        Assert.Equal(new PrintGateNotReached(), (await person.Again().Get<ReadFiling>().Run(filing, Ct))!.WhyNotPrint);
    }

    [Fact(DisplayName = "一个单位的几份一次收下，一张回执；撤销其中一份，别人的另开；单位的清单与封面、本人的封面都印得出"), Trait("rule", "TC-37")]
    public async Task Are_taken_in_of_one_unit_at_once()
    {
        FilingId[] both = [await FilingOf("passed-third@bazhou"), await FilingOf("passed-fourth@bazhou")];
        await using var desk = await app.As("committee@bazhou");
        await using var unit = await app.As("employer@bazhou");
        Assert.Equal("%PDF", Encoding.ASCII.GetString((await unit.Get<PrintPaperCovers>().Run(null, (await unit.Again().Get<ReadPaper>().Run(new(), Ct))!.Unit[0].Plan, 1, Ct)).Pdf!, 0, 4));
        await using (var person = await app.As("passed-third@bazhou"))
        {
            Assert.NotNull((await person.Get<PrintPaperCovers>().Run(both[0], ct: Ct)).Pdf);
            Assert.IsType<NotFoundHere>((await person.Again().Get<PrintPaperCovers>().Run(both[1], ct: Ct)).Refusal);
            Assert.IsType<NotFoundHere>((await person.Again().Get<ReceivePapers>().Run([both[0]], Ct)).Refusal);
        }

        Assert.Equal((1, null), await desk.Get<RemindPapers>().Run([both[0]], null, Ct));
        Assert.Equal(new RemindedToday(), (await desk.Again().Get<RemindPapers>().Run([both[0]], null, Ct)).Refusal);
        Assert.Equal((2, null), await desk.Again().Get<ReceivePapers>().Run(both, Ct));
        Assert.Equal(new PaperComplete(), (await desk.Again().Get<ReceivePapers>().Run(both, Ct)).Refusal);
        var receipt = Assert.Single((await desk.Again().Get<ReadPaperItem>().Run(both[0], Ct))!.Receipts);
        Assert.Equal(2, receipt.Lines.Count);
        Assert.Equal(["2"], await app.Ask("select count(*) from filing_events where action = 'Receive' and filing_id = any($1)", both.Select(f => f.Value).ToArray()));

        Assert.Null(await desk.Again().Get<UndoPaper>().Run(both[0], "少一份", Ct));
        var others = (await desk.Again().Get<ReadPaperItem>().Run(both[1], Ct))!.Receipts;
        Assert.Equal((2, null), (others.Count, others[1].VoidedAt));
        Assert.Equal(both[1], Assert.Single(others[1].Filings));
    }

    [Theory(DisplayName = "要交什么、交不交，照各自的计划：巴州两样，克州答辩时本人带，自治区不收纸质"), Trait("rule", "KZ-13")]
    [InlineData("bazhou", 2)]
    [InlineData("kezhou", 2)]
    [InlineData("xinjiang", 0)]
    public async Task Are_what_the_plan_says(string port, int items)
    {
        var found = await app.Ask("select distinct jsonb_array_length(p.items) from paper_hand_ins p join tenants t on t.id = p.tenant_id where t.slug = $1", port);
        Assert.True(items == 0 ? found.Count == 0 : found.All(f => f == $"{items}"), string.Join('、', found));
    }
}
