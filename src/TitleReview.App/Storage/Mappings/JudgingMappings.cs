using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;

namespace TitleReview.App.Storage.Mappings;

internal sealed class JudgementMapping : IEntityTypeConfiguration<Judgement>
{
    public void Configure(EntityTypeBuilder<Judgement> builder)
    {
        // A verdict of failed says why; the others say nothing.
        builder.ToTable("judgements", t => t.HasCheckConstraint("ck_judgements_sentence", "(verdict = 'Failed') = (sentence is not null)"));
        builder.HasKey(j => new { j.TenantId, j.FilingId, j.OfficeId, j.SubmissionNo, j.Item });
        builder.Property(j => j.Version).IsRowVersion();
        builder.HasOne<Filing>().WithMany().HasForeignKey(j => new { j.TenantId, j.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Office>().WithMany().HasForeignKey(j => new { j.TenantId, j.OfficeId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OriginalMarkMapping : IEntityTypeConfiguration<OriginalMark>
{
    public void Configure(EntityTypeBuilder<OriginalMark> builder)
    {
        builder.ToTable("original_marks");
        builder.HasKey(m => new { m.TenantId, m.FilingId, m.OfficeId, m.Item, m.Hash });
        builder.HasOne<Filing>().WithMany().HasForeignKey(m => new { m.TenantId, m.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DeskNoteMapping : IEntityTypeConfiguration<DeskNote>
{
    public void Configure(EntityTypeBuilder<DeskNote> builder)
    {
        builder.ToTable("desk_notes");
        builder.HasKey(n => new { n.TenantId, n.FilingId, n.Id });
        builder.HasOne<Filing>().WithMany().HasForeignKey(n => new { n.TenantId, n.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        // Behind the entity stands the database: nobody agrees with himself.
        builder.ToTable("proposals", t => t.HasCheckConstraint("ck_proposals_second_person", "state not in ('Confirmed', 'Rejected') or decided_by <> proposed_by"));
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.Ignore(p => p.Proposer);
        builder.Property(p => p.Version).IsRowVersion();
        builder.HasOne<Filing>().WithMany().HasForeignKey(p => new { p.TenantId, p.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.TenantId, p.FilingId, p.Kind, p.SubmissionNo }).IsUnique().HasFilter("state = 'Waiting'").HasDatabaseName("ux_proposals_waiting");
        builder.HasIndex(p => new { p.TenantId, p.OfficeId }).HasFilter("state = 'Waiting'").HasDatabaseName("ix_proposals_waiting");
        builder.HasIndex(p => new { p.TenantId, p.AboveId }).HasFilter("state = 'Waiting'").HasDatabaseName("ix_proposals_above");
    }
}

internal sealed class DefectMapping : IEntityTypeConfiguration<Defect>
{
    public void Configure(EntityTypeBuilder<Defect> builder)
    {
        builder.ToTable("defects");
        builder.HasKey(d => new { d.TenantId, d.Id });
        builder.HasOne<Office>().WithMany().HasForeignKey(d => new { d.TenantId, d.OfficeId }).OnDelete(DeleteBehavior.Restrict);
    }
}
