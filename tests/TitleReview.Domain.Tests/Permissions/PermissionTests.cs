using FsCheck;
using FsCheck.Fluent;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;

namespace TitleReview.Domain.Tests.Permissions;

public sealed class The_permission_table
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();
    private static readonly Act[] Acts = Enum.GetValues<Act>();
    private static readonly Relation[] Relations = Enum.GetValues<Relation>();

    private static readonly Gen<(Act Act, Role Role, HashSet<Relation> Relations, FilingStatus? Status)> Questions =
        from act in Gen.Elements(Acts)
        from role in Gen.Elements(Roles)
        from relations in Gen.SubListOf(Relations)
        from status in Gen.Elements(Enum.GetValues<FilingStatus>().Cast<FilingStatus?>().Append(null).ToArray())
        select (act, role, relations.ToHashSet(), status);

    private static void Always(Func<(Act Act, Role Role, HashSet<Relation> Relations, FilingStatus? Status), bool> law) =>
        Prop.ForAll(Questions.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static bool Allows(Act act, Role role, IReadOnlySet<Relation> relations, FilingStatus? status) => PermissionTable.Allows(act, role, relations.Contains, status);

    [Fact(DisplayName = "没有关系，就没有许可")]
    public void Allows_nothing_to_whom_has_no_relation() => Always(q => !Allows(q.Act, q.Role, new HashSet<Relation>(), q.Status));

    [Fact(DisplayName = "没有写在表上的，一律不许")]
    public void Denies_what_it_does_not_say() => Always(q =>
        Allows(q.Act, q.Role, q.Relations, q.Status)
        == PermissionTable.Grants.Any(g => g.Act == q.Act && g.Role == q.Role && q.Relations.Contains(g.Relation) && (g.When.Length == 0 || q.Status is null || g.When.Contains(q.Status.Value))));

    [Fact(DisplayName = "少一种关系（换到别的端口即一种也没有），许可只会少不会多")]
    public void Never_allows_more_to_whom_is_less_related() => Always(q =>
        q.Relations.All(lost => !Allows(q.Act, q.Role, q.Relations.Where(r => r != lost).ToHashSet(), q.Status) || Allows(q.Act, q.Role, q.Relations, q.Status)));

    [Fact(DisplayName = "说明了状态，许可只会少不会多")]
    public void Never_allows_more_for_a_known_status() => Always(q => !Allows(q.Act, q.Role, q.Relations, q.Status) || Allows(q.Act, q.Role, q.Relations, null));

    [Fact(DisplayName = "每件事都有人能办，或由系统办")]
    public void Grants_every_act_to_somebody() => Assert.Equal(Acts, PermissionTable.Grants.Select(g => g.Act).Distinct().Order());

    [Fact(DisplayName = "每种关系都用得到，同一条许可不写两遍")]
    public void Uses_every_relation_and_says_nothing_twice()
    {
        Assert.Equal(Relations, PermissionTable.Grants.Select(g => g.Relation).Distinct().Order());
        Assert.Distinct(PermissionTable.Grants.Select(g => (g.Act, g.Role, g.Relation)));
    }

    [Theory(DisplayName = "来访者只能看通知、查验、看公示与反映、注册，凭链接激活账号与确认邮箱"), Trait("rule", "TC-11")]
    [InlineData(Act.ReadPortal, true)]
    [InlineData(Act.VerifyPrint, true)]
    [InlineData(Act.ReadPublicNotice, true)]
    [InlineData(Act.ObjectPublicly, true)]
    [InlineData(Act.RegisterEmployer, true)]
    [InlineData(Act.RegisterApplicant, true)]
    [InlineData(Act.ActivateAccount, true)]
    [InlineData(Act.ConfirmMail, true)]
    public void Lets_a_visitor_do_eight_things(Act act, bool allowed)
    {
        var all = Relations.ToHashSet();
        Assert.Equal(allowed, Allows(act, Role.Visitor, all, null));
        Assert.Equal(8, Acts.Count(a => Allows(a, Role.Visitor, all, null)));
    }

    [Fact(DisplayName = "申报人办不了审核，机构改不了申报"), Trait("rule", "TC-11")]
    public void Keeps_applicants_and_offices_apart()
    {
        var all = Relations.ToHashSet();
        Act[] offices = [Act.ApproveFiling, Act.ReturnFiling, Act.DeclineFiling, Act.RecordRecommendation, Act.RecordDepartmentNotice, Act.PostNotice, Act.ConcludeNotice, Act.DecideEmployer, Act.DecideStaff, Act.ReadRoster, Act.ReadInbox];
        Act[] applicants = [Act.StartFiling, Act.EditFiling, Act.SubmitFiling, Act.WithdrawFiling];

        // 机构在自己那一站上传自己的材料（KJ-10），与申报人同一件事；哪一栏归谁，由申报自己说。
        Assert.True(Allows(Act.UploadMaterial, Role.Officer, new HashSet<Relation> { Relation.AtMyDesk }, FilingStatus.InApproval));
        Assert.False(Allows(Act.UploadMaterial, Role.Officer, new HashSet<Relation> { Relation.OnMyLine, Relation.SignedIn }, null));
        Assert.DoesNotContain(offices, act => Allows(act, Role.Applicant, all, null));
        Assert.DoesNotContain(applicants, act => Allows(act, Role.Officer, all, null) || Allows(act, Role.EmployerAdministrator, all, null));
    }

    [Fact(DisplayName = "专家只能看自己的案卷、自己的一席、管自己的账号，别的一概没有（E1）"), Trait("rule", "TC-21")]
    public void Leaves_an_expert_with_the_cases_alone()
    {
        var all = Relations.ToHashSet();
        Assert.Equal([Act.ChangeOwnPassword, Act.ReadOwnHome, Act.ReadMessages, Act.KeepOwnContact, Act.KeepOwnSignIns, Act.ReadCases, Act.ReadCase, Act.ReadOwnMeetings, Act.KeepSeat, Act.WriteOpinion, Act.ConfirmCounts, Act.CastBallot], Acts.Where(a => Allows(a, Role.Expert, all, null)));
        Assert.False(Allows(Act.ReadCase, Role.Expert, all.Except([Relation.AssignedToMe]).ToHashSet(), null));
        Assert.False(Allows(Act.CastBallot, Role.Expert, all.Except([Relation.SeatedHere]).ToHashSet(), null));
        Assert.DoesNotContain(Roles.Except([Role.Expert]), role => Allows(Act.ReadCase, role, all, null) || Allows(Act.CastBallot, role, all, null));
    }

    [Fact(DisplayName = "纪检观察员只能看请他监督的评审会、记情况、管自己的账号；案卷、票、申报都没有（O1）"), Trait("rule", "KZ-15")]
    public void Leaves_an_observer_with_a_seat_that_only_looks()
    {
        var all = Relations.ToHashSet();
        Assert.Equal([Act.ChangeOwnPassword, Act.ReadOwnHome, Act.ReadMessages, Act.KeepOwnContact, Act.KeepOwnSignIns, Act.ObserveMeeting, Act.NoteIncident], Acts.Where(a => Allows(a, Role.Observer, all, null)));
        Assert.False(Allows(Act.NoteIncident, Role.Observer, all.Except([Relation.ObservingHere]).ToHashSet(), null));
        Assert.DoesNotContain(Roles.Except([Role.Expert]), role => Allows(Act.KeepSeat, role, all, null));
    }

    [Fact(DisplayName = "到期办理只由系统办，人办不了")]
    public void Leaves_due_work_to_the_system()
    {
        Act[] system = [Act.LapseFiling, Act.SweepUploads, Act.CatchUpPresenting, Act.RemindDeadlines, Act.DispatchMessages, Act.SendDeliveries, Act.CheckSignIn, Act.LockDormant, Act.FindMasks, Act.RunBulk, Act.RunCertificates, Act.LoadDemo];
        // The command line imports plans as the system; an officer publishes at the desk.
        Assert.All(PermissionTable.Grants.Where(g => g.Act != Act.PublishPlan), g => Assert.Equal(system.Contains(g.Act), g.Role == Role.System));
    }

    [Fact(DisplayName = "代别人办的：账号、同事、代办、交接、设置不能办，所以转不出去；请人代办、自己不办的几天：只能看，能结束代办")]
    public void Bounds_who_stands_in_and_who_is_away()
    {
        var deputy = new Actor(default, "李四", Role.Officer, For: new Principal(new UserId(Guid.NewGuid()), "张三"));
        var away = new Actor(default, "张三", Role.Officer, Away: new AwayNow("李四", null));
        Assert.All(PermissionTable.InPersonOnly, act => Assert.IsType<Domain.People.NotByDeputy>(PermissionTable.WhyNotNow(act, deputy)));
        Assert.Superset(new HashSet<Act> { Act.KeepDeputies, Act.HandOver, Act.EndAccount, Act.InviteColleague, Act.KeepAccount }, PermissionTable.InPersonOnly.ToHashSet());
        Assert.Null(PermissionTable.WhyNotNow(Act.ApproveFiling, deputy));
        Assert.Null(PermissionTable.WhyNotNow(Act.ActForAnother, deputy));

        // Whatever is not on the list of reading is refused, so a new act is refused until somebody thinks of it.
        Assert.All(Acts.Except(PermissionTable.WhileAway), act => Assert.Same(away.Away, PermissionTable.WhyNotNow(act, away)));
        Assert.DoesNotContain(PermissionTable.WhileAway, act => act is Act.ApproveFiling or Act.ReturnFiling or Act.JudgeItems or Act.PostNotice or Act.DecideProposal or Act.ReadOriginal or Act.HandOver);
        Assert.All(Acts, act => Assert.Null(PermissionTable.WhyNotNow(act, new Actor(default, "王五", Role.Officer))));
    }
}
