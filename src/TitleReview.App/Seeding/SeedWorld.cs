using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Plans;
using TitleReview.App.Plans.Documents;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.SignIn;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Seeding;

/// <summary>一个单位，连同它的呈报线与管理员。</summary>
internal sealed record SeedHome(Office Employer, IReadOnlyList<Office> Line, Actor Administrator);

/// <summary>造出来的端口：一个地区、几个县（市）、许多单位，一份以塔城通知为底、申报期移到现在的计划。</summary>
internal sealed class SeedWorld(TenantSession session, Accounts accounts, string passwordHash, Random random)
{
    /// <summary>每个机构的第二位同事，登录名是第一位的加上这几个字。</summary>
    public const string SecondLogin = "-second";

    /// <summary>Not drawn: whom the others get stays as it was.</summary>
    private static readonly string[] Seconds = ["方念平", "沈禾", "陆青川", "孟知远", "顾小满", "岑溪", "卓立群", "乔云山"];

    private static readonly string[] Counties = ["云岭县", "清泉县", "北川市", "白桦县", "沙湖县", "金滩县", "西原县"];
    private static readonly string[] Fields = ["水利", "农业技术推广", "林业和草原", "公路养护", "建筑设计", "畜牧兽医", "农机", "质量检测", "生态环境监测", "文化", "广播电视", "职业技术"];
    private static readonly string[] Stations = ["工作站", "服务中心", "研究所", "总站", "设计院", "学校", "有限公司", "技术推广中心"];

    /// <summary>离截止还有几天，各系列错开；0 为今天截止。</summary>
    private static readonly int[] ClosesIn = [12, 5, 0, 2, 7, 3, 20, 1];

    private readonly List<SeedHome> _homes = [];
    private readonly Dictionary<OfficeId, Actor> _officers = [];
    private readonly Dictionary<EmployerKind, List<TitleChoice>> _choices = [];
    private readonly Dictionary<DateOnly, Plan> _closing = [];

    public Plan Plan { get; private set; } = null!;

    public List<Office> Desks { get; } = [];

    public List<AppUser> Users { get; } = [];

    public IEnumerable<Office> Employers => _homes.Select(h => h.Employer);

    public string NumberOf(int serial) => $"{session.Tenant.Code}-{Plan.Year}-{serial:000000}";

    public Actor OfficerOf(OfficeId office) => _officers[office];

    public string OpinionOf(OfficeKind stop) => Plan.Terms.Opinions.First(o => o.Stop == stop).Text;

    public void Build(SeedPeople people, int employers)
    {
        session.Add(new SignInSettings(SignInRules.ForDrills, session.Actor, session.Now));
        var prefecture = Desk("prefecture", OfficeKind.PrefectureHr, "演练地区人力资源和社会保障局", "演练地区", null, people.Name());
        var counties = Counties.Select((county, at) => Desk($"county-{at + 1}", OfficeKind.CountyHr, $"{county}人力资源和社会保障局", county, prefecture, people.Name())).ToList();
        Plan = MakePlan(prefecture);
        for (var at = 0; at < employers; at++)
        {
            var above = at % 10 == 1 ? prefecture : counties[(int)(counties.Count * Math.Pow(random.NextDouble(), 1.5))];
            var kind = (EmployerKind)(at % 8 < 5 ? 0 : at % 8 < 6 ? 1 : at % 8 < 7 ? 2 : 3);
            var field = Fields[at % Fields.Length];
            var details = new EmployerDetails($"{above.Place}演练{field}{Stations[at / Fields.Length % Stations.Length]}{(at < 96 ? "" : $"第{at / 96 + 1}分部")}", CreditCodeOf(at + 1), kind, $"{above.Place}{field}主管部门");
            var office = Office.RegisterEmployer(new(Guid.CreateVersion7()), details, above);
            office.TenantId = session.Tenant.Id;
            office.ApproveRegistration(session.Now);
            office.KeepReportDesk("人事科", $"0900-{6_000_000 + at}");
            var user = accounts.New(session, $"employer-{at + 1}", people.Name(), passwordHash, Role.EmployerAdministrator, office.Id, null);
            Users.Add(user);
            _homes.Add(new(office, above.ReportsTo is null ? [office, above] : [office, above, prefecture], Acting(user)));
        }
    }

    /// <summary>填全、传齐的草稿：登录就能提交，供压力测试。</summary>
    public async Task Ready(SeedPeople people, DemoScans scans, int count, CancellationToken ct)
    {
        var home = _homes.First(h => h.Employer.EmployerKind == EmployerKind.PublicInstitution && h.Line.Count == 3);
        var stages = new DemoStages(session, Plan, DemoPeople.Ports[0], await session.Calendar(ct), scans, new Dictionary<string, Office> { ["employer-1"] = home.Employer });
        for (var serial = 1; serial <= count; serial++)
        {
            var (applicant, _) = people.Register(serial, home.Employer, session.Now.Plus(-TimeSpan.FromDays(20)));
            session.Add(applicant);
            session.Db.Users.Add(accounts.New(session, $"ready-{serial}", applicant.Name, passwordHash, Role.Applicant, null, applicant.Id));
            await session.Db.SaveChangesAsync(ct);
            await stages.Ready(applicant, home.Employer, ct);
            await session.Db.SaveChangesAsync(ct);
            // Hundreds of scans and pages each: the tracker keeps none of them.
            session.Db.ChangeTracker.Clear();
        }
    }

    public AppUser UserOf(Domain.People.Applicant applicant, int serial) => accounts.New(session, $"p{serial:0000000}", applicant.Name, passwordHash, Role.Applicant, null, applicant.Id);

    /// <summary>大的单位人多：前面的抽中得多。</summary>
    public SeedHome PickEmployer(Random random) => _homes[(int)(_homes.Count * Math.Pow(random.NextDouble(), 1.7))];

    public TitleChoice PickChoice(EmployerKind kind, Random random)
    {
        if (!_choices.TryGetValue(kind, out var open)) _choices[kind] = open = [.. Choices(kind)];
        return open[(int)(open.Count * Math.Pow(random.NextDouble(), 1.4))];
    }

    /// <summary>同一份约定，只是申报期到这一天为止：补正期随它结束。</summary>
    public Plan PlanClosing(Moment at)
    {
        if (_closing.TryGetValue(at.Today, out var plan)) return plan;

        var window = new FilingWindow(Plan.Terms.Window.Opens, at.Instant);
        return _closing[at.Today] = new Plan(Plan.Id, Plan.Terms with
        {
            Window = window,
            Channels = [.. Plan.Terms.Channels.Select(c => c with { Window = null })],
            Catalogue = [.. Plan.Terms.Catalogue.Select(s => s with { Window = null, Specialties = [.. s.Specialties.Select(p => p with { Window = null })] })],
        }, 1, at);
    }

    private Office Desk(string login, OfficeKind kind, string name, string place, Office? under, string officer)
    {
        var office = Office.HrBureau(new(Guid.CreateVersion7()), kind, name, place, under?.Id);
        session.Add(office);
        Desks.Add(office);
        var user = accounts.New(session, login, officer, passwordHash, Role.Officer, office.Id, null);
        session.Db.Users.Add(user);
        // A colleague: work can be shared out, and what takes two people can be tried.
        session.Db.Users.Add(accounts.New(session, login + SecondLogin, Seconds[(Desks.Count - 1) % Seconds.Length], passwordHash, Role.Officer, office.Id, null));
        _officers[office.Id] = Acting(user);
        return office;
    }

    private static Actor Acting(AppUser user) => new(new UserId(user.Id), user.DisplayName, user.Role, user.OfficeId);

    private Plan MakePlan(Office prefecture)
    {
        var (shipped, notice) = PlanFiles.ReadDocument("tacheng-2023");
        var anchor = DemoPeople.Ports[0].Anchor;
        var document = (JsonObject)PlanForm.Shift(shipped, PlanShape.Plan, session.Now.Today.DayNumber - anchor.DayNumber)!;
        PlanPath.Put(document, "year", session.Now.Today.Year);
        document["window"] = Window(12);
        var catalogue = document["catalogue"]!.AsArray();
        for (var at = 0; at < catalogue.Count; at++) catalogue[at]!["window"] = Window(ClosesIn[at % ClosesIn.Length]);
        var terms = PlanFile.Understand(new PlanLayers([], document).Merged).Terms!;
        var plan = new Plan(new PlanId(Guid.CreateVersion7()), terms, 1, session.Now, prefecture.Id);
        session.Add(plan);
        session.Add(new PlanEdition(plan, EditionKind.First, null, PlanFile.Store(document), "{}", notice, session.Actor, session.Now));
        return plan;
    }

    private JsonObject Window(int closesIn)
    {
        var closes = session.Now.Today.AddDays(closesIn).ToDateTime(closesIn == 0 ? new TimeOnly(23, 30) : new TimeOnly(18, 0));
        return new JsonObject { ["opens"] = $"{session.Now.Today.AddDays(-60):yyyy-MM-dd}T00:00:00+08:00", ["closes"] = $"{closes:yyyy-MM-ddTHH:mm:ss}+08:00" };
    }

    private IEnumerable<TitleChoice> Choices(EmployerKind kind) =>
        from series in Plan.Terms.Catalogue
        from specialty in series.Specialties
        from grade in new[] { Grade.Intermediate, Grade.Assistant, Grade.AssociateSenior }
        let choice = (from c in Plan.Terms.Channels
                      from track in c.Tracks
                      let one = new TitleChoice(c.Key, series.Name, specialty.Name, grade, track, FilingPath.Regular)
                      where Plan.Terms.WhyNotChoose(one, kind) is null
                      select one).FirstOrDefault()
        where choice is not null && Plan.Terms.ChainFor(choice, kind).WhyNotWalk(Plan.Terms.ChainFor(choice, kind).StopsFor([_homes[0].Employer, .. Desks], Desks, series.Name), series.Name) is null
        select choice;

    private static string CreditCodeOf(int serial)
    {
        var first17 = $"1265990{serial:0000000000}";
        return first17 + CreditCode.CheckDigit(first17);
    }
}
