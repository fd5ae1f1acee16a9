using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;

namespace TitleReview.App.Storage.Mappings;

internal sealed class DefenceMappings : IEntityTypeConfiguration<DefenceSitting>, IEntityTypeConfiguration<Defence>, IEntityTypeConfiguration<DefenceMark>, IEntityTypeConfiguration<Exemption>, IEntityTypeConfiguration<LanguageTest>
{
    public void Configure(EntityTypeBuilder<DefenceSitting> builder)
    {
        builder.ToTable("defence_sittings", t => t.HasCheckConstraint("ck_defence_sittings_span", "ends_at > starts_at and minutes > 0 and (room <> '' or video_link is not null)"));
        builder.HasKey(s => new { s.TenantId, s.Id });
        builder.Ignore(s => s.IsVideo);
        builder.Ignore(s => s.Span);
        builder.Ignore(s => s.Rooms);
        builder.Property(s => s.Version).IsRowVersion();
        builder.HasIndex(s => new { s.TenantId, s.MeetingId, s.StartsAt });
        builder.HasIndex(s => new { s.TenantId, s.MeetingId, s.No }).IsUnique().HasDatabaseName("ux_defence_sittings_no");
        builder.HasOne<Meeting>().WithMany().HasForeignKey(s => new { s.TenantId, s.MeetingId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Defence> builder)
    {
        builder.ToTable("defences", t =>
        {
            t.HasCheckConstraint("ck_defences_slot", "(sitting_id is null) = (starts_at is null) and (starts_at is null) = (ends_at is null) and (state not in ('Scheduled', 'Done') or sitting_id is not null) and (state <> 'Waiting' or sitting_id is null)");
            t.HasCheckConstraint("ck_defences_done", "(state = 'Done') = (marks is not null) and (marks is null) = (score is null and passed is null) and (score is null or passed is null) and (state in ('Done', 'Absent')) = (ended_at is not null)");
        });
        builder.HasKey(d => new { d.TenantId, d.MeetingId, d.FilingId });
        builder.Ignore(d => d.At);
        builder.Ignore(d => d.IsOpen);
        builder.Property(d => d.Version).IsRowVersion();
        builder.HasIndex(d => new { d.TenantId, d.SittingId });
        builder.HasIndex(d => new { d.TenantId, d.FilingId });
        builder.HasOne<MeetingCase>().WithMany().HasForeignKey(d => new { d.TenantId, d.MeetingId, d.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DefenceSitting>().WithMany().HasForeignKey(d => new { d.TenantId, d.SittingId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DefenceMark> builder)
    {
        builder.ToTable("defence_marks", t => t.HasCheckConstraint("ck_defence_marks_one", "(score is null) <> (passed is null)"));
        builder.HasKey(m => new { m.TenantId, m.MeetingId, m.FilingId, m.ExpertId });
        builder.Property(m => m.Version).IsRowVersion();
        builder.HasIndex(m => new { m.TenantId, m.MeetingId, m.ExpertId });
        builder.HasOne<Defence>().WithMany().HasForeignKey(m => new { m.TenantId, m.MeetingId, m.FilingId }).OnDelete(DeleteBehavior.Restrict);
        // 席位由候补顶上的，他评的随他走。
        builder.HasOne<Seat>().WithMany().HasForeignKey(m => new { m.TenantId, m.MeetingId, m.ExpertId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Exemption> builder)
    {
        builder.ToTable("exemptions", t => t.HasCheckConstraint("ck_exemptions_second", "(state = 'Waiting') = (decided_at is null) and (state not in ('Agreed', 'Refused') or decided_by_id <> proposed_by)"));
        Undoing(builder, "exemptions");
        builder.HasKey(e => new { e.TenantId, e.Id });
        builder.Ignore(e => e.Sentence);
        builder.Ignore(e => e.BlindSentence);
        builder.Property(e => e.Version).IsRowVersion();
        // 从前的都是免于答辩。
        builder.Property(e => e.Matter).HasDefaultValue(ExemptionMatter.Defence).HasSentinel((ExemptionMatter)(-1));
        builder.HasIndex(e => new { e.TenantId, e.FilingId, e.Matter }).IsUnique().HasFilter("state in ('Waiting', 'Agreed')").HasDatabaseName("ux_exemptions_live");
        builder.HasOne<Filing>().WithMany().HasForeignKey(e => new { e.TenantId, e.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<LanguageTest> builder)
    {
        builder.ToTable("language_tests", t => t.HasCheckConstraint("ck_language_tests_second", "(state = 'Waiting') = (decided_at is null) and (state not in ('Agreed', 'Refused') or decided_by_id <> entered_by)"));
        Undoing(builder, "language_tests");
        builder.HasKey(t => new { t.TenantId, t.Id });
        builder.Ignore(t => t.KnocksOut);
        builder.Ignore(t => t.Sentence);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.TenantId, t.FilingId }).IsUnique().HasFilter("state in ('Waiting', 'Agreed')").HasDatabaseName("ux_language_tests_live");
        builder.HasOne<Filing>().WithMany().HasForeignKey(t => new { t.TenantId, t.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }

    /// <summary>两个人认了的，撤回也要两个人：数据库里也守着。</summary>
    private static void Undoing<T>(EntityTypeBuilder<T> builder, string table) where T : AgreedByTwo
    {
        builder.ToTable(t => t.HasCheckConstraint($"ck_{table}_undone", "(undo_by_id is null) = (undo_at is null) and (undo_by_id is null or state in ('Agreed', 'Withdrawn')) and (undone_by_id is null) = (undone_at is null) and (undone_by_id is null or (state = 'Withdrawn' and undo_by_id is not null and undone_by_id <> undo_by_id)) and (undo_by_id is null or (state = 'Withdrawn') = (undone_by_id is not null))"));
        builder.Ignore(t => t.IsAgreed);
        builder.Ignore(t => t.IsLive);
        builder.Ignore(t => t.IsUndoing);
        builder.Ignore(t => t.AwaitsSecond);
        builder.Ignore(t => t.Steps);
    }
}
