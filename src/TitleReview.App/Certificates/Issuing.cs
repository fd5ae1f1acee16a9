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

/// <summary>更正证书上的姓名：专业、资格、取得时间出自确认的结果，不在这里改。</summary>
public sealed record CorrectionForm
{
    public string? NewName { get; set; }

    /// <summary>凭什么更正：公安机关的改名证明一类。</summary>
    public string? Basis { get; set; }
    public string? Reason { get; set; }
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

    /// <summary>补发、更正：旧的一张由新的代替，新的另取一个号。内容照确认的结果重新写，只有姓名可以是更正了的。</summary>
    public static async Task<(Certificate? Certificate, Refusal? Refusal)> Reissue(this TenantSession session, Certificate old, string? name, string? reason, Actor by, Moment now, CancellationToken ct)
    {
        if (Validation.Filled("原因", 300)(reason.Plain()) is { } missing) return (null, new InvalidInput("Reason", missing));
        if (old.State != CertificateState.Valid) return (null, new CertificateOver(old.Number, old.State));

        var row = (await session.ResultRows(session.Db.ReviewResults.Where(r => r.Id == old.ResultId), ct)).Single();
        await session.Begin(ct);
        await FilingLocks.Take(session, row.Filing.Id, ct);
        if (row.Result is not { State: ResultState.Confirmed, WaitingId: null }) return (null, row.Result.WaitingId is null ? new ResultNotSo(row.Result.State) : new DecisionUnderWay());
        var (facts, slot, cannot) = await session.Facts(row, now, ct);
        if (cannot is not null) return (null, cannot);

        var next = await session.Make(row, slot!, facts! with { Name = name ?? old.Facts.Name }, by, now, ct, old);
        if (old.ReplaceBy(next, reason, by, now) is { } over) return (null, over);
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
