using System.Text.Encodings.Web;
using System.Text.Json;
using TitleReview.App.Filings;
using TitleReview.App.Reviews;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Reviews;

[Trait("rule", "TC-21")]
public sealed class Assigning_experts(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static readonly JsonSerializerOptions Whole = new() { IncludeFields = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<FilingId> FilingOf(string login) =>
        new(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = $1", login))[0]));

    private async Task<UserId> Account(string login) => new(Guid.Parse((await app.Ask("select id from users where user_name = $1", login))[0]));

    private async Task<UserId> AnotherExpert(string login)
    {
        await using var scope = await app.As("expert@tacheng");
        var db = scope.Get<TitleReviewDb>();
        var user = new AppUser { Id = Guid.CreateVersion7(), TenantId = scope.User.TenantId, UserName = login, NormalizedUserName = login.ToUpperInvariant(), DisplayName = "另一位专家", Role = Role.Expert, SecurityStamp = "stamp" };
        db.Users.Add(user);
        await db.SaveChangesAsync(Ct);
        return new UserId(user.Id);
    }

    [Fact(DisplayName = "没有通过的、本人的、本单位的、别的端口的、已经送过的，都送不成，各说各的理由；什么都没有改变")]
    public async Task Refuses_what_must_not_be_sent()
    {
        await using var officer = await app.As("prefecture@tacheng");
        var (passed, direct, expert) = (await FilingOf("passed@tacheng"), await FilingOf("passed-direct@tacheng"), await Account("expert@tacheng"));
        var before = await app.Ask("select count(*) from review_assignments");
        Task<Refusal?> Send(FilingId filing, UserId to) => officer.Get<AssignExperts>().Run([filing], [to], Ct);

        Assert.Equal(new NobodyChosen(), await officer.Get<AssignExperts>().Run([], [expert], Ct));
        Assert.Equal(new NobodyChosen(), await officer.Get<AssignExperts>().Run([direct], [], Ct));
        Assert.IsType<NotPassedYet>(await Send(await FilingOf("submitted@tacheng"), expert));
        Assert.Equal(new AlreadyAssigned(), await Send(passed, expert));
        Assert.Equal(new NotFoundHere("份申报"), await Send(await FilingOf("passed@bazhou"), expert));
        Assert.Equal(new NotFoundHere("位专家"), await Send(direct, await Account("expert@bazhou")));
        Assert.Equal(new NotFoundHere("位专家"), await Send(direct, await Account("county@tacheng")));

        await app.Ask("update users set office_id = (select employer_id from filings where id = $2) where id = $1", expert.Value, direct.Value);
        Assert.IsType<ExpertsOwnEmployer>(await Send(direct, expert));
        await app.Ask("update users set office_id = null, applicant_id = (select applicant_id from filings where id = $2) where id = $1", expert.Value, direct.Value);
        Assert.IsType<ExpertsOwnFiling>(await Send(direct, expert));
        // 他本人申报时登记的单位，也是他的单位。
        await app.Ask("update users set applicant_id = (select a.id from applicants a join users u on u.applicant_id = a.id where u.user_name = 'direct@tacheng') where id = $1", expert.Value);
        Assert.IsType<ExpertsOwnEmployer>(await Send(direct, expert));
        await app.Ask("update users set applicant_id = null where id = $1", expert.Value);

        // 一份送不成，同时选的别的也不送。
        Assert.IsType<NotPassedYet>(await officer.Get<AssignExperts>().Run([direct, await FilingOf("submitted@tacheng")], [expert], Ct));
        Assert.Equal(before, await app.Ask("select count(*) from review_assignments"));
    }

    [Theory(DisplayName = "不是组织评审的机构，看不到、也送不了")]
    [InlineData("county@tacheng", "passed@tacheng", "个页面")]
    [InlineData("prefecture@bazhou", "passed@bazhou", "份申报")]
    [InlineData("expert@tacheng", "passed@tacheng", "个页面")]
    public async Task Is_the_organisers_alone(string who, string whose, string what)
    {
        await using var other = await app.As(who);
        var port = whose.Split('@')[1];
        Assert.Equal(new NotFoundHere(what), await other.Get<AssignExperts>().Run([await FilingOf(whose)], [await Account($"expert@{port}")], Ct));
        Assert.Empty((await other.Get<ReadAssignments>().Run(Ct))?.Filings ?? []);
    }

    [Theory(DisplayName = "每个端口都有组织评审的机构能送，演示里各送了一份")]
    [InlineData("prefecture@tacheng")]
    [InlineData("committee@bazhou")]
    [InlineData("committee@aksu")]
    [InlineData("committee@xinjiang")]
    [InlineData("prefecture@kezhou")]
    public async Task Works_in_every_port(string who)
    {
        await using var officer = await app.As(who);
        var view = (await officer.Get<ReadAssignments>().Run(Ct))!;
        Assert.Contains(view.Filings, f => f.Code is not null && f.Experts.Count > 0);

        await using var expert = await app.As($"expert@{who.Split('@')[1]}");
        var item = (await expert.Get<ReadCases>().Run(Ct))[0];
        Assert.True(item.Pages > 0);
        var read = (await expert.Get<ReadCase>().Run(item.Code.ToLowerInvariant(), Ct))!;
        Assert.Equal(item.Pages, read.Sections.Sum(s => s.Scans.Count));
        // Where no masks are asked, what only says who it is stays hidden.
        Assert.All(read.Sections, s => Assert.All(s.Withheld, name => Assert.True(!read.Masks && (name.Contains("照片", StringComparison.Ordinal) || name.Contains("身份证", StringComparison.Ordinal)), name)));
    }

    [Fact(DisplayName = "两位专家看到同一个编号；同时送，只有一个编号；没有送给的看不到")]
    public async Task Gives_one_code_to_all()
    {
        var direct = await FilingOf("passed-direct@tacheng");
        var (first, second) = (await Account("expert@tacheng"), await AnotherExpert("expert-2@tacheng"));
        await using var one = await app.As("prefecture@tacheng");
        await using var two = one.Again();

        var answers = await Task.WhenAll(one.Get<AssignExperts>().Run([direct], [first, second], Ct), two.Get<AssignExperts>().Run([direct], [second, first], Ct));

        Assert.Contains(answers, a => a is null);
        Assert.All(answers, a => Assert.True(a is null or AlreadyAssigned, a?.Sentence));
        var code = Assert.Single(await app.Ask("select code from review_cases where filing_id = $1", direct.Value));
        await using var seeing = await app.As("expert-2@tacheng");
        Assert.Equal([code], (await seeing.Get<ReadCases>().Run(Ct)).Select(c => c.Code));
        Assert.NotNull(await seeing.Get<ReadCase>().Run(code, Ct));
        var other = (await app.Ask("select c.code from review_cases c where filing_id = $1", (await FilingOf("passed@tacheng")).Value))[0];
        Assert.Null(await seeing.Get<ReadCase>().Run(other, Ct));
        Assert.Null(await seeing.Get<OpenCasePage>().Run(other, 1, PageSize.Screen, Ct));
        Assert.Null(await one.Get<ReadCase>().Run(code, Ct));
    }

    [Fact(DisplayName = "申报人事先看到的，与专家看到的一字不差，一图不差；改了没有再交的，专家看不到"), Trait("rule", "BZ-21")]
    public async Task Shows_the_applicant_exactly_the_same()
    {
        await using var applicant = await app.As("passed@tacheng");
        await using var expert = await app.As("expert@tacheng");
        var filing = await FilingOf("passed@tacheng");
        var code = (await app.Ask("select code from review_cases where filing_id = $1", filing.Value))[0];

        var preview = (await applicant.Get<PreviewCase>().Run(filing, Ct))!;
        var read = (await expert.Get<ReadCase>().Run(code, Ct))!;
        Assert.Equal(JsonSerializer.Serialize(read with { Code = null }, Whole), JsonSerializer.Serialize(preview, Whole));
        foreach (var no in read.Sections.SelectMany(s => s.Scans).Select(s => s.No))
            Assert.Equal(await Bytes(await expert.Get<OpenCasePage>().Run(code, no, PageSize.Thumbnail, Ct)), await Bytes(await applicant.Get<OpenPreviewPage>().Run(filing, no, PageSize.Thumbnail, Ct)));

        await app.Ask("update filings set form = jsonb_set(form, '{modules,basic,0,values,health}', '\"没有再交的改动\"') where id = $1", filing.Value);
        Assert.DoesNotContain("没有再交的改动", JsonSerializer.Serialize(await expert.Get<ReadCase>().Run(code, Ct), Whole), StringComparison.Ordinal);
        Assert.Contains("没有再交的改动", JsonSerializer.Serialize(await applicant.Get<PreviewCase>().Run(filing, Ct), Whole), StringComparison.Ordinal);
        await app.Ask("update filings f set form = s.form from submissions s where f.id = $1 and s.filing_id = f.id and s.no = f.submission_no", filing.Value);
    }

    [Fact(DisplayName = "看一次案卷留一条痕，看一次大图留一条，缩略图不留")]
    public async Task Leaves_one_trace_a_view()
    {
        await using var expert = await app.As("expert@bazhou");
        var code = (await expert.Get<ReadCases>().Run(Ct))[0].Code;
        Task<List<string>> Traces() => app.Ask("select body::text from audit_entries where act = 'ReadCase' and user_id = $1 order by seq", expert.User.Id);

        var before = await Traces();
        Assert.NotNull(await expert.Get<ReadCase>().Run(code, Ct));
        foreach (var size in Enum.GetValues<PageSize>()) (await expert.Get<OpenCasePage>().Run(code, 1, size, Ct))!.Dispose();
        Assert.Null(await expert.Get<OpenCasePage>().Run(code, 10_000, PageSize.Print, Ct));

        var traces = (await Traces()).Skip(before.Count).ToList();
        Assert.Equal(2, traces.Count);
        Assert.Contains(traces, t => t.Contains($"看案卷 {code} 第 1 张的大图", StringComparison.Ordinal));
    }

    private static async Task<byte[]> Bytes(Stream? stream)
    {
        await using (Assert.IsAssignableFrom<Stream>(stream))
        {
            using var bytes = new MemoryStream();
            await stream!.CopyToAsync(bytes, Ct);
            return bytes.ToArray();
        }
    }
}
