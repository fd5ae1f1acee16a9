using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Panels;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Portal;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Results;
using TitleReview.Domain.Reviews;
using TitleReview.Domain.SignIn;

namespace TitleReview.App.Storage;

/// <summary>数据库。业务只经 <see cref="TenantSession"/> 使用；登录用的账号表不带租户。</summary>
internal sealed partial class TitleReviewDb(DbContextOptions<TitleReviewDb> options, TenantId tenant) : IdentityUserContext<AppUser, Guid>(options)
{
    public const string TenantFilter = "Tenant";

    /// <summary>空号表示没有租户：什么都看不见，什么都写不进。</summary>
    public TenantId Tenant { get; } = tenant;

    public DbSet<Tenant> Tenants => Set<Tenant>();
    public DbSet<Office> Offices => Set<Office>();
    public DbSet<Applicant> Applicants => Set<Applicant>();
    public DbSet<Plan> Plans => Set<Plan>();
    public DbSet<PlanEdition> PlanEditions => Set<PlanEdition>();
    public DbSet<PlanDraft> PlanDrafts => Set<PlanDraft>();
    public DbSet<PlanDefaults> PlanDefaults => Set<PlanDefaults>();
    public DbSet<Filing> Filings => Set<Filing>();
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<Material> Materials => Set<Material>();
    public DbSet<MaterialPage> MaterialPages => Set<MaterialPage>();
    public DbSet<PartialUpload> PartialUploads => Set<PartialUpload>();
    public DbSet<PublicNotice> Notices => Set<PublicNotice>();
    public DbSet<Judgement> Judgements => Set<Judgement>();
    public DbSet<OriginalMark> OriginalMarks => Set<OriginalMark>();
    public DbSet<DeskNote> DeskNotes => Set<DeskNote>();
    public DbSet<Proposal> Proposals => Set<Proposal>();
    public DbSet<Defect> Defects => Set<Defect>();
    public DbSet<Announcement> Announcements => Set<Announcement>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<ReviewCase> ReviewCases => Set<ReviewCase>();
    public DbSet<ReviewAssignment> ReviewAssignments => Set<ReviewAssignment>();
    public DbSet<Expert> Experts => Set<Expert>();
    public DbSet<ExpertTie> ExpertTies => Set<ExpertTie>();
    public DbSet<Committee> Committees => Set<Committee>();
    public DbSet<Draw> Draws => Set<Draw>();
    public DbSet<Meeting> Meetings => Set<Meeting>();
    public DbSet<Seat> Seats => Set<Seat>();
    public DbSet<Presence> Presences => Set<Presence>();
    public DbSet<MeetingCase> MeetingCases => Set<MeetingCase>();
    public DbSet<Recusal> Recusals => Set<Recusal>();
    public DbSet<ObserverSeat> ObserverSeats => Set<ObserverSeat>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<PanelReview> PanelReviews => Set<PanelReview>();
    public DbSet<DefenceSitting> DefenceSittings => Set<DefenceSitting>();
    public DbSet<Defence> Defences => Set<Defence>();
    public DbSet<DefenceMark> DefenceMarks => Set<DefenceMark>();
    public DbSet<Exemption> Exemptions => Set<Exemption>();
    public DbSet<LanguageTest> LanguageTests => Set<LanguageTest>();
    public DbSet<BallotRound> BallotRounds => Set<BallotRound>();
    public DbSet<BallotCase> BallotCases => Set<BallotCase>();
    public DbSet<SealedVote> SealedVotes => Set<SealedVote>();
    public DbSet<ReviewResult> ReviewResults => Set<ReviewResult>();
    public DbSet<ResultNotice> ResultNotices => Set<ResultNotice>();
    public DbSet<ResultObjection> ResultObjections => Set<ResultObjection>();
    public DbSet<ResultMirror> ResultMirrors => Set<ResultMirror>();
    public DbSet<ResultDecision> ResultDecisions => Set<ResultDecision>();
    public DbSet<Certificate> Certificates => Set<Certificate>();
    public DbSet<CertificateBatch> CertificateBatches => Set<CertificateBatch>();
    public DbSet<SavedFilter> SavedFilters => Set<SavedFilter>();
    public DbSet<BulkOrder> BulkOrders => Set<BulkOrder>();
    public DbSet<BulkRow> BulkRows => Set<BulkRow>();
    public DbSet<DeskAssignment> DeskAssignments => Set<DeskAssignment>();
    public DbSet<PrintedForm> PrintedForms => Set<PrintedForm>();
    public DbSet<FeeNotice> FeeNotices => Set<FeeNotice>();
    public DbSet<Payment> Payments => Set<Payment>();
    public DbSet<PaymentShare> PaymentShares => Set<PaymentShare>();
    public DbSet<FeeRefund> FeeRefunds => Set<FeeRefund>();
    public DbSet<FeeReceipt> FeeReceipts => Set<FeeReceipt>();
    public DbSet<BankSheet> BankSheets => Set<BankSheet>();
    public DbSet<BankLine> BankLines => Set<BankLine>();
    public DbSet<BankCorrection> BankCorrections => Set<BankCorrection>();
    public DbSet<PaperHandIn> PaperHandIns => Set<PaperHandIn>();
    public DbSet<PaperReceipt> PaperReceipts => Set<PaperReceipt>();
    public DbSet<CalendarYear> CalendarYears => Set<CalendarYear>();
    public DbSet<RegionalHoliday> RegionalHolidays => Set<RegionalHoliday>();
    public DbSet<IntegrityRecord> IntegrityRecords => Set<IntegrityRecord>();
    public DbSet<OutboxEvent> OutboxEvents => Set<OutboxEvent>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<MessageSettings> MessageSettings => Set<MessageSettings>();
    public DbSet<SignInSettings> SignInSettings => Set<SignInSettings>();
    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();
    public DbSet<SignInRecord> SignIns => Set<SignInRecord>();
    public DbSet<OldPassword> OldPasswords => Set<OldPassword>();
    public DbSet<ImportSheet> ImportSheets => Set<ImportSheet>();
    public DbSet<Deputation> Deputations => Set<Deputation>();
    public DbSet<Handover> Handovers => Set<Handover>();
    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();
    public DbSet<OperationKey> OperationKeys => Set<OperationKey>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<NumberCounter> NumberCounters => Set<NumberCounter>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <summary>不属于任何租户的表，全在这里；别的表没有租户就是错。</summary>
    public static readonly IReadOnlyList<string> SharedTables =
        ["tenants", "users", "user_claims", "user_logins", "user_tokens", "protection_keys", "__EFMigrationsHistory"];

    /// <summary>全平台的表：也强制行级隔离，只是隔离不按租户（docs/decisions/0011）。</summary>
    public static readonly IReadOnlyList<string> PlatformTables = ["calendar_years", "platform_bars", "person_years"];

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<TenantId>().HaveConversion<IdConverter<TenantId>>();
        configuration.Properties<UserId>().HaveConversion<IdConverter<UserId>>();
        configuration.Properties<OfficeId>().HaveConversion<IdConverter<OfficeId>>();
        configuration.Properties<ApplicantId>().HaveConversion<IdConverter<ApplicantId>>();
        configuration.Properties<PlanId>().HaveConversion<IdConverter<PlanId>>();
        configuration.Properties<FilingId>().HaveConversion<IdConverter<FilingId>>();
        configuration.Properties<MaterialId>().HaveConversion<IdConverter<MaterialId>>();
        configuration.Properties<PartialUploadId>().HaveConversion<IdConverter<PartialUploadId>>();
        configuration.Properties<PlanDraftId>().HaveConversion<IdConverter<PlanDraftId>>();
        configuration.Properties<NoticeId>().HaveConversion<IdConverter<NoticeId>>();
        configuration.Properties<AnnouncementId>().HaveConversion<IdConverter<AnnouncementId>>();
        configuration.Properties<AttachmentId>().HaveConversion<IdConverter<AttachmentId>>();
        configuration.Properties<IntegrityRecordId>().HaveConversion<IdConverter<IntegrityRecordId>>();
        configuration.Properties<DefectId>().HaveConversion<IdConverter<DefectId>>();
        configuration.Properties<DeskNoteId>().HaveConversion<IdConverter<DeskNoteId>>();
        configuration.Properties<ImportSheetId>().HaveConversion<IdConverter<ImportSheetId>>();
        configuration.Properties<DeputationId>().HaveConversion<IdConverter<DeputationId>>();
        configuration.Properties<HandoverId>().HaveConversion<IdConverter<HandoverId>>();
        configuration.Properties<ExpertId>().HaveConversion<IdConverter<ExpertId>>();
        configuration.Properties<CommitteeId>().HaveConversion<IdConverter<CommitteeId>>();
        configuration.Properties<MeetingId>().HaveConversion<IdConverter<MeetingId>>();
        configuration.Properties<SittingId>().HaveConversion<IdConverter<SittingId>>();
        configuration.Properties<RoundId>().HaveConversion<IdConverter<RoundId>>();
        configuration.Properties<ResultId>().HaveConversion<IdConverter<ResultId>>();
        configuration.Properties<ResultNoticeId>().HaveConversion<IdConverter<ResultNoticeId>>();
        configuration.Properties<ResultDecisionId>().HaveConversion<IdConverter<ResultDecisionId>>();
        configuration.Properties<CertificateId>().HaveConversion<IdConverter<CertificateId>>();
        configuration.Properties<CertificateBatchId>().HaveConversion<IdConverter<CertificateBatchId>>();
        configuration.Properties<DrawId>().HaveConversion<IdConverter<DrawId>>();
        configuration.Properties<ProposalId>().HaveConversion<IdConverter<ProposalId>>();
        configuration.Properties<BulkId>().HaveConversion<IdConverter<BulkId>>();
        configuration.Properties<PaymentId>().HaveConversion<IdConverter<PaymentId>>();
        configuration.Properties<FeeRefundId>().HaveConversion<IdConverter<FeeRefundId>>();
        configuration.Properties<BankSheetId>().HaveConversion<IdConverter<BankSheetId>>();
        configuration.Properties<BankLineId>().HaveConversion<IdConverter<BankLineId>>();
        configuration.Properties<BankCorrectionId>().HaveConversion<IdConverter<BankCorrectionId>>();
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        // PostgreSQL keeps instants in UTC; reading gives UTC, showing gives Beijing time.
        configuration.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(TitleReviewDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType)).ToList())
            typeof(TitleReviewDb).GetMethod(nameof(OwnedByTenant), BindingFlags.NonPublic | BindingFlags.Instance)!
                .MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
        SnakeCase(builder);
    }

    private void OwnedByTenant<T>(ModelBuilder builder) where T : class, ITenantOwned
    {
        builder.Entity<T>().HasQueryFilter(TenantFilter, x => x.TenantId == Tenant);
        builder.Entity<T>().HasOne<Tenant>().WithMany().HasForeignKey(x => x.TenantId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <summary>第三道墙：别的租户的行，进了跟踪器也存不下去。</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseOtherTenants();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseOtherTenants();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private void RefuseOtherTenants()
    {
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
            if (entry.State is not (EntityState.Unchanged or EntityState.Detached) && entry.Entity.TenantId != Tenant)
                throw new InvalidOperationException($"A row of another tenant is being saved: {entry.Metadata.ClrType.Name}.");
    }

    private static void SnakeCase(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            entity.SetTableName(Snake(entity.GetTableName()!));
            foreach (var property in entity.GetProperties().Where(p => !p.IsConcurrencyToken || p.ClrType != typeof(uint))) property.SetColumnName(Snake(property.Name));
            foreach (var complex in entity.GetComplexProperties())
                foreach (var property in complex.ComplexType.GetProperties()) property.SetColumnName(Snake(property.Name));
            foreach (var key in entity.GetKeys()) key.SetName(Snake(key.GetName()!));
            foreach (var foreignKey in entity.GetForeignKeys()) foreignKey.SetConstraintName(Snake(foreignKey.GetConstraintName()!));
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName(Snake(index.GetDatabaseName()!));
        }
    }

    private static string Snake(string name) =>
        WordStart().Replace(name.Replace("AspNet", "", StringComparison.Ordinal), "_").Replace("__", "_", StringComparison.Ordinal).ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
