using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Presenting;
using TitleReview.App.Results;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Results;

namespace TitleReview.App.Certificates;

/// <summary>更正的内容：照原样的不必填。</summary>
public sealed record CorrectionForm
{
    public string? Name { get; set; }
    public string? Specialty { get; set; }
    public string? Title { get; set; }
    public DateOnly? Obtained { get; set; }

    /// <summary>为什么更正、补发。</summary>
    public string? Reason { get; set; }

    internal Refusal? WhyNot(Moment now)
    {
        List<FieldError> errors = [];
        void Check(string field, string? text, string what, int most)
        {
            if (text.Plain() is { Length: > 0 } words && words.Length > most) errors.Add(new(field, $"{what}最多 {most} 字。"));
        }

        if (Name.Plain().Length > 0 && Validation.PersonName(Name.Plain()) is { } wrong) errors.Add(new(nameof(Name), wrong));
        Check(nameof(Specialty), Specialty, "专业", 40);
        Check(nameof(Title), Title, "资格名称", 40);
        if (Obtained is { } day && (day > now.Today || day.Year < EarliestYear)) errors.Add(new(nameof(Obtained), "取得时间要是今天或从前的日子，请核对年份。"));
        if (Validation.Filled("原因", 300)(Reason.Plain()) is { } missing) errors.Add(new(nameof(Reason), missing));
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }

    /// <summary>年份打错了的（如 0203 年）认得出；职称评审在这之后才有。</summary>
    private const int EarliestYear = 1950;

    internal CertificateFacts Over(CertificateFacts facts) => facts with
    {
        Name = Or(Name, facts.Name), Specialty = Or(Specialty, facts.Specialty), Title = Or(Title, facts.Title), Obtained = Obtained ?? facts.Obtained,
    };

    private static string Or(string? text, string before) => text.Plain() is { Length: > 0 } words ? words : before;
}

internal static class Issuing
{
    /// <summary>给一份确认了的结果发一张。先核完再取号：取了号就一定发成，所以号没有缺口。</summary>
    public static async Task<(Certificate? Certificate, Refusal? Refusal)> Issue(this TenantSession session, ResultId id, Actor by, Moment now, CancellationToken ct)
    {
        var rows = await session.ResultRows(session.Db.ReviewResults.Where(r => r.Id == id), ct);
        if (rows.Count == 0) return (null, new NotFoundHere("份结果"));

        var row = rows[0];
        await session.Begin(ct);
        await FilingLocks.Take(session, row.Filing.Id, ct);
        if (row.Result is not { State: ResultState.Confirmed, WaitingId: null }) return (null, row.Result.WaitingId is null ? new ResultNotSo(row.Result.State) : new DecisionUnderWay());
        if (!row.Reconciles) return (null, new TallyAltered(row.Filing.Number));
        if (await session.Db.Certificates.AnyAsync(c => c.ResultId == id && c.State == CertificateState.Valid, ct)) return (null, new CertificateThere());
        if (await session.Facts(row, now, ct) is var (facts, slot, cannot) && cannot is not null) return (null, cannot);

        return (await session.Make(row, slot!, facts!, by, now, ct), null);
    }

    /// <summary>更正、补发：旧的一张由新的代替，新的另取一个号。</summary>
    public static async Task<(Certificate? Certificate, Refusal? Refusal)> Reissue(this TenantSession session, Certificate old, CorrectionForm form, Actor by, Moment now, CancellationToken ct)
    {
        if (form.WhyNot(now) is { } wrong) return (null, wrong);
        if (old.State != CertificateState.Valid) return (null, new CertificateOver(old.Number, old.State));

        var row = (await session.ResultRows(session.Db.ReviewResults.Where(r => r.Id == old.ResultId), ct)).Single();
        await session.Begin(ct);
        await FilingLocks.Take(session, row.Filing.Id, ct);
        if (row.Result is not { State: ResultState.Confirmed, WaitingId: null }) return (null, row.Result.WaitingId is null ? new ResultNotSo(row.Result.State) : new DecisionUnderWay());
        var (_, slot, cannot) = await session.Facts(row, now, ct);
        if (cannot is not null) return (null, cannot);

        var next = await session.Make(row, slot!, form.Over(old.Facts) with { Issued = now.Today }, by, now, ct, old);
        if (old.ReplaceBy(next, form.Reason, by, now) is { } over) return (null, over);
        session.Record(old);
        session.Record(next);
        return (next, null);
    }

    private static async Task<(CertificateFacts? Facts, NumberSlot? Slot, Refusal? Refusal)> Facts(this TenantSession session, ResultRow row, Moment now, CancellationToken ct)
    {
        var (terms, choice, result) = (row.Terms.Certificates, row.Filing.Choice, row.Result);
        var (slot, missing) = CertificateNumbering.Fill(terms.Numbering, terms.Codes, session.Tenant.Code, result.ConfirmedOn!.Value.Year, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [CertificateNumbering.Series] = choice.Series, [CertificateNumbering.Specialty] = choice.Specialty, [CertificateNumbering.Grade] = choice.Grade.Label(),
        });
        if (missing is not null) return (null, null, missing);

        var meeting = await session.Db.Meetings.SingleAsync(m => m.Id == result.MeetingId, ct);
        return (new CertificateFacts(row.Applicant.Name, row.Applicant.Sex.Label(), row.Applicant.MaskedResidentId, choice.Series, choice.Specialty, row.Title, choice.Grade.Label(), choice.Track.Label(),
            await session.CommitteeName(meeting, ct), terms.Obtained == ObtainedFrom.Vote ? result.DecidedOn : result.ConfirmedOn.Value, result.DocumentNumber!, terms.Issuer ?? result.ConfirmedBy!, now.Today, terms.Statement), slot, null);
    }

    private static async Task<Certificate> Make(this TenantSession session, ResultRow row, NumberSlot slot, CertificateFacts facts, Actor by, Moment now, CancellationToken ct, Certificate? old = null)
    {
        var submission = await session.Db.Submissions.AsNoTracking().SingleAsync(s => s.FilingId == row.Filing.Id && s.No == row.Filing.SubmissionNo, ct);
        var holder = new CertificateHolder(row.Filing.Id, row.Result.Id, row.Applicant.Id, row.Filing.EmployerId, row.Result.PlanId, row.Result.OfficeId);
        var certificate = new Certificate(new CertificateId(Guid.CreateVersion7()), holder, (slot, await CertificateSerials.Next(session, slot.Series, ct)), VerifyCode.New(session.Tenant.Code), facts,
            old?.SealedResidentId ?? row.Applicant.SealedResidentId, submission.Materials.FirstOrDefault(m => m.Slot == SlotTerms.Photo)?.Sha256, by, now);
        session.Add(certificate);
        if (old is null) session.Record(certificate);
        return certificate;
    }
}

public sealed record CertificateThere() : Refusal("这一位已经有一张有效的证书；要改的，请更正换发。");
