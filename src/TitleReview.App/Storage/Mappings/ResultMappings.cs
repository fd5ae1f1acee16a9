using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Results;

namespace TitleReview.App.Storage.Mappings;

internal sealed class ResultMappings : IEntityTypeConfiguration<ReviewResult>, IEntityTypeConfiguration<ResultNotice>, IEntityTypeConfiguration<ResultObjection>, IEntityTypeConfiguration<ResultMirror>, IEntityTypeConfiguration<ResultDecision>
{
    public void Configure(EntityTypeBuilder<ReviewResult> builder)
    {
        builder.ToTable("review_results", t =>
        {
            t.HasCheckConstraint("ck_review_results_round", "(verdict = 'KnockedOut') = (round_id is null) and (round_id is null) = (tally_digest is null) and (verdict = 'KnockedOut') = (reason is not null)");
            t.HasCheckConstraint("ck_review_results_state", "(state = 'Voted') = (notice_id is null) and (state in ('Confirmed', 'Revoked')) = (document_number is not null) and (state not in ('Publicised', 'Confirmed', 'Revoked') or verdict = 'Passed')");
        });
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Ignore(r => r.IsAnnounced);
        builder.Ignore(r => r.RecordDigest);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasIndex(r => new { r.TenantId, r.MeetingId, r.FilingId }).IsUnique().HasDatabaseName("ux_review_results_once");
        builder.HasIndex(r => new { r.TenantId, r.FilingId });
        builder.HasIndex(r => new { r.TenantId, r.EmployerId });
        builder.HasOne<Meeting>().WithMany().HasForeignKey(r => new { r.TenantId, r.MeetingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Filing>().WithMany().HasForeignKey(r => new { r.TenantId, r.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BallotRound>().WithMany().HasForeignKey(r => new { r.TenantId, r.RoundId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ResultNotice>().WithMany().HasForeignKey(r => new { r.TenantId, r.NoticeId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ResultNotice> builder)
    {
        builder.ToTable("result_notices", t => t.HasCheckConstraint("ck_result_notices_days", "first_day <= last_day"));
        builder.HasKey(n => new { n.TenantId, n.Id });
        builder.Property(n => n.People).IsJson();
        builder.Property(n => n.Version).IsRowVersion();
        builder.HasIndex(n => new { n.TenantId, n.Code }).IsUnique().HasDatabaseName("ux_result_notices_code");
        builder.HasIndex(n => new { n.TenantId, n.LastDay });
        builder.HasOne<Meeting>().WithMany().HasForeignKey(n => new { n.TenantId, n.MeetingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(n => n.Objections).WithOne().HasForeignKey(o => new { o.TenantId, o.NoticeId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(n => n.Mirrors).WithOne().HasForeignKey(m => new { m.TenantId, m.NoticeId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ResultObjection> builder)
    {
        builder.ToTable("result_objections", t => t.HasCheckConstraint("ck_result_objections_settled", "(settled_at is null) = (outcome is null) and (not upheld or result_id is not null)"));
        builder.HasKey(o => new { o.TenantId, o.Id });
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.HasIndex(o => new { o.TenantId, o.Receipt }).IsUnique().HasDatabaseName("ux_result_objections_receipt");
        builder.HasOne<ReviewResult>().WithMany().HasForeignKey(o => new { o.TenantId, o.ResultId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ResultMirror> builder)
    {
        builder.ToTable("result_mirrors");
        builder.HasKey(m => new { m.TenantId, m.NoticeId, m.EmployerId });
        builder.HasIndex(m => new { m.TenantId, m.EmployerId });
        builder.HasOne<Office>().WithMany().HasForeignKey(m => new { m.TenantId, m.EmployerId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ResultDecision> builder)
    {
        builder.ToTable("result_decisions", t => t.HasCheckConstraint("ck_result_decisions_second", "(state = 'Waiting') = (decided_by_id is null) and (decided_by_id is null or decided_by_id <> proposed_by) and (kind = 'Confirm') = (reason is null) and (kind = 'Correct') = (new_name is not null) and (kind in ('Again', 'Fail')) = (objection_id is not null)"));
        builder.HasKey(d => new { d.TenantId, d.Id });
        builder.Property(d => d.People).IsJson();
        builder.Property(d => d.Version).IsRowVersion();
        builder.HasIndex(d => new { d.TenantId, d.DeciderId, d.State });
        builder.HasIndex(d => new { d.TenantId, d.MeetingId });
        builder.HasOne<Meeting>().WithMany().HasForeignKey(d => new { d.TenantId, d.MeetingId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CertificateMappings : IEntityTypeConfiguration<Certificate>, IEntityTypeConfiguration<CertificateBatch>, IEntityTypeConfiguration<CertificateCounter>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("certificates", t => t.HasCheckConstraint("ck_certificates_ended", "(state = 'Valid') = (ended_at is null) and (ended_at is null) = (end_reason is null) and (state = 'Replaced') = (replaced_by_id is not null)"));
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Ignore(c => c.IsGenuine);
        builder.Ignore(c => c.RecordDigest);
        builder.Property(c => c.Facts).IsJson();
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasIndex(c => new { c.TenantId, c.Number }).IsUnique().HasDatabaseName("ux_certificates_number");
        builder.HasIndex(c => new { c.TenantId, c.Code }).IsUnique().HasDatabaseName("ux_certificates_code");
        builder.HasIndex(c => new { c.TenantId, c.Series, c.Serial }).IsUnique().HasDatabaseName("ux_certificates_serial");
        builder.HasIndex(c => new { c.TenantId, c.ResultId });
        builder.HasIndex(c => new { c.TenantId, c.OfficeId, c.IssuedAt });
        builder.HasOne<ReviewResult>().WithMany().HasForeignKey(c => new { c.TenantId, c.ResultId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CertificateBatch> builder)
    {
        builder.ToTable("certificate_batches", t => t.HasCheckConstraint("ck_certificate_batches_ended", "(state = 'Running') = (ended_at is null) and handled <= jsonb_array_length(results)"));
        builder.HasKey(b => new { b.TenantId, b.Id });
        builder.Ignore(b => b.Issued);
        builder.Property(b => b.Results).IsJson();
        builder.Property(b => b.Refusals).IsJson();
        builder.Property(b => b.Version).IsRowVersion();
        builder.HasIndex(b => new { b.TenantId, b.OfficeId, b.OrderedAt });
    }

    public void Configure(EntityTypeBuilder<CertificateCounter> builder)
    {
        builder.ToTable("certificate_counters");
        builder.HasKey(c => new { c.TenantId, c.Series });
    }
}
