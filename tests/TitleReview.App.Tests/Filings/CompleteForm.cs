using TitleReview.App.Demo;
using TitleReview.App.Plans;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Tests.Filings;

/// <summary>The demo's complete form under the real Tacheng plan, with every scan; each test spoils one thing in it.</summary>
internal sealed class CompleteForm
{
    public CompleteForm()
    {
        var filing = Filing.Start(default, "TC-2023-000001", new Plan(default, Terms, 1, Now), Applicant, Choice, Now);
        DemoFilings.Fill(filing, Applicant, EmployerKind.PublicInstitution, Terms, DemoPeople.Ports[0].Trade);
        Form = filing.Form;
        foreach (var (slot, row) in SlotMatching.Least(Subject)) Scan(slot.Key, row?.Id);
    }

    public PlanTerms Terms { get; set; } = PlanFiles.Read("tacheng-2023");
    public Moment Now { get; } = new(new DateTimeOffset(2023, 9, 18, 9, 0, 0, Moment.Beijing));
    public TitleChoice Choice { get; set; } = new("local", "工程系列", "水利", Grade.Intermediate, TitleTrack.Review, FilingPath.Regular);
    public Applicant Applicant { get; set; } = Person(DemoPeople.IdOf(1));
    public Office Employer { get; set; } = Unit(EmployerKind.PublicInstitution);
    public FilingForm Form { get; }
    public List<Material> Materials { get; } = [];
    public int SubmissionsLeft { get; set; } = 3;

    /// <summary>What was answered about a page; by default that nothing is to be masked.</summary>
    public Func<Material, MaskAnswer?> Masks { get; set; } = _ => MaskAnswer.No;

    /// <summary>What the machine read on a page.</summary>
    public Func<Material, PageReading?> Read { get; set; } = _ => null;

    public KnownIdentity? Known { get; set; }

    public PrecheckSubject Subject => new(Choice, Form, Terms, Applicant, Employer, Materials, SubmissionsLeft, Now) { Pages = [.. Materials.SelectMany(Paged)], Known = Known };

    private IEnumerable<MaterialPage> Paged(Material material)
    {
        foreach (var page in MaterialPage.Of(material, PageSearch.NotAsked))
        {
            if (Read(material) is { } reading) page.Found(reading);
            if (Masks(material) is { } answer) page.Answer(answer, answer.Needed ? "burnt" : null, default, Now);
            yield return page;
        }
    }

    public IReadOnlyList<Finding> Findings() => Precheck.Run(Subject);

    public FormRow Basic => Form.Single(FormCatalogue.Basic);

    public FormRow Row(string module, int index) => Form.Rows(module)[index];

    public FormRow RowOf(string module, int year) => Form.Rows(module).Single(r => r.Year("year") == year);

    /// <summary>A further row like the first, with every scan it needs.</summary>
    public FormRow Another(string module, params (string Field, string Value)[] values)
    {
        var row = Form.Add(module, Guid.NewGuid());
        foreach (var (field, value) in Row(module, 0).Values) row.Set(field, value);
        foreach (var (field, value) in values) row.Set(field, value);
        foreach (var (slot, of) in SlotMatching.Least(Subject).Where(e => e.Row?.Id == row.Id).ToList()) Scan(slot.Key, of!.Id);
        return row;
    }

    public void Drop(string module, int index) => Form.Remove(module, Row(module, index).Id);

    public void Unscan(string slot) => Materials.RemoveAll(m => m.Slot == slot);

    public void Scan(string slot, Guid? row = null, string kind = "jpg", int width = 1200, string? sha256 = null) =>
        Materials.Add(new Material(new MaterialId(Guid.NewGuid()), default, slot, row, new ScannedFile(sha256 ?? Guid.NewGuid().ToString("N"), kind, 1000, width, width * 3 / 2), $"{slot}.{kind}", default, Now));

    public static Applicant Person(ResidentId id) => Applicant.Register(default, Unit(EmployerKind.PublicInstitution), "古丽娜·艾山", id, [], [], "0901-6000001", default);

    public static Office Unit(EmployerKind kind)
    {
        var county = Office.HrBureau(new OfficeId(Guid.NewGuid()), OfficeKind.CountyHr, "县人社局", "县", null);
        return Office.RegisterEmployer(new OfficeId(Guid.NewGuid()), new EmployerDetails("额敏县演示水利工作站", "", kind, "水利局"), county);
    }
}
