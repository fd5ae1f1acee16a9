using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Panels;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Results;
using TitleReview.Domain.SignIn;

namespace TitleReview.App.Storage;

/// <summary>审计：每次保存把改了什么记成一行。草稿逐栏自动保存不是状态变化，不记；封票什么也不记，谁几时投的也不记。</summary>
internal static class AuditTrail
{
    /// <summary>不进审计的列：整份表单太大且另有底稿，密文与摘要不该外泄。</summary>
    private static readonly string[] Unrecorded =
        [nameof(Filing.Form), nameof(Filing.SavedAt), nameof(Filing.Version), nameof(Applicant.SealedResidentId), nameof(Applicant.ResidentIdDigest), nameof(ImportSheet.SealedRows), nameof(BankSheet.SealedCells), nameof(IntegrityRecord.SubjectDigest), nameof(IntegrityRecord.PlatformDigest),
         nameof(AppUser.PasswordHash), nameof(AppUser.SecurityStamp), nameof(AppUser.ConcurrencyStamp), nameof(AppUser.Email), nameof(AppUser.NormalizedEmail), nameof(AppUser.PhoneNumber), nameof(AppUser.LastUsedAt), nameof(SecondFactor.SealedSecret), nameof(SecondFactor.LastStep), nameof(BallotRound.PublicKey), nameof(BallotRound.ShareInDatabase), nameof(BallotRound.BoxSeal), nameof(ResultObjection.SealedContact), "TenantId"];

    /// <summary>存成一列的几项，改了什么要看得出：退回指出的，专家从前的单位，评委会管哪些。</summary>
    private static readonly string[] RecordedLists = [nameof(Filing.Corrections), nameof(Expert.FormerEmployers), nameof(Committee.Specialties), nameof(Committee.Grades)];

    public static void Write(TenantSession session, Act act)
    {
        var changes = session.Db.ChangeTracker.Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && e.Entity is not (SealedVote or AuditEntry or OperationKey or NumberCounter or CertificateCounter or OutboxEvent or Message or Delivery or OldPassword or SignInRecord or BulkRow or BankLine { State: BankLineState.Open, CorrectedAt: null, SameAs: null } or BankLine { State: BankLineState.Repeat }))
            .Select(Describe).Where(c => c.Values.Count > 0 || c.State != nameof(EntityState.Modified)).ToList();
        changes.AddRange(session.Notes.Select(note => new Change("Note", "", "Added", new() { ["text"] = note })));
        if (changes.Count == 0) return;

        session.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(),
            At = session.Now.Instant,
            UserId = session.Actor.UserId,
            UserName = session.Actor.Signature,
            Act = act.ToString(),
            Body = Json.Write(changes),
        });
    }

    private static Change Describe(EntityEntry entry)
    {
        var key = string.Join('/', entry.Properties.Where(p => p.Metadata.IsPrimaryKey() && p.Metadata.Name != nameof(ITenantOwned.TenantId)).Select(p => Plain(p.CurrentValue)));
        var values = entry.Properties
            .Where(p => !Unrecorded.Contains(p.Metadata.Name) && !p.Metadata.IsPrimaryKey())
            // 评议的草稿：写到一半的不记，交了的照原样留在它自己那一行。
            .Where(p => entry.Entity is not PanelReview || p.Metadata.Name != nameof(PanelReview.Opinion))
            .Where(p => p.Metadata.GetColumnType() != "jsonb" || RecordedLists.Contains(p.Metadata.Name))
            // 申报的渠道、专业、级别是复合属性，不在 Properties 里。
            .Concat(entry.ComplexProperties.SelectMany(c => c.Properties))
            .Where(p => entry.State != EntityState.Deleted && (entry.State == EntityState.Added || p.IsModified))
            .ToDictionary(p => p.Metadata.Name, p => RecordedLists.Contains(p.Metadata.Name) ? Json.Write(p.CurrentValue) : Plain(p.CurrentValue));
        return new Change(entry.Metadata.ClrType.Name, key, entry.State.ToString(), values);
    }

    private static string? Plain(object? value) => value switch
    {
        null => null,
        IEnumerable<DateOnly> days => DayLines.Write(days),
        DateTimeOffset instant => instant.ToUniversalTime().ToString("O"),
        _ when value.GetType().GetProperty("Value")?.GetValue(value) is Guid id => id.ToString(),
        _ => value.ToString(),
    };

    private sealed record Change(string Entity, string Key, string State, Dictionary<string, string?> Values);
}
