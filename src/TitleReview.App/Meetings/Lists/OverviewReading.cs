using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Eligibility;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Meetings;

internal static class OverviewReading
{
    /// <summary>这几位的情况，照议程的次序；几位都是那几句，不一份一份问。</summary>
    /// <param name="named">有姓名的照原样；只有编号的，换掉认得出人的字，与盲评案卷一样。</param>
    public static async Task<IReadOnlyList<OverviewPerson>> Overview(this TenantSession session, Vault vault, IReadOnlyList<MeetingCase> cases, bool named, CancellationToken ct)
    {
        var ids = cases.Select(c => c.FilingId).ToList();
        var codes = await session.CodesOf(ids, ct);
        var found = await (from f in session.Db.Filings
                           where ids.Contains(f.Id)
                           join a in session.Db.Applicants on f.ApplicantId equals a.Id
                           join then in session.Db.Offices on f.EmployerId equals then.Id
                           join now in session.Db.Offices on a.EmployerId equals now.Id
                           select new { Filing = f, Applicant = a, Employer = then, Now = now.Name }).AsNoTracking().ToDictionaryAsync(f => f.Filing.Id, ct);
        var sent = await (from s in session.Db.Submissions join f in session.Db.Filings on s.FilingId equals f.Id where ids.Contains(f.Id) && s.No == f.SubmissionNo select s).AsNoTracking().ToDictionaryAsync(s => s.FilingId, ct);
        var plans = found.Values.Select(f => f.Filing.PlanId).Distinct().ToList();
        var editions = await session.Db.PlanEditions.AsNoTracking().Where(e => plans.Contains(e.PlanId)).Select(e => new { e.PlanId, e.No, e.Terms }).ToDictionaryAsync(e => (e.PlanId, e.No), e => e.Terms, ct);
        // 继续教育免试要看有没有传免试表；别的条件不看材料。
        var materials = (await session.Db.Materials.AsNoTracking().Where(m => ids.Contains(m.FilingId)).ToListAsync(ct)).ToLookup(m => m.FilingId);
        var tests = await session.Db.LanguageTests.AsNoTracking().Where(t => ids.Contains(t.FilingId) && t.State == AgreedState.Agreed).ToDictionaryAsync(t => t.FilingId, t => t.Passed, ct);
        var relaxed = await session.Relaxed(ids, ct);
        return [.. cases.Select(c =>
        {
            var (one, submitted) = (found[c.FilingId], sent.GetValueOrDefault(c.FilingId));
            var form = submitted?.Form ?? one.Filing.Form;
            // 申报时的单位与后来的单位都认得出人。
            var known = session.Known(vault, one.Applicant, one.Employer.Name, form);
            known = known with { Employers = [.. known.Employers.Append(one.Now).Distinct()] };
            var (choice, terms) = (submitted?.Choice ?? one.Filing.Choice, editions[(one.Filing.PlanId, one.Filing.PlanEdition)]);
            // 处分期之类看提交的那一天，不看印表的这一天。
            var subject = new PrecheckSubject(choice, form, terms, one.Applicant, one.Employer, [.. materials[c.FilingId]], 0, submitted is null ? session.Now : new Moment(submitted.SubmittedAt));
            return new OverviewPerson(c.No, codes.GetValueOrDefault(c.FilingId, ""), one.Applicant, choice, terms, form, EligibilityAnswer.Of(subject).Tested(tests.TryGetValue(c.FilingId, out var passed) ? passed : null).Conditions, relaxed.GetValueOrDefault(c.FilingId, ""), named ? words => words : known.Blank);
        })];
    }
}
