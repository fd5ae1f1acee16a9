using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.People;
using static TitleReview.Domain.Eligibility.EligibilityLine;

namespace TitleReview.Domain.Eligibility;

/// <summary>谁可以申报：选的这一项对他开放；在职、非公务员、非参公（TC-01 至 TC-03、BZ-02、AK-02）。</summary>
internal static class IdentityLines
{
    public static IEnumerable<EligibilityLine> Of(PrecheckSubject s)
    {
        const string offered = "申报的专业和级别", who = "人员身份";
        yield return s.Employer.EmployerKind is not { } kind ? Lacks("catalogue", offered, "还没有选单位性质，不知道这个渠道对不对您开放。", "单位性质", new FormPlace(FormCatalogue.Basic), blocks: false)
            : s.Terms.WhyNotChoose(s.Choice, kind) is { } refusal ? Fails("catalogue", offered, refusal.Sentence, new FormPlace(FormCatalogue.Basic))
            : Met("catalogue", offered, $"本计划开放{s.Choice.Specialty}{s.Choice.Grade.Label()}的申报。");

        var identity = s.Basic["identity"];
        yield return s.Terms.Eligibility.BarredIdentities.Contains(identity)
                ? Fails(identity == "离退休人员" ? "who.retired" : "who.civilServant", who, $"人员身份为“{identity}”，不得申报职称评审。", Basic("identity"))
            : FormCatalogue.Identities.Contains(identity) ? Met("who.civilServant", who, $"{identity}可以申报。", identity)
            : Lacks("who.civilServant", who, "还没有填人员身份。", "人员身份", Basic("identity"));

        yield return Age(s);
    }

    /// <summary>到了年龄不等于已经退休（可延聘）：计划写明到龄不得申报的拦（AK-02），没有写的只请单位核实（TC-02）；写明已退休的由身份那一条拦。</summary>
    private static EligibilityLine Age(PrecheckSubject s)
    {
        const string title = "法定退休年龄";
        var (born, sex) = (s.Applicant.BirthDate, s.Applicant.Sex);
        if (born == default) return Lacks("who.retired", title, "还没有填出生年月。", "出生年月", Basic("identity"), blocks: false);

        var age = sex == Sex.Male ? s.Terms.Eligibility.RetirementAgeMale : s.Terms.Eligibility.RetirementAgeFemale;
        var on = StatutoryAge.On(born, sex, age);
        if (on <= s.Now.Today && s.Terms.Eligibility.BarredAtAge)
            return Fails("who.retired", title, $"{on.Year}年{on.Month}月已满 {StatutoryAge.Print(born, sex, age)}；达到法定退休年龄的不得申报。", Basic("identity"));

        return on <= s.Now.Today
            ? Lacks("who.retired", title, $"已满 {StatutoryAge.Print(born, sex, age)}，请单位核实是否仍在职；离退休人员不得申报。", "单位出具的在职情况", Basic("identity"), blocks: false)
            : Met("who.retired", title, $"{on.Year}年{on.Month}月才到法定退休年龄（{StatutoryAge.Print(born, sex, age)}）。");
    }
}

/// <summary>处分期内不得申报（AK-02、KZ-03）；计划的“基本信息”里有处分两栏的才看。</summary>
internal static class SanctionLines
{
    public const string Sanction = "sanction", Until = "sanctionUntil";

    public static IEnumerable<EligibilityLine> Of(PrecheckSubject s)
    {
        const string clause = "who.sanctioned", title = "处分";
        if (s.Terms.Module(FormCatalogue.Basic)?.Field(Sanction) is null) yield break;

        var (sanction, until) = (s.Basic[Sanction], s.Basic.Date(Until));
        if (sanction.Length == 0) yield return Lacks(clause, title, "还没有填有无处分；没有的填“无”。", "有无处分", Basic(Sanction));
        else if (s.Terms.Eligibility.BarredSanctions?.Contains(sanction) != true) yield return Met(clause, title, "没有处分期内不得申报的处分。", sanction);
        else if (until is null) yield return Fails(clause, title, $"受{sanction}处分，请填处分期满的时间；处分期内不得申报。", Basic(Until));
        else if (until > s.Now.Today) yield return Fails(clause, title, $"受{sanction}处分，处分期到{until.Value.Print()}为止，期内不得申报。", Basic(Until), FirstYearAfter(s, until.Value));
        else yield return Met(clause, title, $"{sanction}处分已于{until.Value.Print()}期满。");
    }

    /// <summary>期满之后还赶得上当年申报期的，是当年；赶不上的，是下一年。</summary>
    private static int FirstYearAfter(PrecheckSubject s, DateOnly until)
    {
        var closes = new Moment(s.Terms.WindowFor(s.Choice).Closes).Today;
        return until.AddYears(s.Terms.Year - until.Year) < closes ? until.Year : until.Year + 1;
    }
}
