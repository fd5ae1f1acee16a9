using TitleReview.Domain.Eligibility;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Tests.Eligibility;

/// <summary>An invented person before a plan of 2023: everything in order, until a test takes something away.</summary>
internal sealed class Facts
{
    /// <summary>中级：博士不要年限；硕士与本科任助理级 2 年、4 年；大专 5 年。三年考核、继续教育、普通话、顺延都有。</summary>
    public static readonly PlanTerms Plan = Given.Terms() with
    {
        Eligibility = new(["公务员", "参照公务员法管理人员", "离退休人员"], 60, 55,
            new Dictionary<string, string> { ["中级工班"] = "中专", ["高级工班"] = "大专", ["预备技师（技师）班"] = "本科" }, ["记过", "降级", "撤职"]),
        Criteria =
        [
            new("doctor", "博士研究生", CriterionKind.Seniority, true, Education: "博士研究生"),
            new("master", "硕士，任助理级满 2 年", CriterionKind.Seniority, true, Education: "硕士研究生", HeldGrade: Grade.Assistant, Years: 2),
            new("bachelor", "本科，任助理级满 4 年", CriterionKind.Seniority, true, Education: "本科", HeldGrade: Grade.Assistant, Years: 4),
            new("college", "大专，任助理级满 5 年", CriterionKind.Seniority, true, Education: "大专", HeldGrade: Grade.Assistant, Years: 5),
        ],
        SkilledTrades = new(["工程系列"], [new("高级工", 2, Grade.Assistant), new("技师", 3, Grade.Intermediate), new("高级技师", 4, Grade.AssociateSenior)], 3),
        Appraisal = new(3, new Dictionary<string, int> { ["基本合格"] = 1, ["不合格"] = 2 }),
        Training = new([new(TrainingSubject.General, LastYears: 3, Hours: 30), new(TrainingSubject.Specialist, LastYears: 2, Hours: 60)], [],
            [new(new Scope(EmployerKinds: [EmployerKind.PrivateEnterprise]), FirstTitleOnly: true)]),
        Languages = [new("普通话", "mandarin", ["一级", "二级", "三级甲等", "三级乙等", "不入级"], "三级乙等", new Scope(EmployerKinds: [EmployerKind.PublicInstitution]))],
        Modules = [.. Given.Terms().Modules.Select(m => m.Key == FormCatalogue.Basic ? m with
        {
            ExtraFields = [new("mandarin", "普通话等级"), new("sanction", "处分"), new("sanctionUntil", "处分期满", FieldKind.Date, Required: false),
                new("aidSince", "援疆开始时间", FieldKind.Month, Required: false), new("insured", "社保月数", FieldKind.Number, Required: false), new("village", "驻村", Required: false)],
        } : m)],
    };

    public PlanTerms Terms { get; set; } = Plan;
    public TitleChoice Choice { get; set; } = Given.Choice;
    public EmployerKind Employer { get; set; } = EmployerKind.PublicInstitution;
    public string Id { get; set; } = "654201198501150021";
    public Moment Now { get; set; } = Given.Monday;
    public FilingForm Form { get; } = new();

    public Facts()
    {
        Basic("identity", "事业单位在职人员").Basic("workStarted", "2010-07").Basic("mandarin", "二级").Basic("sanction", "无").Basic("qualifiedOn", "2018-12-01");
        Education("本科").Held("助理级", "2018-12-01");
        foreach (var year in new[] { 2020, 2021, 2022 }) Appraised(year, "合格");
        foreach (var year in new[] { 2021, 2022, 2023 }) Trained(year, 30, 60);
    }

    public Facts Basic(string field, string value) { Form.Ensure(FormCatalogue.Basic).Set(field, value); return this; }
    public Facts Education(string level) => Row(FormCatalogue.Education, ("level", level));
    public Facts Held(string grade, string on) => Row(FormCatalogue.Qualification, ("grade", grade), ("obtainedOn", on));
    public Facts Trained(int year, int general, int specialist) => Row(FormCatalogue.Training, ("year", $"{year}"), ("general", $"{general}"), ("specialist", $"{specialist}"));
    public Facts No(string module) { Form.Modules.Remove(module); return this; }
    public Facts None(string module) { Form.DeclaredNone.Add(module); return No(module); }

    /// <summary>One result a year: a second one replaces the first.</summary>
    public Facts Appraised(int year, string result)
    {
        Without(FormCatalogue.Appraisal, year);
        return Row(FormCatalogue.Appraisal, ("year", $"{year}"), ("result", result));
    }

    public Facts Without(string module, int year)
    {
        if (Form.Rows(module).FirstOrDefault(r => r.Year("year") == year) is { } row) Form.Remove(module, row.Id);
        return this;
    }

    public Facts Skilled(string level, string since, Grade grade = Grade.Intermediate)
    {
        Choice = Choice with { Path = FilingPath.SkilledTrades, Grade = grade };
        return Basic("skillLevel", level).Basic("skillSince", since);
    }

    public Facts With(Action<Facts> change) { change(this); return this; }

    public PrecheckSubject Subject => new(Choice, Form, Terms,
        Applicant.Register(default, Given.Station, "某人", new ResidentId(Id), [], [], "", Given.Monday), Given.AnEmployer("某单位", Given.County, Employer), [], 3, Now);

    public EligibilityAnswer Answer() => EligibilityAnswer.Of(Subject);

    private Facts Row(string module, params (string Field, string Value)[] values)
    {
        var row = Form.Add(module, Guid.NewGuid());
        foreach (var (field, value) in values) row.Set(field, value);
        return this;
    }
}
