using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;

namespace TitleReview.App.Storage.Mappings;

internal sealed class BulkMappings : IEntityTypeConfiguration<BulkOrder>, IEntityTypeConfiguration<BulkRow>, IEntityTypeConfiguration<DeskAssignment>
{
    public void Configure(EntityTypeBuilder<BulkOrder> builder)
    {
        builder.ToTable("bulk_orders");
        builder.HasKey(o => new { o.TenantId, o.Id });
        builder.Property(o => o.Ask).IsJson();
        builder.Property(o => o.Version).IsRowVersion();
        builder.HasIndex(o => new { o.TenantId, o.OrderedBy, o.OrderedAt }).HasDatabaseName("ix_bulk_orders_own");
        builder.HasIndex(o => new { o.TenantId, o.OrderedAt }).HasFilter("state in ('Checking', 'Running')").HasDatabaseName("ix_bulk_orders_due");
        builder.HasIndex(o => new { o.TenantId, o.FileUntil }).HasFilter("file is not null").HasDatabaseName("ix_bulk_orders_files");
        builder.HasOne<Office>().WithMany().HasForeignKey(o => new { o.TenantId, o.OfficeId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<BulkRow> builder)
    {
        builder.ToTable("bulk_rows");
        builder.HasKey(r => new { r.TenantId, r.BulkId, r.No });
        builder.HasIndex(r => new { r.TenantId, r.BulkId, r.State, r.No }).HasDatabaseName("ix_bulk_rows_state");
        builder.HasIndex(r => new { r.TenantId, r.BulkId, r.FilingId }).IsUnique().HasDatabaseName("ux_bulk_rows_once");
        builder.HasOne<BulkOrder>().WithMany().HasForeignKey(r => new { r.TenantId, r.BulkId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Filing>().WithMany().HasForeignKey(r => new { r.TenantId, r.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DeskAssignment> builder)
    {
        builder.ToTable("desk_assignments");
        builder.HasKey(a => new { a.TenantId, a.FilingId, a.OfficeId });
        builder.HasOne<Filing>().WithMany().HasForeignKey(a => new { a.TenantId, a.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Office>().WithMany().HasForeignKey(a => new { a.TenantId, a.OfficeId }).OnDelete(DeleteBehavior.Restrict);
    }
}
