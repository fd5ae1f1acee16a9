using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Plans;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Eligibility;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Filings;

/// <summary>要试算的一项：哪份计划，报什么，在什么性质的单位，几句答案。全是不指名的事实。</summary>
public sealed record EligibilityAsk(Guid? Plan, TitleChoice? Choice, EmployerKind? Employer, IReadOnlyDictionary<string, string> Answers);

/// <param name="Plan">要看的计划；只有一份的就是它。</param>
/// <param name="Answer">还没有答过的为空。</param>
public sealed record EligibilityView(string PortName, IReadOnlyList<PortalPlan> Plans, PortalPlan? Plan, IReadOnlyList<EligibilityQuestion> Questions, EligibilityAnswer? Answer);

/// <summary>先看能不能报（N3、A7）：不登录也能问，什么都不存。</summary>
[Does(Act.ReadPortal)]
public sealed class CheckEligibility(TenantSessions sessions)
{
    public async Task<EligibilityView?> Run(string slug, EligibilityAsk ask, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPortal) is not null) return null;

        var plans = await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).Select(p => new PortalPlan(p.Id, p.Terms)).ToListAsync(ct);
        var plan = plans is [var only] ? only : plans.FirstOrDefault(p => p.Id.Value == ask.Plan);
        if (plan is null || ask.Choice is not { } choice) return new EligibilityView(session.Tenant.Name, plans, plan, [], null);

        if (plan.Terms.Channel(choice.Channel)?.Tracks is [var track, ..]) choice = choice with { Track = track };
        var since = Date(ask.Answers.GetValueOrDefault(EligibilityQuestions.ObtainedOn, ""));
        var questions = EligibilityQuestions.For(plan.Terms, choice, ask.Employer, since);
        var answered = questions.Any(q => ask.Answers.GetValueOrDefault(q.Key, "").Length > 0 && q.Key is not (EligibilityQuestions.Sex or EligibilityQuestions.Birth));
        return new EligibilityView(session.Tenant.Name, plans, plan, questions, answered ? EligibilityAnswer.Of(Subject(plan, choice, ask, questions, session.Now)) : null);
    }

    private static PrecheckSubject Subject(PortalPlan plan, TitleChoice choice, EligibilityAsk ask, IReadOnlyList<EligibilityQuestion> questions, Moment now)
    {
        var sex = ask.Answers.GetValueOrDefault(EligibilityQuestions.Sex) switch { "男" => Sex.Male, "女" => Sex.Female, _ => (Sex?)null };
        var born = sex is null ? default : Date(ask.Answers.GetValueOrDefault(EligibilityQuestions.Birth, "") + "-01") ?? default;
        return new PrecheckSubject(choice, EligibilityQuestions.Form(questions, ask.Answers), plan.Terms,
            Applicant.Unregistered(born, sex ?? Sex.Male), Office.Unregistered(ask.Employer), [], plan.Terms.Submission.Limit, now);
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2100 ? day : null;
}
