using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using TitleReview.Domain;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Portal;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Reviews;

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
    public DbSet<Announcement> Announcements => Set<Announcement>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<ReviewCase> ReviewCases => Set<ReviewCase>();
    public DbSet<ReviewAssignment> ReviewAssignments => Set<ReviewAssignment>();
    public DbSet<PrintedForm> PrintedForms => Set<PrintedForm>();
    public DbSet<CalendarYear> CalendarYears => Set<CalendarYear>();
    public DbSet<RegionalHoliday> RegionalHolidays => Set<RegionalHoliday>();
    public DbSet<IntegrityRecord> IntegrityRecords => Set<IntegrityRecord>();
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
