using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Messages;
using TitleReview.Domain.SignIn;

namespace TitleReview.App.Storage.Mappings;

internal sealed class MessageMappings :
    IEntityTypeConfiguration<OutboxEvent>, IEntityTypeConfiguration<Message>, IEntityTypeConfiguration<Delivery>, IEntityTypeConfiguration<MessageSettings>
{
    public void Configure(EntityTypeBuilder<OutboxEvent> builder)
    {
        builder.ToTable("outbox_events");
        builder.HasKey(e => new { e.TenantId, e.Id });
        builder.Property(e => e.Facts).IsJson();
        builder.HasIndex(e => new { e.TenantId, e.Key }).IsUnique().HasDatabaseName("ux_outbox_events_key");
        builder.HasIndex(e => new { e.TenantId, e.At }).HasFilter("dispatched_at is null").HasDatabaseName("ix_outbox_events_waiting");
        builder.HasOne<Filing>().WithMany().HasForeignKey(e => new { e.TenantId, e.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.HasKey(m => new { m.TenantId, m.Id });
        // Two nodes, a kill between any two steps: one person hears of one thing once.
        builder.HasIndex(m => new { m.TenantId, m.UserId, m.EventId }).IsUnique().HasDatabaseName("ux_messages_once");
        builder.HasIndex(m => new { m.TenantId, m.UserId, m.At });
        builder.HasIndex(m => new { m.TenantId, m.UserId }).HasFilter("read_at is null").HasDatabaseName("ix_messages_unread");
        builder.HasOne<OutboxEvent>().WithMany().HasForeignKey(m => new { m.TenantId, m.EventId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("deliveries");
        builder.HasKey(d => new { d.TenantId, d.Id });
        builder.HasIndex(d => new { d.TenantId, d.MessageId, d.Channel }).IsUnique().HasDatabaseName("ux_deliveries_once");
        builder.HasIndex(d => new { d.TenantId, d.NextAt }).HasFilter("status = 'Waiting'").HasDatabaseName("ix_deliveries_waiting");
        builder.HasOne<Message>().WithMany().HasForeignKey(d => new { d.TenantId, d.MessageId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<MessageSettings> builder)
    {
        builder.ToTable("message_settings");
        builder.HasKey(s => s.TenantId);
        builder.Property(s => s.Terms).IsJson();
        builder.Property(s => s.Version).IsRowVersion();
    }
}

internal sealed class SignInMappings :
    IEntityTypeConfiguration<SignInSettings>, IEntityTypeConfiguration<SecondFactor>, IEntityTypeConfiguration<SignInRecord>, IEntityTypeConfiguration<OldPassword>
{
    public void Configure(EntityTypeBuilder<SignInSettings> builder)
    {
        builder.ToTable("sign_in_settings");
        builder.HasKey(s => s.TenantId);
        builder.Property(s => s.Terms).IsJson();
        builder.Property(s => s.Version).IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<SecondFactor> builder)
    {
        builder.ToTable("second_factors");
        builder.HasKey(f => new { f.TenantId, f.UserId });
        builder.Property(f => f.RecoveryDigests).IsJson();
        builder.Property(f => f.Version).IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<SignInRecord> builder)
    {
        builder.ToTable("sign_ins");
        builder.HasKey(s => new { s.TenantId, s.Id });
        builder.HasIndex(s => new { s.TenantId, s.UserId }).HasFilter("ended_at is null").HasDatabaseName("ix_sign_ins_open");
    }

    public void Configure(EntityTypeBuilder<OldPassword> builder)
    {
        builder.ToTable("old_passwords");
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.HasIndex(p => new { p.TenantId, p.UserId, p.At });
    }
}
