using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Storage.Mappings;

internal sealed class FeeNoticeMapping : IEntityTypeConfiguration<FeeNotice>
{
    public void Configure(EntityTypeBuilder<FeeNotice> builder)
    {
        builder.ToTable("fee_notices", t => t.HasCheckConstraint("ck_fee_notices_money", "amount_fen >= 0 and paid_fen >= 0"));
        builder.HasKey(n => new { n.TenantId, n.FilingId });
        builder.Property(n => n.Version).IsRowVersion();
        builder.HasOne<Filing>().WithMany().HasForeignKey(n => new { n.TenantId, n.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Office>().WithMany().HasForeignKey(n => new { n.TenantId, n.CollectorId }).OnDelete(DeleteBehavior.Restrict);
        // 合计、各单位还差多少只看索引，不翻表。
        builder.HasIndex(n => new { n.TenantId, n.CollectorId, n.Settled, n.EmployerId }).IncludeProperties(n => new { n.DueAt, n.AmountFen, n.PaidFen }).HasDatabaseName("ix_fee_notices_collector");
        builder.HasIndex(n => new { n.TenantId, n.EmployerId, n.Settled }).IncludeProperties(n => new { n.DueAt, n.AmountFen, n.PaidFen }).HasDatabaseName("ix_fee_notices_employer");
        builder.HasIndex(n => new { n.TenantId, n.ApplicantId });
        builder.HasIndex(n => new { n.TenantId, n.DueAt }).HasFilter("not settled and due_at is not null").HasDatabaseName("ix_fee_notices_due");
    }
}

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments", t => t.HasCheckConstraint("ck_payments_money", "amount_fen > 0 and surplus_fen >= surplus_refunded_fen and surplus_refunded_fen >= 0"));
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.Property(p => p.Version).IsRowVersion();
        builder.Property(p => p.Slip).IsJson();
        builder.HasMany(p => p.Shares).WithOne().HasForeignKey(s => new { s.TenantId, s.PaymentId }).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(p => p.Shares).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasOne<Office>().WithMany().HasForeignKey(p => new { p.TenantId, p.CollectorId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.TenantId, p.CollectorId, p.State, p.SubmittedAt });
        builder.HasIndex(p => new { p.TenantId, p.CollectorId, p.DecidedAt, p.Id }).HasFilter("state <> 'Waiting'").HasDatabaseName("ix_payments_decided");
        builder.HasIndex(p => new { p.TenantId, p.EmployerId, p.State, p.DecidedAt });
        builder.HasIndex(p => new { p.TenantId, p.CollectorId, p.PayerName, p.PaidOn });
        builder.HasIndex(p => new { p.TenantId, p.Serial, p.PaidOn, p.AmountFen }).IsUnique().HasFilter("serial is not null and state in ('Waiting', 'Confirmed')").HasDatabaseName("ux_payments_serial");
    }
}

internal sealed class PaymentShareMapping : IEntityTypeConfiguration<PaymentShare>
{
    public void Configure(EntityTypeBuilder<PaymentShare> builder)
    {
        builder.ToTable("payment_shares", t => t.HasCheckConstraint("ck_payment_shares_money", "amount_fen >= refunded_fen and refunded_fen >= 0"));
        builder.HasKey(s => new { s.TenantId, s.PaymentId, s.FilingId });
        builder.HasOne<FeeNotice>().WithMany().HasForeignKey(s => new { s.TenantId, s.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FeeRefundMapping : IEntityTypeConfiguration<FeeRefund>
{
    public void Configure(EntityTypeBuilder<FeeRefund> builder)
    {
        builder.ToTable("fee_refunds", t => t.HasCheckConstraint("ck_fee_refunds_money", "amount_fen > 0"));
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasOne<Payment>().WithMany().HasForeignKey(r => new { r.TenantId, r.PaymentId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.TenantId, r.CollectorId }).HasFilter("state = 'Waiting'").HasDatabaseName("ix_fee_refunds_waiting");
    }
}

internal sealed class FeeReceiptMapping : IEntityTypeConfiguration<FeeReceipt>
{
    public void Configure(EntityTypeBuilder<FeeReceipt> builder)
    {
        builder.ToTable("fee_receipts", t => t.HasCheckConstraint("ck_fee_receipts_no", "no >= 1 and amount_fen > 0"));
        builder.HasKey(r => new { r.TenantId, r.Year, r.No });
        builder.Ignore(r => r.Number);
        builder.Property(r => r.Lines).IsJson();
        builder.HasOne<Payment>().WithMany().HasForeignKey(r => new { r.TenantId, r.PaymentId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.TenantId, r.PaymentId });
        builder.Property(r => r.Version).IsRowVersion();
    }
}

internal sealed class BankSheetMapping : IEntityTypeConfiguration<BankSheet>
{
    public void Configure(EntityTypeBuilder<BankSheet> builder)
    {
        builder.ToTable("bank_sheets");
        builder.HasKey(s => new { s.TenantId, s.Id });
        builder.Property(s => s.Version).IsRowVersion();
        builder.Property(s => s.Columns).IsJson();
        builder.HasOne<Office>().WithMany().HasForeignKey(s => new { s.TenantId, s.CollectorId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.TenantId, s.Sha256 }).IsUnique().HasFilter("state <> 'Discarded'").HasDatabaseName("ux_bank_sheets_file");
    }
}

internal sealed class BankLineMapping : IEntityTypeConfiguration<BankLine>
{
    public void Configure(EntityTypeBuilder<BankLine> builder)
    {
        builder.ToTable("bank_lines", t => t.HasCheckConstraint("ck_bank_lines_counted", "(state = 'Counted') = (payment_id is not null) and (state <> 'Repeat' or same_as is not null)"));
        builder.HasKey(l => new { l.TenantId, l.Id });
        builder.Ignore(l => l.Entry);
        builder.Property(l => l.Version).IsRowVersion();
        builder.HasOne<BankSheet>().WithMany().HasForeignKey(l => new { l.TenantId, l.SheetId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Payment>().WithMany().HasForeignKey(l => new { l.TenantId, l.PaymentId }).OnDelete(DeleteBehavior.Restrict);
        // 认下是另一笔的（same_as）不在内。
        builder.HasIndex(l => new { l.TenantId, l.CollectorId, l.Serial, l.PaidOn, l.AmountFen, l.PayerName }).IsUnique().HasFilter("same_as is null").HasDatabaseName("ux_bank_lines_same");
        builder.HasIndex(l => new { l.TenantId, l.PaymentId }).IsUnique().HasFilter("payment_id is not null").HasDatabaseName("ux_bank_lines_payment");
        builder.HasIndex(l => new { l.TenantId, l.SheetId, l.RowNo });
    }
}

internal sealed class BankCorrectionMapping : IEntityTypeConfiguration<BankCorrection>
{
    public void Configure(EntityTypeBuilder<BankCorrection> builder)
    {
        builder.ToTable("bank_corrections");
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasOne<BankLine>().WithMany().HasForeignKey(c => new { c.TenantId, c.LineId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Payment>().WithMany().HasForeignKey(c => new { c.TenantId, c.PaymentId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.TenantId, c.LineId }).IsUnique().HasFilter("state = 'Waiting'").HasDatabaseName("ux_bank_corrections_waiting");
        builder.HasIndex(c => new { c.TenantId, c.CollectorId }).HasFilter("state = 'Waiting'").HasDatabaseName("ix_bank_corrections_collector");
    }
}

internal sealed class SeriesCounterMapping : IEntityTypeConfiguration<SeriesCounter>
{
    public void Configure(EntityTypeBuilder<SeriesCounter> builder)
    {
        builder.ToTable("series_counters");
        builder.HasKey(c => new { c.TenantId, c.Series, c.Year });
    }
}

internal sealed class PaperHandInMapping : IEntityTypeConfiguration<PaperHandIn>
{
    public void Configure(EntityTypeBuilder<PaperHandIn> builder)
    {
        builder.ToTable("paper_hand_ins");
        builder.HasKey(p => new { p.TenantId, p.FilingId });
        builder.Property(p => p.Version).IsRowVersion();
        builder.Property(p => p.Items).IsJson();
        builder.HasOne<Filing>().WithMany().HasForeignKey(p => new { p.TenantId, p.FilingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Office>().WithMany().HasForeignKey(p => new { p.TenantId, p.ReceiverId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.TenantId, p.Code }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.ReceiverId, p.EmployerId }).IncludeProperties(p => new { p.CompletedAt, p.CheckedAt, p.DueAt }).HasDatabaseName("ix_paper_hand_ins_receiver");
        builder.HasIndex(p => new { p.TenantId, p.EmployerId }).IncludeProperties(p => new { p.CompletedAt, p.CheckedAt, p.DueAt }).HasDatabaseName("ix_paper_hand_ins_employer");
        builder.HasIndex(p => new { p.TenantId, p.DueAt }).HasFilter("completed_at is null and due_at is not null").HasDatabaseName("ix_paper_hand_ins_due");
    }
}

internal sealed class PaperReceiptMapping : IEntityTypeConfiguration<PaperReceipt>
{
    public void Configure(EntityTypeBuilder<PaperReceipt> builder)
    {
        builder.ToTable("paper_receipts");
        builder.HasKey(r => new { r.TenantId, r.Year, r.No });
        builder.Ignore(r => r.Number);
        builder.Property(r => r.Version).IsRowVersion();
        builder.Property(r => r.Filings).IsJson();
        builder.Property(r => r.Lines).IsJson();
        builder.HasOne<Office>().WithMany().HasForeignKey(r => new { r.TenantId, r.ReceiverId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.TenantId, r.ReceiverId });
        builder.HasIndex(r => new { r.TenantId, r.EmployerId });
    }
}
