using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;

namespace TitleReview.Domain.Tests.Organizations;

/// <summary>A hospital reports to the county; its branch reports to it (docs/decisions/0027).</summary>
public sealed class A_branch_of_an_employer
{
    private static readonly Office Main = Given.AnEmployer("县人民医院", Given.County);

    private static Office Branch(Office? of = null)
    {
        var branch = Office.RegisterEmployer(Given.NewOffice(), new EmployerDetails("县人民医院城南院区", null, EmployerKind.PublicInstitution, "卫健委"), of ?? Main);
        branch.ApproveRegistration(Given.Monday);
        return branch;
    }

    private static readonly ChainStep Unit = new(OfficeKind.Employer, "单位审核", "真实性", true, false, false, false), Top = new(OfficeKind.PrefectureHr, "地区审核", "形式", false, true, true, false);

    private static IEnumerable<string> Walk(Office branch, ChainStep unit, Office main) =>
        new ApprovalChain([unit, Top]).StopsFor([branch, main, Given.County, Given.Prefecture], [], "工程系列").Select(s => $"{s.OfficeName}：{s.Step.Name}");

    [Fact(DisplayName = "分支机构审过的，计划或总单位说要的，总单位再审一次；都没有说的，直接往上"), Trait("rule", "TC-14")]
    public void Is_reviewed_once_or_twice()
    {
        var (branch, asks) = (Branch(), Given.AnEmployer("县人民医院", Given.County));
        Assert.Null(asks.SetReviewsBranches(true));

        Assert.Equal(["县人民医院城南院区：单位审核", "地区人社局：地区审核"], Walk(branch, Unit, Main));
        Assert.Equal(["县人民医院城南院区：单位审核", "县人民医院：总单位审核", "地区人社局：地区审核"], Walk(branch, Unit, asks));
        Assert.Equal(["县人民医院城南院区：单位审核", "县人民医院：总单位审核", "地区人社局：地区审核"], Walk(branch, Unit with { MainReviews = true }, Main));
        // An employer that is nobody's branch never has a second stop.
        Assert.Single(new ApprovalChain([Unit, Top]).StopsFor(Given.CountyLine, [], "工程系列"), s => s.Step.Kind == OfficeKind.Employer);
    }

    [Fact(DisplayName = "分支机构只有一层；总单位的注册没有通过的不收；诚信记录连总单位的代码一起查"), Trait("rule", "AK-22")]
    public void Is_only_one_level_deep()
    {
        Assert.IsType<BranchOfABranch>(Branch().WhyNotTakeBranches());
        Assert.IsType<NotAMainEmployer>(Given.County.WhyNotTakeBranches());
        Assert.IsType<MainEmployerNotApproved>(Office.RegisterEmployer(Given.NewOffice(), new EmployerDetails("新医院", "12654200000000011F", EmployerKind.PublicInstitution, "无"), Given.County).WhyNotTakeBranches());
        Assert.Equal([Main.CreditCode!], Branch().CreditCodes);
        Assert.Equal((true, false), (Branch().IsBranch, Main.IsBranch));
    }

    [Fact(DisplayName = "凭本机构的人给的链接激活、没有别人确认过的：不作第二个人，他提的本机构的人也不能同意；上级机构的可以")]
    public void Two_accounts_may_be_one_person()
    {
        UserId old = new(Guid.NewGuid()), made = new(Guid.NewGuid()), third = new(Guid.NewGuid());
        Actor Of(UserId id, params UserId[] unvouched) => new(id, "某", Role.Officer) { Unvouched = unvouched };
        var own = new OwnProposal();

        Assert.Same(own, Of(old).WhyNotSecondTo(old, own));
        Assert.Equal(new NotVouchedYet(true), Of(made, made).WhyNotSecondTo(old, own));
        Assert.Equal(new NotVouchedYet(false), Of(old, made).WhyNotSecondTo(made, own));
        Assert.Null(Of(third, made).WhyNotSecondTo(old, own));
        // Of the office above: whoever is unvouched there is somebody else.
        Assert.Null(Of(third).WhyNotSecondTo(made, own));
        Assert.Same(own, (Of(third) with { For = new Principal(old, "某") }).WhyNotSecondTo(old, own));
    }
}
