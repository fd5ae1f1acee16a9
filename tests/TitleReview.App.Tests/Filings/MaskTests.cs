using Microsoft.Extensions.DependencyInjection;
using TitleReview.App.Filings;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>Today, the demo's windows moved to it: all five ports take filings.</summary>
public sealed class AppWithOpenPorts(PostgresServer server) : AppUnderTest(server)
{
    protected override DateTimeOffset? StartAt => null;
}

/// <summary>From a scan that names its owner to a copy that does not: looked for, answered, burnt, voided.</summary>
[TakesMinutes]
public sealed class The_masking_of_scans(AppWithOpenPorts app) : IClassFixture<AppWithOpenPorts>
{
    private static readonly PictureBox Box = new(0.1, 0.1, 0.5, 0.2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<TenantId> Port(string slug) => new(Guid.Parse((await app.Ask("select id from tenants where slug = $1", slug))[0]));

    private static async Task<MaskSheet> Sheet(SignedInScope of) => (await of.Get<ReadMasks>().Run((await of.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing.Id, Ct))!;

    /// <summary>A page with words on it, typeset: as PDF, or its picture.</summary>
    private static async Task<byte[]> Page(SignedInScope of, bool pdf, params string[] lines)
    {
        var main = $"#set page(paper: \"a4\", margin: 3cm)\n#set text(size: 16pt, font: \"Noto Serif SC\")\n{string.Join("\n\n", lines)}";
        var bytes = await of.Get<DocumentWorker>().Typeset(new TypesetJob("main.typ", new Dictionary<string, string> { ["main.typ"] = main }, new Dictionary<string, byte[]>(), new { }, DateTimeOffset.UnixEpoch), Ct);
        return pdf ? bytes : await of.Get<PdfWorker>().Page(bytes, 1, 2339, Ct);
    }

    private static async Task<MaterialId> Add(SignedInScope of, byte[] bytes, string name)
    {
        var (material, refusal) = await of.Get<AddMaterial>().Run((await Sheet(of)).Filing.Id, new Upload(new MaterialId(Guid.CreateVersion7()), "other-attachments", null, name, new MemoryStream(bytes)), Ct);
        Assert.Null(refusal);
        return material!.Id;
    }

    private async Task FindAll(SignedInScope of, string slug)
    {
        var tenant = await Port(slug);
        while (await of.Get<FindMasks>().Run(tenant, Ct)) { }
    }

    private static async Task<byte[]> Bytes(Stream? stream)
    {
        await using var file = stream!;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }

    [Theory(DisplayName = "上传之后机器在后台找到本人姓名；采用建议，涂好的那一份再读，读不出来；原件不动"), Trait("rule", "TC-21")]
    [InlineData("tacheng", false), InlineData("aksu", true)]
    public async Task Goes_from_a_scan_to_a_copy_that_names_nobody(string port, bool pdf)
    {
        await using var applicant = await app.As($"applicant@{port}");
        var name = (await applicant.Get<ReadApplicantHome>().Run(Ct))!.Applicant.Name;
        var id = await Add(applicant, await Page(applicant, pdf, "荣誉证书", $"姓名：{name}", "被评为先进个人，特发此证，以资鼓励。"), pdf ? "荣誉.pdf" : "荣誉.jpg");
        Assert.Equal((PageSearch.Waiting, 1), ((await Sheet(applicant)).Pages.Single(p => p.Material.Id == id).Page.Search, (await Sheet(applicant)).Searching));

        await FindAll(applicant, port);

        var page = (await Sheet(applicant)).Pages.Single(p => p.Material.Id == id).Page;
        Assert.Equal(PageSearch.Done, page.Search);
        var proposals = page.Reading!.Proposals.Where(p => p.Clue == Clue.Name).ToList();
        Assert.NotEmpty(proposals);
        Assert.Equal(pdf, page.Reading.Written.Count > 0);

        Assert.Null(await applicant.Get<AnswerMask>().Run(id, 1, new MaskAnswer(true, [.. proposals.Select(p => new Mask(MaskKind.Name, p.Box))], []), Ct));

        var worker = applicant.Get<DocumentWorker>();
        var masked = await Bytes(await applicant.Get<OpenPage>().Run(id, 1, PageSize.Print, true, Ct));
        var plain = await Bytes(await applicant.Get<OpenPage>().Run(id, 1, PageSize.Print, false, Ct));
        static string Words(ReadScan scan) => string.Concat(scan.Lines.Select(l => l.Text)).Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains(name.Split('·')[0], Words(await worker.Read(plain, Ct)), StringComparison.Ordinal);
        Assert.DoesNotContain(name.Split('·')[0], Words(await worker.Read(masked, Ct)), StringComparison.Ordinal);
        Assert.Contains("荣誉证书", Words(await worker.Read(masked, Ct)), StringComparison.Ordinal);
        foreach (var size in new[] { PageSize.Thumbnail, PageSize.Screen }) Assert.NotEmpty(await Bytes(await applicant.Get<OpenPage>().Run(id, 1, size, true, Ct)));

        Assert.Null(await applicant.Get<RemoveMaterial>().Run(id, Ct));
        Assert.Empty(await app.Ask("select 1 from material_pages where material_id = $1", id.Value));
        Assert.Null(await applicant.Get<OpenPage>().Run(id, 1, PageSize.Print, true, Ct));
    }

    [Fact(DisplayName = "没有答完不能提交，答完就能；换一张，原来的回答不算了"), Trait("rule", "BZ-21")]
    public async Task Holds_the_submission_until_all_is_answered()
    {
        await using var applicant = await app.As("applicant@bazhou");
        var filing = (await Sheet(applicant)).Filing.Id;
        async Task<int> Blocking() => (await applicant.Get<PrecheckFiling>().Run(filing, Ct)).Findings.Count(f => f is { Group: FindingGroup.Blocking, Place.Module: MaskingCheck.Place });
        Assert.Equal(0, await Blocking());

        var id = await Add(applicant, await Page(applicant, false, "参会证明", "特此证明。"), "证明.jpg");
        Assert.Equal(1, await Blocking());
        Assert.IsType<PrecheckBlocks>(await applicant.Get<SubmitFiling>().Run(filing, Guid.NewGuid(), Ct));

        Assert.Null(await applicant.Get<AnswerMask>().Run(id, 1, MaskAnswer.No, Ct));
        Assert.Equal(0, await Blocking());

        Assert.Null(await applicant.Get<RemoveMaterial>().Run(id, Ct));
        await Add(applicant, await Page(applicant, false, "参会证明", "特此证明。"), "证明.jpg");
        Assert.Equal(1, await Blocking());
    }

    [Fact(DisplayName = "找过没有找到什么的，塔城可以一次都答“否”；巴州要逐张回答"), Trait("rule", "BZ-21")]
    public async Task Answers_the_quiet_pages_at_once_where_the_plan_lets()
    {
        await using var applicant = await app.As("returned@tacheng");
        var filing = (await Sheet(applicant)).Filing.Id;
        var quiet = await Add(applicant, await Page(applicant, false, "会议通知", "请准时参加。"), "通知.jpg");
        Assert.Empty((await Sheet(applicant)).Quiet);   // 还没有找，不算
        await FindAll(applicant, "tacheng");
        Assert.Equal([quiet], (await Sheet(applicant)).Quiet.Select(p => p.Material.Id));

        Assert.Null(await applicant.Get<AnswerQuietPages>().Run(filing, Ct));
        Assert.False((await Sheet(applicant)).Pages.Single(p => p.Material.Id == quiet).Page.Masked);

        await using var other = await app.As("applicant@bazhou");
        Assert.Equal(new EachToBeAnswered(), await other.Get<AnswerQuietPages>().Run((await Sheet(other)).Filing.Id, Ct));
    }

    [Fact(DisplayName = "答得不成样子的不收，一句话说明；别人的、提交以后的，答不了")]
    public async Task Refuses_answers_that_make_no_sense()
    {
        await using var applicant = await app.As("applicant@aksu");
        var page = (await Sheet(applicant)).Pages[0];
        Task<Refusal?> Answer(SignedInScope of, MaskAnswer answer, int no = 1) => of.Get<AnswerMask>().Run(page.Material.Id, no, answer, Ct);

        Assert.Equal(new MasksMissing(), await Answer(applicant, new(true, [], [])));
        Assert.IsType<UnknownMaskKind>(await Answer(applicant, new(true, [new(MaskKind.IdNumber, Box)], [])));
        foreach (var box in new PictureBox[] { new(-0.1, 0, 0.5, 0.5), new(0.5, 0.5, 0.4, 0.6), new(0.5, 0.5, 0.5, 0.5), new(double.NaN, 0, 1, 1), new(0, 0, 1, 2) })
            Assert.Equal(new MaskOutsidePicture(), await Answer(applicant, new(true, [new(MaskKind.Name, box)], [])));
        Assert.IsType<TooManyMasks>(await Answer(applicant, new(true, [.. Enumerable.Repeat(new Mask(MaskKind.Name, Box), 61)], [])));
        foreach (var no in new[] { 0, 2, -1 }) Assert.Equal(new PageGone(), await Answer(applicant, MaskAnswer.No, no));

        foreach (var stranger in new[] { "returned@aksu", "employer@aksu", "applicant@bazhou" })
        {
            await using var other = await app.As(stranger);
            Assert.IsType<NotFoundHere>(await Answer(other, MaskAnswer.No));
            Assert.Null(await other.Get<ReadMasks>().Run(page.Page.FilingId, Ct));
        }

        await using var submitted = await app.As("submitted@aksu");
        var sent = (await Sheet(submitted)).Pages[0].Material.Id;
        Assert.IsType<Domain.Filings.NotPossibleNow>(await submitted.Get<AnswerMask>().Run(sent, 1, MaskAnswer.No, Ct));

        await using var unmasked = await app.As("applicant@kezhou");
        Assert.Equal(new NothingToMask(), await unmasked.Get<AnswerMask>().Run((await Sheet(unmasked)).Pages[0].Material.Id, 1, MaskAnswer.No, Ct));
    }

    [Fact(DisplayName = "机构看得到原图，看不看得到涂好的，都与申报一样核许可")]
    public async Task Shows_pages_to_those_who_may_see_the_filing()
    {
        await using var applicant = await app.As("submitted@tacheng");
        var page = (await Sheet(applicant)).Pages.First(p => p.Page.Masked is true);
        await using var desk = await app.As("employer@tacheng");
        Assert.NotNull(await desk.Get<OpenPage>().Run(page.Material.Id, 1, PageSize.Screen, false, Ct));
        Assert.Null(await desk.Get<OpenPage>().Run(page.Material.Id, 9, PageSize.Screen, false, Ct));
        await using var stranger = await app.As("employer@bazhou");
        foreach (var masked in new[] { false, true }) Assert.Null(await stranger.Get<OpenPage>().Run(page.Material.Id, 1, PageSize.Screen, masked, Ct));
    }

    [Fact(DisplayName = "两个节点同时找，一页只归一个；做到一半死了的，过后别的再取；读不成三次就照实说")]
    public async Task Gives_a_page_to_one_finder_at_a_time()
    {
        await using var applicant = await app.As("applicant@xinjiang");
        await using var node = app.AnotherNode();
        await using var scope = node.CreateAsyncScope();
        var tenant = await Port("xinjiang");
        var ids = new[] { await Add(applicant, await Page(applicant, false, "甲"), "甲.jpg"), await Add(applicant, await Page(applicant, false, "乙"), "乙.jpg") };

        var both = await Task.WhenAll(applicant.Get<FindMasks>().Run(tenant, Ct), scope.ServiceProvider.GetRequiredService<FindMasks>().Run(tenant, Ct));
        Assert.All(both, Assert.True);
        Assert.Equal(["1", "1"], await app.Ask("select search_tries::text from material_pages where material_id = any($1)", ids.Select(i => i.Value).ToArray()));
        Assert.False(await applicant.Get<FindMasks>().Run(tenant, Ct));

        // One that was taken and never given back.
        Assert.Null(await applicant.Get<AskMaskSearch>().Run(ids[0], 1, Ct));
        await app.Ask("update material_pages set search_taken_at = now(), search_tries = 1 where material_id = $1 returning 1", ids[0].Value);
        Assert.False(await applicant.Get<FindMasks>().Run(tenant, Ct));
        await app.Ask("update material_pages set search_taken_at = now() - interval '6 minutes' where material_id = $1 returning 1", ids[0].Value);
        Assert.True(await applicant.Get<FindMasks>().Run(tenant, Ct));
        Assert.Equal(PageSearch.Done, (await Sheet(applicant)).Pages.Single(p => p.Material.Id == ids[0]).Page.Search);

        // One whose file is gone: three tries, then said so.
        Assert.Null(await applicant.Get<AskMaskSearch>().Run(ids[1], 1, Ct));
        await app.Ask("update materials set kind = 'pdf', pages = 1 where id = $1 returning 1", ids[1].Value);
        for (var tries = 0; tries < 3; tries++)
        {
            Assert.True(await applicant.Get<FindMasks>().Run(tenant, Ct));
            await app.Ask("update material_pages set search_taken_at = null where material_id = $1 returning 1", ids[1].Value);
        }

        Assert.Equal(PageSearch.Failed, (await Sheet(applicant)).Pages.Single(p => p.Material.Id == ids[1]).Page.Search);
        Assert.False(await applicant.Get<FindMasks>().Run(tenant, Ct));
    }

    [Fact(DisplayName = "身份证号码读到了也不以明文入库"), Trait("rule", "TC-21")]
    public async Task Keeps_no_id_number()
    {
        await using var applicant = await app.As("applicant@tacheng");
        var number = await IdOf(applicant);
        var id = await Add(applicant, await Page(applicant, false, "证明", $"身份证号码：{number}"), "身份.jpg");
        await FindAll(applicant, "tacheng");

        var page = (await Sheet(applicant)).Pages.Single(p => p.Material.Id == id).Page;
        Assert.Contains(page.Reading!.Proposals, p => p.Clue == Clue.IdNumber);
        Assert.Empty(await app.Ask("select 1 from material_pages where reading::text like '%' || $1 || '%'", number));
        Assert.Null(await applicant.Get<RemoveMaterial>().Run(id, Ct));
    }

    private async Task<string> IdOf(SignedInScope of)
    {
        var applicant = (await of.Get<ReadApplicantHome>().Run(Ct))!.Applicant;
        return of.Get<global::TitleReview.App.Storage.Vault>().Open(await Port("tacheng"), global::TitleReview.App.People.RegisterApplicant.ResidentIdPurpose, applicant.SealedResidentId);
    }
}
