using TitleReview.Domain.Approvals;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests;

/// <summary>A small world for one filing: two lines of offices, a plan, an applicant.</summary>
internal static class Given
{
    /// <summary>2023-09-18, a Monday, nine in the morning.</summary>
    public static readonly Moment Monday = At(2023, 9, 18, 9);

    public static readonly Office Prefecture = Office.HrBureau(NewOffice(), OfficeKind.PrefectureHr, "地区人社局", "地区", null);
    public static readonly Office County = Office.HrBureau(NewOffice(), OfficeKind.CountyHr, "县人社局", "县", Prefecture.Id);
    public static readonly Office Station = AnEmployer("水利工作站", County);
    public static readonly Office Institute = AnEmployer("水利设计院", Prefecture);

    public static readonly IReadOnlyList<Office> CountyLine = [Station, County, Prefecture];
    public static readonly IReadOnlyList<Office> DirectLine = [Institute, Prefecture];

    public static readonly TitleChoice Choice = new("local", "工程系列", "水利", Grade.Intermediate, TitleTrack.Review, FilingPath.Regular);

    public static readonly FilingWindow Window = new(Day(2023, 9, 11), Day(2023, 9, 29));

    public static readonly IReadOnlyList<Correction> Corrections = [new(new FormPlace(FormCatalogue.Work), "工作经历", "第二段缺结束时间，请补填。")];

    public static DateTimeOffset Day(int year, int month, int day) => Moment.StartOf(new DateOnly(year, month, day));

    public static Moment At(int year, int month, int day, int hour, int minute = 0) => new(new DateTimeOffset(year, month, day, hour, minute, 0, Moment.Beijing));

    public static OfficeId NewOffice() => new(Guid.NewGuid());

    public static Office AnEmployer(string name, Office receiving, EmployerKind kind = EmployerKind.PublicInstitution)
    {
        var office = Office.RegisterEmployer(NewOffice(), new EmployerDetails(name, "12654200000000011F", kind, "水利局"), receiving);
        office.ApproveRegistration(Monday);
        return office;
    }

    public static Applicant AnApplicant(Office? employer = null) =>
        Applicant.Register(new ApplicantId(Guid.NewGuid()), employer ?? Station, "古丽娜·艾山", new ResidentId("654201198501150021"), [], [], "0901-6000000", Monday);

    public static PlanTerms Terms(FixTerms? fix = null) => new()
    {
        Title = "2023年度职称评审",
        Year = 2023,
        Organiser = "地区人社局",
        NoticeNumber = "一号",
        Window = Window,
        Channels = [new("local", "地区中初级评审", "", [], [], [], [TitleTrack.Review], [], false)],
        Catalogue = [new("工程系列", new Dictionary<Grade, string>(), [new("水利", [Grade.Assistant, Grade.Intermediate])])],
        Chains = [new ApprovalChain(
        [
            new(OfficeKind.Employer, "用人单位审核", "", NeedsNotice: true, MayDecline: false, IsFormalityCheck: false, ChecksOriginals: false),
            new(OfficeKind.CountyHr, "县（市）人社局审核", "", NeedsNotice: false, MayDecline: true, IsFormalityCheck: false, ChecksOriginals: true),
            new(OfficeKind.PrefectureHr, "地区人社局形式审核", "", NeedsNotice: false, MayDecline: true, IsFormalityCheck: true, ChecksOriginals: false),
        ])],
        Submission = new(3, CountingPoint.AtSubmit),
        Fix = fix ?? new FixTerms(FixUnit.WindowEnd, 0, MayPassWindowEnd: false, LapsesAsNotAccepted: true),
        Notice = new(5, "{姓名}", "{姓名}无异议"),
        Modules = [.. FormCatalogue.Modules.Select(m => new ModuleTerms(m.Key, m.Repeats ? 0 : 1))],
        Slots = [],
        Files = new(["jpg"], 1 << 20, 800),
        Summary = new(2000, true),
        Training = new([new(TrainingSubject.General, SinceTitle: true), new(TrainingSubject.Specialist, From: 2021, SinceTitle: true)], []),
        Appraisal = new(null),
        SkilledTrades = new(["工程系列"], [new("技师", 3, Grade.Intermediate)], 3),
        Eligibility = new(NationalFloor.Barred[0].Least, 60, 55, new Dictionary<string, string>(), BarredSanctions: NationalFloor.Barred[1].Least),
        Masking = new([MaskKind.Name]),
        Pledge = new("本人承诺", true),
        Penalty = new(5),
        Print = new(PrintGate.FormalityPassed, 2, true, true),
        Roster = new("花名册", []),
        Fees = new(FeePayer.Applicant, null, null, []),
        Opinions = [],
        Contacts = new([]),
        Clauses = new Dictionary<string, NoticeClause>(),
    };

    public static Plan APlan(FixTerms? fix = null) => new(new PlanId(Guid.NewGuid()), Terms(fix), 1, Monday);

    public static Filing ADraft(Plan plan, Applicant? applicant = null) => Filing.Start(new FilingId(Guid.NewGuid()), "TC-2023-000001", plan, applicant ?? AnApplicant(), Choice, Monday);

    public static Refusal? Submit(this Filing filing, Plan plan, Moment? at = null, IReadOnlyList<Office>? line = null)
    {
        var now = at ?? Monday;
        return filing.TakeTry(plan, now) ?? filing.Submit(plan, line ?? CountyLine, [], [], By(filing.ApplicantId), now).Refusal;
    }

    public static Refusal? SendBack(this Filing filing, Plan plan, Office office, Moment? at = null) => filing.Return(plan, Corrections, ShippedCalendar.Real, By(office), at ?? Monday);

    public static Filing InApproval(Plan plan, IReadOnlyList<Office>? line = null)
    {
        var filing = ADraft(plan);
        Assert.Null(filing.Submit(plan, line: line));
        return filing;
    }

    /// <summary>A filing that has passed every stop before this office.</summary>
    public static Filing AtDeskOf(Office office, Plan plan, IReadOnlyList<Office>? line = null)
    {
        line ??= CountyLine;
        var filing = InApproval(plan, line);
        foreach (var before in line.TakeWhile(o => o.Id != office.Id)) Assert.Null(filing.Approve(plan, AConcludedNotice(filing), "同意", true, By(before), Monday));
        return filing;
    }

    public static Filing Passed(Plan plan)
    {
        var filing = AtDeskOf(Prefecture, plan);
        Assert.Null(filing.Approve(plan, null, "通过形式审核", false, By(Prefecture), Monday));
        return filing;
    }

    public static PublicNotice ANotice(FilingId filing, Moment? at = null, NoticeTerms? terms = null)
    {
        var (notice, refusal) = PublicNotice.Post(new NoticeId(Guid.NewGuid()), filing, 1, terms ?? Terms().Notice, ShippedCalendar.Real, (_, _) => "公示", at ?? Monday);
        Assert.Null(refusal);
        return notice!;
    }

    public static PublicNotice AConcludedNotice(Filing filing)
    {
        var notice = ANotice(filing.Id);
        Assert.Null(notice.Conclude("无异议", At(2023, 10, 8, 9)));
        return notice;
    }

    public static Actor By(Office office) =>
        new(new UserId(Guid.NewGuid()), $"{office.Name}审核人", office.Kind == OfficeKind.Employer ? Role.EmployerAdministrator : Role.Officer, office.Id);

    public static Actor By(ApplicantId applicant) => new(new UserId(Guid.NewGuid()), "申报人", Role.Applicant, null, applicant);
}
