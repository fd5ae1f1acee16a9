using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Panels;

namespace TitleReview.App.Storage.Mappings;

internal sealed class PanelMappings : IEntityTypeConfiguration<PanelReview>
{
    public void Configure(EntityTypeBuilder<PanelReview> builder)
    {
        builder.ToTable("panel_reviews");
        builder.HasKey(r => new { r.TenantId, r.MeetingId, r.FilingId, r.ExpertId });
        builder.Ignore(r => r.IsSubmitted);
        builder.Property(r => r.Scores).IsJson();
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasIndex(r => new { r.TenantId, r.MeetingId, r.ExpertId });
        builder.HasOne<MeetingCase>().WithMany().HasForeignKey(r => new { r.TenantId, r.MeetingId, r.FilingId }).OnDelete(DeleteBehavior.Restrict);
        // 席位由候补顶上的，他的评议随他走。
        builder.HasOne<Seat>().WithMany().HasForeignKey(r => new { r.TenantId, r.MeetingId, r.ExpertId }).OnDelete(DeleteBehavior.Cascade);
    }
}
