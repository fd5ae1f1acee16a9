using TitleReview.App.Filings;
using TitleReview.App.Notices;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Seeding;

/// <summary>一份造出来的申报，连同随它存的各行。</summary>
internal sealed record SeededFiling(Filing Filing, Applicant Applicant, byte[] Person, List<Submission> Submissions, List<PublicNotice> Notices)
{
    /// <summary>通过了的：缴费通知、应交的纸质材料，与真的通过时发的一样。</summary>
    public FeeNotice? Fee { get; set; }

    public PaperHandIn? Paper { get; set; }
}

/// <summary>
/// 申报的一生：从提交那天起，用申报自己的每一步往前走，走到现在为止。每级等几天是随机的，
/// 所以此刻各级手里、退回补正、已通过的各有多少，是走出来的，不是指定的。
/// </summary>
internal sealed class SeedLife(SeedWorld world, SeedPeople people, WorkingCalendar calendar, Moment now, Random random)
{
    private const double Longest = 45;

    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);

    private static readonly string[] Faults =
    [
        "最近一个年度公需科目的证书没有上传，请补传。", "考核表缺单位意见，请补盖公章后重新扫描。", "第一段经历的结束时间与第二段不衔接，请核对。",
        "学历证书扫描不清，请重新扫描。", "论文缺封面与目录页，请一并上传。",
    ];

    public SeededFiling Live(int serial)
    {
        var home = world.PickEmployer(random);
        var began = now.Plus(-TimeSpan.FromDays(0.2 + random.NextDouble() * Longest));
        var (applicant, person) = people.Register(serial, home.Employer, began.Plus(-TimeSpan.FromDays(3)));
        var choice = world.PickChoice(home.Employer.EmployerKind!.Value, random);
        var filing = Filing.Start(new FilingId(Guid.CreateVersion7()), world.NumberOf(serial), world.Plan, applicant, choice, began);
        filing.TenantId = applicant.TenantId;
        var life = new SeededFiling(filing, applicant, person, [], []);
        Fill(filing, choice);
        if (random.Next(6) > 0) Walk(life, home, Later(began, 0.1));
        foreach (var entry in filing.History) entry.TenantId = filing.TenantId;
        if (filing.Status == FilingStatus.FormalityPassed) Present(life, home, new Moment(filing.History[^1].At));
        return life;
    }

    private void Present(SeededFiling life, SeedHome home, Moment passed)
    {
        var (filing, terms) = (life.Filing, world.Plan.Terms);
        var collector = world.Desks.FirstOrDefault(d => d.Name == terms.Fees.Collector)?.Id ?? filing.Stops[^1].OfficeId;
        if (terms.Fees.Charged) life.Fee = FeeNotice.Issue(filing, terms, home.Employer.EmployerKind, collector, passed);
        if (life.Fee is not null) life.Fee.TenantId = filing.TenantId;
        if (!terms.Paper.AreCollected()) return;

        // Hundreds of thousands of codes at once do meet now and then.
        do life.Paper = PaperHandIn.Issue(filing, terms, passed);
        while (!_codes.Add(life.Paper.Code));
        life.Paper.TenantId = filing.TenantId;
    }

    private void Walk(SeededFiling life, SeedHome home, Moment at)
    {
        var filing = life.Filing;
        while (Submit(life, home, at))
        {
            at = Later(at, 2);
            if (PassEmployer(life, home, ref at)) break;
            if (filing.Status != FilingStatus.Returned || !Resubmits(filing, ref at)) return;
        }

        for (; filing.CurrentStop is { } stop && filing.StopIndex > 0 && at.Instant < now.Instant; at = Later(at, 7))
        {
            var officer = world.OfficerOf(stop.OfficeId);
            if (stop.Step.MayDecline && random.Next(28) == 0) { filing.Decline("经核实，申报专业与所在岗位不一致，不符合申报条件。", officer, at); return; }
            if (random.Next(12) == 0 && Return(filing, officer, at)) return;
            filing.Approve(world.Plan, null, world.OpinionOf(stop.Step.Kind), true, officer, at);
        }
    }

    private bool Submit(SeededFiling life, SeedHome home, Moment at)
    {
        if (at.Instant >= now.Instant || life.Filing.TakeTry(world.Plan, at) is not null) return false;

        var actor = new Actor(default, life.Applicant.Name, Role.Applicant, null, life.Applicant.Id);
        var (snapshot, _) = life.Filing.Submit(world.Plan, home.Line, world.Desks, [], actor, at);
        snapshot!.TenantId = life.Filing.TenantId;
        life.Submissions.Add(snapshot);
        return true;
    }

    /// <summary>单位：有的退回；其余公示、出具结果、报送。</summary>
    /// <returns>为真则到此为止，或已报到上一级。</returns>
    private bool PassEmployer(SeededFiling life, SeedHome home, ref Moment at)
    {
        var filing = life.Filing;
        if (at.Instant >= now.Instant) return true;
        if (random.Next(7) == 0 && Return(filing, home.Administrator, at)) return at.Instant >= now.Instant;

        PublicNotice? notice = null;
        if (filing.CurrentStop!.Step.NeedsNotice)
        {
            var terms = world.Plan.Terms.Notice;
            if (terms.EmployerDecidesFirst) filing.Recommend(terms, null, at.Today, "单位职称申报推荐小组会议", home.Administrator, at);
            var dossier = new FilingDossier(filing, world.Plan, life.Applicant, home.Employer, [], null);
            notice = PublicNotice.Post(new NoticeId(Guid.CreateVersion7()), filing.Id, filing.SubmissionNo, terms, calendar,
                (first, last) => NoticeText.Fill(terms.PosterText, NoticeWords.Poster(dossier, first, last)), at).Notice;
            if (notice is null) return true;

            notice.TenantId = filing.TenantId;
            life.Notices.Add(notice);
            at = Later(new Moment(new DateTimeOffset(notice.LastDay.AddDays(1).ToDateTime(new TimeOnly(10, 0)), Moment.Beijing)), 0.5);
            if (at.Instant >= now.Instant) return true;

            notice.Conclude(NoticeText.Fill(terms.ResultText, NoticeWords.Result(dossier)), at);
            if (terms.AlsoByDepartment)
                filing.RecordDepartmentNotice(world.Plan.Terms, new(home.Employer.CompetentDepartment, notice.FirstDay, notice.LastDay, DepartmentOutcome.NoObjection, null), calendar, home.Administrator, at);
        }

        at = Later(at, 1);
        if (at.Instant >= now.Instant) return true;

        filing.Approve(world.Plan, notice, world.OpinionOf(OfficeKind.Employer), true, home.Administrator, at);
        at = Later(at, 6);
        return true;
    }

    /// <summary>退回的：多数几天后再交，有的还没有动，有的过了期。</summary>
    private bool Resubmits(Filing filing, ref Moment at)
    {
        at = Later(at, 4);
        return random.Next(10) < 8 && at.Instant < now.Instant && at.Instant < filing.FixDeadline;
    }

    private bool Return(Filing filing, Actor officer, Moment at)
    {
        var lapses = random.Next(5) == 0;
        var plan = lapses ? world.PlanClosing(at.Plus(TimeSpan.FromDays(2))) : world.Plan;
        Correction[] faults =
        [
            new(new FormPlace(FormCatalogue.Training), "继续教育", Faults[random.Next(Faults.Length)]),
            new(new FormPlace(FormCatalogue.Appraisal), "年度考核", Faults[random.Next(Faults.Length)]),
        ];
        if (filing.Return(plan, faults, calendar, officer, at) is not null) return false;
        if (filing.FixDeadline is { } deadline && deadline < now.Instant) filing.Lapse(plan, new Moment(deadline.AddMinutes(5)));
        return true;
    }

    /// <summary>过一阵：平均几天，长短不一。</summary>
    private Moment Later(Moment at, double days) => at.Plus(TimeSpan.FromDays(Math.Min(30, -Math.Log(1 - random.NextDouble()) * days) + 0.01));

    /// <summary>不长的一张表：够列表、花名册、审核页看；要填全的另有 <see cref="SeedWorld.Ready"/>。</summary>
    private void Fill(Filing filing, TitleChoice choice)
    {
        var (form, year) = (filing.Form, world.Plan.Year);
        Set(form.Ensure(FormCatalogue.Basic), ("formerName", "无"), ("politics", "群众"), ("workStarted", $"{year - 14}-07"), ("health", "健康"), ("engagedIn", $"{choice.Specialty}专业技术工作"), ("yearsEngaged", $"{8 + random.Next(15)}"));
        Set(form.Add(FormCatalogue.Education, Guid.CreateVersion7()), ("from", $"{year - 18}-09"), ("to", $"{year - 14}-06"), ("school", "边疆演示学院"), ("major", choice.Specialty), ("level", "本科"), ("degree", "学士"));
        Set(form.Add(FormCatalogue.Work, Guid.CreateVersion7()), ("from", $"{year - 14}-07"), ("employer", "演示现单位"), ("post", "技术员"), ("engagedIn", $"{choice.Specialty}技术服务"));
        Set(form.Add(FormCatalogue.Achievement, Guid.CreateVersion7()), ("phase", "任现职后"), ("from", $"{year - 4}-03"), ("to", $"{year - 2}-11"), ("name", $"{choice.Specialty}技术推广项目"), ("role", "主持"), ("effect", "按期完成，通过单位验收。"));
        form.Ensure(FormCatalogue.Summary).Set("text", $"任现职以来，本人立足基层岗位，主要承担{choice.Specialty}方面的方案设计、现场技术服务和质量管理工作，项目按期完成，一次通过验收，受益群众反映良好。");
    }

    private static void Set(FormRow row, params (string Field, string Value)[] values)
    {
        foreach (var (field, value) in values) row.Set(field, value);
    }
}
