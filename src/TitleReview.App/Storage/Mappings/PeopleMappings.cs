using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;

namespace TitleReview.App.Storage.Mappings;

internal sealed class PeopleMappings : IEntityTypeConfiguration<ImportSheet>, IEntityTypeConfiguration<Deputation>, IEntityTypeConfiguration<Handover>
{
    public void Configure(EntityTypeBuilder<ImportSheet> builder)
    {
        // What waits is sealed; what is over keeps no numbers.
        builder.ToTable("import_sheets", t => t.HasCheckConstraint("ck_import_sheets_emptied", "(state = 'Previewed') = (length(sealed_rows) > 0)"));
        builder.HasKey(s => new { s.TenantId, s.Id });
        builder.Property(s => s.Outcome).IsJson();
        builder.Property(s => s.Version).IsRowVersion();
        builder.HasIndex(s => new { s.TenantId, s.OfficeId, s.UploadedAt });
        builder.HasOne<Office>().WithMany().HasForeignKey(s => new { s.TenantId, s.OfficeId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Deputation> builder)
    {
        // Nobody stands in for himself.
        builder.ToTable("deputations", t => t.HasCheckConstraint("ck_deputations_two", "principal_id <> deputy_id"));
        builder.HasKey(d => new { d.TenantId, d.Id });
        builder.Property(d => d.Version).IsRowVersion();
        builder.HasIndex(d => new { d.TenantId, d.PrincipalId }).HasFilter("ended_at is null").HasDatabaseName("ix_deputations_principal");
        builder.HasIndex(d => new { d.TenantId, d.OfficeId });
        builder.HasOne<Office>().WithMany().HasForeignKey(d => new { d.TenantId, d.OfficeId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Handover> builder)
    {
        builder.ToTable("handovers", t => t.HasCheckConstraint("ck_handovers_two", "from_id <> to_id"));
        builder.HasKey(h => new { h.TenantId, h.Id });
        builder.Property(h => h.Work).IsJson();
        builder.Property(h => h.Version).IsRowVersion();
        builder.HasIndex(h => new { h.TenantId, h.FromId }).IsUnique().HasFilter("state = 'Offered'").HasDatabaseName("ux_handovers_waiting");
        builder.HasIndex(h => new { h.TenantId, h.OfficeId });
        builder.HasOne<Office>().WithMany().HasForeignKey(h => new { h.TenantId, h.OfficeId }).OnDelete(DeleteBehavior.Restrict);
    }
}
