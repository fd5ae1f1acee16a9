using System.Reflection;
using System.Text.RegularExpressions;
using TitleReview.App.Filings;
using TitleReview.App.Plans;
using TitleReview.App.Portal;
using TitleReview.App.Presenting;
using TitleReview.App.Reviews;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.House;

public sealed partial class The_catalogue_of_use_cases
{
    private static readonly Assembly App = typeof(UseCases).Assembly;

    [Fact(DisplayName = "每个用例都标明办的是权限表里的哪件事")]
    public void Says_of_each_what_it_does() => Assert.All(UseCases.All, u => Assert.NotNull(u.GetCustomAttribute<DoesAttribute>()));

    [Fact(DisplayName = "标了的都在目录里，目录里不重复")]
    public void Holds_every_class_that_does_something()
    {
        var marked = App.GetTypes().Where(t => t.GetCustomAttribute<DoesAttribute>() is not null);
        Assert.Equal(marked.Select(t => t.Name).Order(StringComparer.Ordinal), UseCases.All.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "每个用例恰好一个公开的 Run，封闭，别无公开的方法（花名册的两种下载除外）")]
    public void Gives_each_exactly_one_way_in()
    {
        foreach (var useCase in UseCases.All)
        {
            var methods = useCase.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(m => m.Name).Order(StringComparer.Ordinal);
            string[] expected = useCase == typeof(ReadRoster) ? ["Pdf", "Run", "Xlsx"] : ["Run"];
            Assert.Equal(expected, methods);
            Assert.True(useCase.IsSealed);
        }
    }

    [Fact(DisplayName = "没有用例调用别的用例")]
    public void Has_none_that_calls_another() =>
        Assert.Equal([], UseCases.All.Where(u => u.GetConstructors().Single().GetParameters().Any(p => UseCases.All.Contains(p.ParameterType))));

    [Fact(DisplayName = "每个用例在自己的代码里问过自己那件事的许可")]
    public void Asks_in_each_for_its_own_permission()
    {
        // ReadTenants lists names and addresses of the ports before any port is chosen: there is no session to ask.
        foreach (var useCase in UseCases.All.Where(u => u != typeof(ReadTenants)))
        {
            var act = useCase.GetCustomAttribute<DoesAttribute>()!.Act;
            var body = BodyOf(useCase);
            Assert.True(Asked().Matches(body).Any(m => m.Groups["act"].Value == act.ToString()), $"{useCase.Name} does not ask for {act}.");
        }
    }

    [Fact(DisplayName = "权限表上的每件事都有用例、系统或演示去办")]
    public void Covers_every_act()
    {
        var done = UseCases.All.Select(u => u.GetCustomAttribute<DoesAttribute>()!.Act).Append(Act.LoadDemo);
        Assert.Equal(Enum.GetValues<Act>(), done.Distinct().Order());
    }

    /// <summary>From the class's name to the brace that closes it.</summary>
    private static string BodyOf(Type useCase)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "TitleReview.App"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal));
        var text = sources.Select(File.ReadAllText).Single(t => t.Contains($"class {useCase.Name}(", StringComparison.Ordinal));
        var from = text.IndexOf($"class {useCase.Name}(", StringComparison.Ordinal);
        return text[from..text.IndexOf("\n}\n", from, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"WhyNot(Desk)?\(Act\.(?<act>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asked();
}

public sealed class Another_ports_things(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private sealed record Ids(FilingId Filing, MaterialId Material, ApplicantId Applicant, OfficeId Office, PlanId Plan, AnnouncementId Announcement, AttachmentId Attachment, IntegrityRecordId Record, string Case, UserId Expert);

    private async Task<Ids> OfTacheng() => new(
        new(Guid.Parse((await app.Ask("select id from filings where status = 'InApproval' limit 1"))[0])),
        new(Guid.Parse((await app.Ask("select id from materials limit 1"))[0])),
        new(Guid.Parse((await app.Ask("select a.id from applicants a join tenants t on t.id = a.tenant_id where t.slug = 'tacheng' and a.status = 'Awaiting'"))[0])),
        new(Guid.Parse((await app.Ask("select o.id from offices o join tenants t on t.id = o.tenant_id where t.slug = 'tacheng' and o.registration = 'Awaiting'"))[0])),
        new(Guid.Parse((await app.Ask("select id from plans"))[0])),
        new(Guid.Parse((await app.Ask("select announcement_id from attachments order by announcement_id limit 1"))[0])),
        new(Guid.Parse((await app.Ask("select id from attachments order by announcement_id limit 1"))[0])),
        new(Guid.Parse((await app.Ask("select id from integrity_records"))[0])),
        (await app.Ask("select c.code from review_cases c join tenants t on t.id = c.tenant_id where t.slug = 'tacheng'"))[0],
        new(Guid.Parse((await app.Ask("select id from users where user_name = 'expert@tacheng'"))[0])));

    private static async Task<string> Answers(SignedInScope of, Ids id)
    {
        var choice = new Domain.Titles.TitleChoice("local", "工程系列", "水利", Domain.Titles.Grade.Intermediate, Domain.Titles.TitleTrack.Review, Domain.Titles.FilingPath.Regular);
        object?[] answers =
        [
            await of.Get<ReadFiling>().Run(id.Filing, Ct),
            (await of.Get<PrecheckFiling>().Run(id.Filing, Ct)).Findings.Count,
            await of.Get<SaveDraft>().Run(id.Filing, new DraftChange.Field("basic", null, "name", "甲"), Ct),
            await of.Get<SaveDraft>().Run(id.Filing, new DraftChange.None("paper"), Ct),
            await of.Get<RechooseTitle>().Run(id.Filing, choice, Ct),
            await of.Get<SubmitFiling>().Run(id.Filing, Guid.NewGuid(), Ct),
            await of.Get<WithdrawFiling>().Run(id.Filing, Ct),
            await of.Get<AddMaterial>().Run(id.Filing, new Upload(new MaterialId(Guid.NewGuid()), "photo", null, "a.jpg", new MemoryStream([1, 2])), Ct),
            await of.Get<StartUpload>().Run(id.Filing, "photo", null, new WholeFile("a.jpg", 3_000_000, null), new PartialUploadId(Guid.Empty), Ct),
            await of.Get<ReceivePart>().Run(new PartialUploadId(id.Material.Value), 1, new MemoryStream([1]), null, Ct),
            await of.Get<FinishUpload>().Run(new PartialUploadId(id.Material.Value), Ct),
            await of.Get<CancelUpload>().Run(new PartialUploadId(id.Material.Value), Ct),
            await of.Get<RemoveMaterial>().Run(id.Material, Ct),
            await of.Get<OpenMaterial>().Run(id.Material, MaterialCopy.Screen, Ct),
            await of.Get<OpenOriginal>().Run(id.Material, Ct),
            await of.Get<OpenPage>().Run(id.Material, 1, PageSize.Screen, false, Ct),
            await of.Get<ReadMasks>().Run(id.Filing, Ct),
            await of.Get<AnswerMask>().Run(id.Material, 1, MaskAnswer.No, Ct),
            await of.Get<AnswerQuietPages>().Run(id.Filing, Ct),
            await of.Get<AskMaskSearch>().Run(id.Material, 1, Ct),
            await of.Get<Approvals.ApproveFiling>().Run(id.Filing, "同意", true, Ct),
            await of.Get<Approvals.ReturnFiling>().Run(id.Filing, [], Ct),
            await of.Get<Approvals.DeclineFiling>().Run(id.Filing, "不符", Ct),
            await of.Get<Notices.RecordRecommendation>().Run(id.Filing, new DateOnly(2023, 9, 1), "党支部会议", Ct),
            await of.Get<Notices.RecordDepartmentNotice>().Run(id.Filing, new("水利局", new(2023, 9, 4), new(2023, 9, 8), Domain.Notices.DepartmentOutcome.NoObjection, null), Ct),
            await of.Get<Notices.PostNotice>().Run(id.Filing, Ct),
            await of.Get<Notices.RecordObjection>().Run(id.Filing, id.Filing.Value, "不实", null, Ct),
            await of.Get<Notices.SettleObjection>().Run(id.Filing, id.Filing.Value, "查否", false, Ct),
            await of.Get<Notices.ConcludeNotice>().Run(id.Filing, Ct),
            await of.Get<Notices.PrintNotice>().Run(id.Filing, false, Ct),
            await of.Get<PrintReviewForm>().Run(id.Filing, Ct),
            await of.Get<global::TitleReview.App.People.DecideStaff>().Run(id.Applicant, true, null, Ct),
            await of.Get<Organizations.DecideEmployer>().Run(id.Office, true, null, Ct),
            await of.Get<ReadCase>().Run(id.Case, Ct),
            await of.Get<OpenCasePage>().Run(id.Case, 1, PageSize.Screen, Ct),
            await of.Get<PreviewCase>().Run(id.Filing, Ct),
            await of.Get<OpenPreviewPage>().Run(id.Filing, 1, PageSize.Screen, Ct),
            await of.Get<AssignExperts>().Run([id.Filing], [id.Expert], Ct),
            await of.Get<global::TitleReview.App.Integrity.ReadFilingIntegrity>().Run(id.Filing, null, Ct),
            await of.Get<global::TitleReview.App.Integrity.BarFromFiling>().Run(id.Filing, 5, 3, new global::TitleReview.App.Integrity.BarForm { Conduct = "作假", Basis = "规定" }, Ct),
            await of.Get<global::TitleReview.App.Integrity.LiftBar>().Run(id.Record, "查错了", Ct),
            await of.Get<StartFiling>().Run(new FilingId(Guid.NewGuid()), id.Plan, choice, Ct),
            await of.Get<ReadPlan>().Run("bazhou", id.Plan, Ct),
            (await of.Get<CheckEligibility>().Run("bazhou", new EligibilityAsk(id.Plan.Value, choice, null, new Dictionary<string, string>()), Ct))?.Plan,
            await of.Get<ReadAnnouncement>().Run("bazhou", id.Announcement, Ct),
            await of.Get<OpenAttachment>().Run("bazhou", id.Attachment, Ct),
            await of.Get<ReadOwnAnnouncement>().Run(id.Announcement, Ct),
            await of.Get<PublishAnnouncement>().Run(id.Announcement, Ct),
            await of.Get<WithdrawAnnouncement>().Run(id.Announcement, "有误", Ct),
            await of.Get<PinAnnouncement>().Run(id.Announcement, true, Ct),
            await of.Get<AddAttachment>().Run(id.Announcement, "a.pdf", new MemoryStream([1, 2]), Ct),
            await of.Get<RemoveAttachment>().Run(id.Announcement, id.Attachment, Ct),
            await of.Get<OpenOwnAttachment>().Run(id.Announcement, id.Attachment, Ct),
            await of.Get<Organizations.RegisterEmployer>().Run("bazhou", Filled.Employer(id.Office.Value), Ct),
            await of.Get<global::TitleReview.App.People.RegisterApplicant>().Run("bazhou", Filled.Applicant(id.Office.Value), Ct),
        ];
        return string.Join('\n', answers.Select(a => a?.ToString() ?? "nothing"));
    }

    [Theory(DisplayName = "别的端口的东西，与不存在的东西，每个用例的回答都一样；什么都没有改变")]
    [InlineData("applicant@bazhou")]
    [InlineData("employer@bazhou")]
    [InlineData("county@bazhou")]
    [InlineData("prefecture@bazhou")]
    [InlineData("expert@bazhou")]
    public async Task Are_answered_like_things_that_do_not_exist(string stranger)
    {
        await using var of = await app.As(stranger);
        var there = await OfTacheng();
        var nowhere = new Ids(new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), CaseCode.New(), new(Guid.NewGuid()));
        var before = await Digest();

        var (real, random) = (await Answers(of, there), await Answers(of, nowhere));

        Assert.Equal(random, real);
        Assert.Equal(before, await Digest());
        Assert.True(real.Split('\n').Count(a => a.Contains("NotFoundHere", StringComparison.Ordinal)) >= 15, real);
    }

    private async Task<string> Digest()
    {
        var tables = Storage_Tables();
        var digests = new List<string>();
        foreach (var table in tables) digests.AddRange(await app.Ask($"select '{table}:' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from {table} t"));
        return string.Join('\n', digests);
    }

    private static IEnumerable<string> Storage_Tables() => Storage.Walled.TenantTables.Append("users");
}
