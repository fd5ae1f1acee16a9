using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Portal;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Storage.Mappings;

// Every key and every foreign key starts with the tenant: a child cannot hang on another tenant's parent,
// and the tables can be distributed by tenant.

internal sealed class TenantMapping : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("tenants");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasIndex(t => t.Slug).IsUnique();
        builder.HasIndex(t => t.Code).IsUnique();
    }
}

internal sealed class UserMapping : IEntityTypeConfiguration<AppUser>
{
    public void Configure(EntityTypeBuilder<AppUser> builder)
    {
        builder.HasIndex(u => new { u.TenantId, u.OfficeId });
        builder.HasIndex(u => u.ApplicantId);
        builder.Property(u => u.PasswordSetAt).HasDefaultValueSql("now()");
        builder.Property(u => u.LastUsedAt).HasDefaultValueSql("now()");
        builder.HasOne<Tenant>().WithMany().HasForeignKey(u => u.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OfficeMapping : IEntityTypeConfiguration<Office>
{
    public void Configure(EntityTypeBuilder<Office> builder)
    {
        builder.ToTable("offices");
        builder.HasKey(o => new { o.TenantId, o.Id });
        builder.Property(o => o.Version).IsRowVersion();
        builder.HasOne<Office>().WithMany().HasForeignKey(o => new { o.TenantId, o.ReportsTo }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.TenantId, o.CreditCode }).IsUnique().HasDatabaseName("ux_offices_credit_code");
    }
}

internal sealed class ApplicantMapping : IEntityTypeConfiguration<Applicant>
{
    public void Configure(EntityTypeBuilder<Applicant> builder)
    {
        builder.ToTable("applicants");
        builder.HasKey(a => new { a.TenantId, a.Id });
        builder.Property(a => a.Version).IsRowVersion();
        builder.HasOne<Office>().WithMany().HasForeignKey(a => new { a.TenantId, a.EmployerId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.TenantId, a.ResidentIdDigest }).IsUnique().HasDatabaseName("ux_applicants_resident_id");
        builder.HasIndex(a => new { a.TenantId, a.Name }).HasDatabaseName("ix_applicants_name");
    }
}

internal sealed class PlanMapping : IEntityTypeConfiguration<Plan>
{
    public void Configure(EntityTypeBuilder<Plan> builder)
    {
        builder.ToTable("plans");
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.Property(p => p.Terms).IsSharedJson();
        builder.Property(p => p.Version).IsRowVersion();
        builder.HasIndex(p => new { p.TenantId, p.Year });
    }
}

internal sealed class PlanEditionMapping : IEntityTypeConfiguration<PlanEdition>
{
    public void Configure(EntityTypeBuilder<PlanEdition> builder)
    {
        builder.ToTable("plan_editions");
        builder.HasKey(e => new { e.TenantId, e.PlanId, e.No });
        builder.Property(e => e.Terms).IsSharedJson();
        builder.HasOne<Plan>().WithMany().HasForeignKey(e => new { e.TenantId, e.PlanId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PlanDraftMapping : IEntityTypeConfiguration<PlanDraft>
{
    public void Configure(EntityTypeBuilder<PlanDraft> builder)
    {
        builder.ToTable("plan_drafts");
        builder.HasKey(d => new { d.TenantId, d.Id });
        builder.Property(d => d.Version).IsRowVersion();
        builder.HasOne<Plan>().WithMany().HasForeignKey(d => new { d.TenantId, d.PlanId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Plan>().WithMany().HasForeignKey(d => new { d.TenantId, d.CopiedFrom }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PlanDefaultsMapping : IEntityTypeConfiguration<PlanDefaults>
{
    public void Configure(EntityTypeBuilder<PlanDefaults> builder)
    {
        builder.ToTable("plan_defaults");
        builder.HasKey(d => d.TenantId);
        builder.Property(d => d.Version).IsRowVersion();
    }
}

internal sealed class FilingMapping : IEntityTypeConfiguration<Filing>
{
    public void Configure(EntityTypeBuilder<Filing> builder)
    {
        // Behind the conditional update stand these two: no count past the limit, no second snapshot of a number.
        builder.ToTable("filings", t => t.HasCheckConstraint("ck_filings_submissions", "submissions_used between 0 and submission_limit"));
        builder.HasKey(f => new { f.TenantId, f.Id });
        builder.Property(f => f.Version).IsRowVersion();
        builder.ComplexProperty(f => f.Choice);
        builder.Property(f => f.Stops).IsJson();
        builder.Property(f => f.Form).IsChangingJson();
        builder.Property(f => f.Corrections).IsJson();
        builder.HasOne<Plan>().WithMany().HasForeignKey(f => new { f.TenantId, f.PlanId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Applicant>().WithMany().HasForeignKey(f => new { f.TenantId, f.ApplicantId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Office>().WithMany().HasForeignKey(f => new { f.TenantId, f.EmployerId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(f => f.History).WithOne().HasForeignKey(e => new { e.TenantId, e.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(f => f.History).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(f => new { f.TenantId, f.Number }).IsUnique();
        builder.HasIndex(f => new { f.TenantId, f.PlanId, f.ApplicantId }).IsUnique().HasDatabaseName("ux_filings_one_per_plan");
        builder.HasIndex(f => new { f.TenantId, f.CurrentOfficeId, f.SubmittedAt, f.Id }).HasFilter("current_office_id is not null").HasDatabaseName("ix_filings_inbox");
        builder.HasIndex(f => new { f.TenantId, f.FixDeadline }).HasFilter("status = 'Returned'").HasDatabaseName("ix_filings_fix_deadline");
    }
}

internal sealed class SavedFilterMapping : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.ToTable("saved_filters");
        builder.HasKey(s => new { s.TenantId, s.Id });
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new { s.TenantId, s.UserId, s.Name }).IsUnique().HasDatabaseName("ux_saved_filters_name");
    }
}

internal sealed class FilingEventMapping : IEntityTypeConfiguration<FilingEvent>
{
    public void Configure(EntityTypeBuilder<FilingEvent> builder)
    {
        builder.ToTable("filing_events");
        builder.HasKey(e => new { e.TenantId, e.FilingId, e.No });
    }
}

internal sealed class SubmissionMapping : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("submissions", t => t.HasCheckConstraint("ck_submissions_no", "no >= 1"));
        builder.HasKey(s => new { s.TenantId, s.FilingId, s.No });
        builder.ComplexProperty(s => s.Choice);
        builder.Property(s => s.Form).IsJson();
        builder.Property(s => s.Materials).IsJson();
        builder.HasOne<Filing>().WithMany().HasForeignKey(s => new { s.TenantId, s.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MaterialMapping : IEntityTypeConfiguration<Material>
{
    public void Configure(EntityTypeBuilder<Material> builder)
    {
        builder.ToTable("materials");
        builder.HasKey(m => new { m.TenantId, m.Id });
        builder.Property(m => m.Pages).HasDefaultValue(1);
        builder.Property(m => m.Look).IsJson();
        builder.HasOne<Filing>().WithMany().HasForeignKey(m => new { m.TenantId, m.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(m => new { m.TenantId, m.Sha256 }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MaterialPageMapping : IEntityTypeConfiguration<MaterialPage>
{
    public void Configure(EntityTypeBuilder<MaterialPage> builder)
    {
        // An answer is whole: yes with its burnt copy, no without one, by somebody at some time.
        builder.ToTable("material_pages", t => t.HasCheckConstraint("ck_material_pages_answer",
            "(masked is null) = (answered_at is null) and (masked is null) = (answered_by is null) and (masked is true) = (masked_sha256 is not null)"));
        builder.HasKey(p => new { p.TenantId, p.MaterialId, p.No });
        builder.Ignore(p => p.Bare);
        builder.Property(p => p.Reading).IsJson();
        builder.Property(p => p.Masks).IsJson();
        builder.Property(p => p.Refused).IsJson();
        // With the scan go its answers: there is no way to keep a mask for another picture.
        builder.HasOne<Material>().WithMany().HasForeignKey(p => new { p.TenantId, p.MaterialId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Filing>().WithMany().HasForeignKey(p => new { p.TenantId, p.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(p => new { p.TenantId, p.MaskedSha256 }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.TenantId, p.MaterialId, p.No }).HasFilter("search = 'Waiting'").HasDatabaseName("ix_material_pages_waiting");
    }
}

internal sealed class PartialUploadMapping : IEntityTypeConfiguration<PartialUpload>
{
    public void Configure(EntityTypeBuilder<PartialUpload> builder)
    {
        builder.ToTable("partial_uploads");
        builder.HasKey(u => new { u.TenantId, u.Id });
        builder.HasOne<Filing>().WithMany().HasForeignKey(u => new { u.TenantId, u.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<PublicNotice>
{
    public void Configure(EntityTypeBuilder<PublicNotice> builder)
    {
        builder.ToTable("notices");
        builder.HasKey(n => new { n.TenantId, n.Id });
        builder.Property(n => n.Version).IsRowVersion();
        builder.HasOne<Filing>().WithMany().HasForeignKey(n => new { n.TenantId, n.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(n => n.Objections).WithOne().HasForeignKey(o => new { o.TenantId, o.NoticeId }).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(n => n.Objections).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(n => new { n.TenantId, n.FilingId, n.SubmissionNo }).IsUnique().HasDatabaseName("ux_notices_one_per_submission");
        builder.HasIndex(n => new { n.TenantId, n.Code }).IsUnique();
    }
}

internal sealed class ObjectionMapping : IEntityTypeConfiguration<Objection>
{
    public void Configure(EntityTypeBuilder<Objection> builder)
    {
        builder.ToTable("objections");
        builder.HasKey(o => new { o.TenantId, o.Id });
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.HasIndex(o => new { o.TenantId, o.Receipt }).IsUnique();
    }
}

internal sealed class AnnouncementMapping : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> builder)
    {
        builder.ToTable("announcements");
        builder.HasKey(a => new { a.TenantId, a.Id });
        builder.Ignore(a => a.State);
        builder.Property(a => a.Version).IsRowVersion();
        builder.HasOne<Office>().WithMany().HasForeignKey(a => new { a.TenantId, a.OfficeId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Attachments).WithOne().HasForeignKey(t => new { t.TenantId, t.AnnouncementId }).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(a => a.Attachments).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(a => new { a.TenantId, a.Kind, a.Pinned, a.Dated }).HasFilter("published_at is not null and withdrawn_at is null").HasDatabaseName("ix_announcements_public");
    }
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("attachments");
        builder.HasKey(t => new { t.TenantId, t.Id });
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(t => new { t.TenantId, t.Sha256 }).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>The platform's: no tenant in its key. Who may write is said by its policy (RegistersWalls).</summary>
internal sealed class CalendarYearMapping : IEntityTypeConfiguration<CalendarYear>
{
    public void Configure(EntityTypeBuilder<CalendarYear> builder)
    {
        builder.ToTable("calendar_years");
        builder.HasKey(y => y.Year);
        builder.Property(y => y.Year).ValueGeneratedNever();
        builder.Property(y => y.Version).IsRowVersion();
        builder.Property(y => y.Holidays).IsDays();
        builder.Property(y => y.MakeUpDays).IsDays();
    }
}

internal sealed class RegionalHolidayMapping : IEntityTypeConfiguration<RegionalHoliday>
{
    public void Configure(EntityTypeBuilder<RegionalHoliday> builder)
    {
        builder.ToTable("regional_holidays");
        builder.HasKey(h => new { h.TenantId, h.Day });
    }
}

internal sealed class IntegrityRecordMapping : IEntityTypeConfiguration<IntegrityRecord>
{
    public void Configure(EntityTypeBuilder<IntegrityRecord> builder)
    {
        builder.ToTable("integrity_records");
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasOne<Filing>().WithMany().HasForeignKey(r => new { r.TenantId, r.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.TenantId, r.SubjectDigest });
        builder.HasIndex(r => new { r.TenantId, r.FilingId, r.Subject }).IsUnique().HasFilter("lifted_at is null").HasDatabaseName("ux_integrity_once_per_filing");
    }
}

internal sealed class PrintedFormMapping : IEntityTypeConfiguration<PrintedForm>
{
    public void Configure(EntityTypeBuilder<PrintedForm> builder)
    {
        builder.ToTable("printed_forms");
        builder.HasKey(p => new { p.TenantId, p.Code });
        builder.HasOne<Submission>().WithMany().HasForeignKey(p => new { p.TenantId, p.FilingId, p.SubmissionNo }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReviewCaseMapping : IEntityTypeConfiguration<ReviewCase>
{
    public void Configure(EntityTypeBuilder<ReviewCase> builder)
    {
        builder.ToTable("review_cases");
        builder.HasKey(c => new { c.TenantId, c.FilingId });
        builder.HasIndex(c => new { c.TenantId, c.Code }).IsUnique().HasDatabaseName("ux_review_cases_code");
        builder.HasOne<Filing>().WithMany().HasForeignKey(c => new { c.TenantId, c.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReviewAssignmentMapping : IEntityTypeConfiguration<ReviewAssignment>
{
    public void Configure(EntityTypeBuilder<ReviewAssignment> builder)
    {
        builder.ToTable("review_assignments");
        builder.HasKey(a => new { a.TenantId, a.FilingId, a.ExpertId });
        // Not to the filing but to its case: nobody is assigned what has no code.
        builder.HasOne<ReviewCase>().WithMany().HasForeignKey(a => new { a.TenantId, a.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.TenantId, a.ExpertId });
    }
}

internal sealed class RecordMappings :
    IEntityTypeConfiguration<OperationKey>, IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<StoredFile>,
    IEntityTypeConfiguration<NumberCounter>, IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<OperationKey> builder)
    {
        builder.ToTable("operation_keys");
        builder.HasKey(k => new { k.TenantId, k.UserId, k.Key });
    }

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(a => new { a.TenantId, a.Id });
        builder.Property(a => a.Body).HasColumnType("jsonb");
    }

    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("stored_files");
        builder.HasKey(f => new { f.TenantId, f.Sha256 });
    }

    public void Configure(EntityTypeBuilder<NumberCounter> builder)
    {
        builder.ToTable("number_counters");
        builder.HasKey(c => new { c.TenantId, c.Year });
    }

    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("protection_keys");
        builder.HasKey(k => k.Name);
    }
}
