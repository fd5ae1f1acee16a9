using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Storage.Mappings;

internal sealed class CommitteeMappings : IEntityTypeConfiguration<Expert>, IEntityTypeConfiguration<ExpertTie>, IEntityTypeConfiguration<Committee>, IEntityTypeConfiguration<Draw>
{
    public void Configure(EntityTypeBuilder<Expert> builder)
    {
        builder.ToTable("experts", t => t.HasCheckConstraint("ck_experts_term", "term_from <= term_to"));
        builder.HasKey(e => new { e.TenantId, e.Id });
        builder.Ignore(e => e.Facts);
        builder.Property(e => e.FormerEmployers).IsJson();
        builder.Property(e => e.Version).IsRowVersion();
        builder.HasIndex(e => new { e.TenantId, e.Code }).IsUnique().HasDatabaseName("ux_experts_code");
        builder.HasIndex(e => new { e.TenantId, e.OfficeId, e.Name, e.Employer }).IsUnique().HasFilter("status <> 'Removed'").HasDatabaseName("ux_experts_person");
        builder.HasIndex(e => new { e.TenantId, e.OfficeId, e.Series, e.Specialty });
        builder.HasOne<Office>().WithMany().HasForeignKey(e => new { e.TenantId, e.OfficeId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ExpertTie> builder)
    {
        builder.ToTable("expert_ties", t => t.HasCheckConstraint("ck_expert_ties_ended", "(ended_at is null) = (end_reason is null)"));
        builder.HasKey(t => new { t.TenantId, t.Id });
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.TenantId, t.ExpertId });
        builder.HasOne<Expert>().WithMany().HasForeignKey(t => new { t.TenantId, t.ExpertId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Committee> builder)
    {
        builder.ToTable("committees", t => t.HasCheckConstraint("ck_committees_valid", "valid_from <= valid_to"));
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Ignore(c => c.Facts);
        builder.Ignore(c => c.BySeries);
        builder.Property(c => c.Specialties).IsJson();
        builder.Property(c => c.Grades).IsJson();
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasIndex(c => new { c.TenantId, c.OfficeId });
        builder.HasOne<Office>().WithMany().HasForeignKey(c => new { c.TenantId, c.OfficeId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Draw> builder)
    {
        // The secret is sealed until it is open to everybody; there is no third state.
        builder.ToTable("draws", t =>
        {
            t.HasCheckConstraint("ck_draws_secret", "(state = 'Committed') = (length(sealed_secret) > 0) and (state <> 'Committed' or secret is null)");
            t.HasCheckConstraint("ck_draws_drawn", "(state in ('Drawn', 'Replaced')) = (public_value is not null) and (public_value is null) = (drawn_at is null) and (drawn_at is null or drawn_at >= known_at)");
            t.HasCheckConstraint("ck_draws_ended", "(state in ('Replaced', 'Dropped')) = (ended_at is not null) and (ended_at is null) = (reason is null)");
        });
        builder.HasKey(d => new { d.TenantId, d.Id });
        foreach (var derived in new[] { nameof(Draw.Members), nameof(Draw.AlternatesLeft), nameof(Draw.NamesText), nameof(Draw.RosterText), nameof(Draw.Seed), nameof(Draw.RecordDigest), nameof(Draw.IsLive) }) builder.Ignore(derived);
        builder.Property(d => d.Strata).IsJson();
        builder.Property(d => d.Candidates).IsJson();
        builder.Property(d => d.Seats).IsJson();
        builder.Property(d => d.Changes).IsJson();
        builder.Property(d => d.Version).IsRowVersion();
        builder.HasIndex(d => new { d.TenantId, d.CommitteeId, d.PlanId, d.No }).IsUnique().HasDatabaseName("ux_draws_no");
        builder.HasIndex(d => new { d.TenantId, d.CommitteeId, d.PlanId }).IsUnique().HasFilter("state in ('Committed', 'Drawn')").HasDatabaseName("ux_draws_live");
        builder.HasOne<Committee>().WithMany().HasForeignKey(d => new { d.TenantId, d.CommitteeId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Plan>().WithMany().HasForeignKey(d => new { d.TenantId, d.PlanId }).OnDelete(DeleteBehavior.Restrict);
    }
}
