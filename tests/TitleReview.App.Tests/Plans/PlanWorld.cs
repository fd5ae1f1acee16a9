using TitleReview.App.Tests.Support;
using TitleReview.App.Demo;
using TitleReview.App.Plans;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Plans;

/// <summary>A shipped plan with the demo's offices around it, and no database: filings walk by the domain's own calls.</summary>
internal sealed class PlanWorld
{
    private readonly DemoPeople.Port _port;
    private readonly Dictionary<string, Office> _offices = [];

    public PlanWorld(string slug)
    {
        _port = DemoPeople.Ports.Single(p => p.Slug == slug);
        Terms = PlanFiles.Read(_port.Plan);
        Plan = new Plan(new PlanId(Guid.NewGuid()), Terms, 1, default);
        foreach (var desk in _port.Desks) _offices[desk.Login] = Office.HrBureau(new(Guid.NewGuid()), desk.Kind, desk.Name, desk.Place, desk.Under is { } under ? _offices[under].Id : null);
        foreach (var e in _port.Employers) _offices[e.Login] = Approved(Office.RegisterEmployer(new(Guid.NewGuid()), new EmployerDetails(e.Name, DemoPeople.CreditCodeOf(1), e.Kind, e.Department), _offices[e.Under]));
    }

    public PlanTerms Terms { get; }
    public Plan Plan { get; }
    public Office this[string login] => _offices[login];

    public static Moment At(int year, int month, int day, int hour = 9, int minute = 0) => new(new DateTimeOffset(year, month, day, hour, minute, 0, Moment.Beijing));

    public TitleChoice Choice(string channel, Grade grade = Grade.Intermediate, TitleTrack track = TitleTrack.Review, string? series = null, string? specialty = null) =>
        new(channel, series ?? _port.Trade.Series, specialty ?? _port.Trade.Specialty, grade, track, FilingPath.Regular);

    /// <summary>从单位到某处的站点，按计划的审批链。</summary>
    public IReadOnlyList<Stop> Stops(string employer, TitleChoice choice) => Terms.ChainFor(choice, this[employer].EmployerKind).StopsFor(Line(employer), Named, choice.Series);

    private IReadOnlyList<Office> Named => [.. _offices.Values.Where(o => o.Kind != OfficeKind.Employer)];

    private List<Office> Line(string employer)
    {
        List<Office> line = [this[employer]];
        while (line[^1].ReportsTo is { } above) line.Add(_offices.Values.Single(o => o.Id == above));
        return line;
    }

    // ── 走一份申报 ──

    public Filing Draft(string employer, TitleChoice choice, Moment at) => Filing.Start(new(Guid.NewGuid()), "X-1", Plan, Person(employer), choice, at);

    public Refusal? Submit(Filing filing, string employer, Moment at) => filing.TakeTry(Plan, at) ?? filing.Submit(Plan, Line(employer), Named, [], By(default), at).Refusal;

    public Refusal? Approve(Filing filing, Moment at) => filing.Approve(Plan, filing.CurrentStop!.Step.NeedsNotice ? Concluded(filing) : null, "同意", true, By(filing.CurrentStop.OfficeId), at);

    public Refusal? Return(Filing filing, Moment at) =>
        filing.Return(Plan, [new Correction(new FormPlace(FormCatalogue.Work), "工作经历", "请补齐。")], ShippedCalendar.Real, By(filing.CurrentStop!.OfficeId), at);

    public static Actor By(OfficeId office) => new(default, "审核人", Role.Officer, office);

    private PublicNotice Concluded(Filing filing)
    {
        var posted = At(2021, 3, 1);
        var notice = PublicNotice.Post(new(Guid.NewGuid()), filing.Id, filing.SubmissionNo, Terms.Notice, ShippedCalendar.Real, (_, _) => "公示", posted).Notice!;
        Assert.Null(notice.Conclude("无异议", At(2021, 4, 1)));
        return notice;
    }

    // ── 预审一份填好的 ──

    /// <summary>The demo's complete form with every scan, spoilt as the test likes; the blocking findings.</summary>
    public List<Finding> Blocking(string employer, TitleChoice choice, Moment at, Action<FilingForm>? spoil = null, Action<List<Material>>? scans = null)
    {
        var applicant = Person(employer);
        var filing = Filing.Start(default, "X-1", Plan, applicant, choice, at);
        DemoFilings.Fill(filing, applicant, this[employer].EmployerKind!.Value, Terms, _port.Trade);
        spoil?.Invoke(filing.Form);
        List<Material> materials = [];
        var subject = new PrecheckSubject(choice, filing.Form, Terms, applicant, this[employer], materials, 3, at);
        foreach (var (slot, row) in SlotMatching.Least(subject).ToList())
            materials.Add(new Material(new(Guid.NewGuid()), default, slot.Key, row?.Id, slot.Key == "photo" ? new ScannedFile("00", "jpg", 1000, 500, 700) : new ScannedFile("00", "jpg", 1000, 1200, 1800), $"{slot.Key}.jpg", default, at));
        scans?.Invoke(materials);
        return [.. Precheck.Run(subject).Where(f => f.Group == FindingGroup.Blocking)];
    }

    private Applicant Person(string employer)
    {
        var applicant = Applicant.Register(new(Guid.NewGuid()), this[employer], "沈知秋", DemoPeople.IdOf(3), [], [], "0901-6000003", default);
        applicant.Confirm();
        return applicant;
    }

    private static Office Approved(Office office)
    {
        office.ApproveRegistration(default);
        return office;
    }
}
