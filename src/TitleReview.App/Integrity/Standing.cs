using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Integrity;

/// <summary>申报以外的事：诚信记录、在别的端口的申报。号码只在这里打开，换成摘要去问。</summary>
internal static class Standing
{
    private const string CreditCodePurpose = "integrity.credit_code";

    /// <summary>此刻挡住这个人申报的记录：本人的、所在单位的；本端口记的，别的端口列入平台黑名单的。</summary>
    /// <param name="found">给了的，连由这份申报认定、还没有到期间的一起算：作假的这一份不能通过。</param>
    public static async Task<IReadOnlyList<Bar>> Bars(this TenantSession session, Vault vault, Applicant applicant, Office employer, CancellationToken ct, FilingId? found = null)
    {
        var (today, tenant) = (session.Now.Today, session.Tenant.Id);
        var (person, units) = (applicant.ResidentIdDigest, employer.CreditCodes.Select(c => vault.Digest(tenant, CreditCodePurpose, c)).ToList());
        var here = await session.Db.IntegrityRecords.AsNoTracking()
            .Where(r => r.LiftedAt == null && ((found != null && r.FilingId == found) || (r.From <= today && today <= r.To
                && ((r.Subject == IntegritySubject.Person && r.SubjectDigest == person) || (r.Subject == IntegritySubject.Employer && units.Contains(r.SubjectDigest))))))
            .OrderBy(r => r.Subject).ThenBy(r => r.From).ToListAsync(ct);
        List<Bar> bars = [.. here.Select(r => new Bar(r.Subject == IntegritySubject.Employer, r.From, r.To, r.Basis, r.DecidedOffice))];

        var own = await PlatformRegister.BarsElsewhere(session, PersonOnPlatform(vault, session, applicant), today, ct);
        List<(DateOnly From, DateOnly To, string Basis)> its = [];
        foreach (var code in employer.CreditCodes) its.AddRange(await PlatformRegister.BarsElsewhere(session, UnitOnPlatform(vault, code), today, ct));
        if (own.Count + its.Count == 0) return bars;

        // 别的端口记的，问本端口的地区人社局；是哪个端口记的，不说。
        var office = await session.Db.Offices.Where(o => o.Kind == OfficeKind.PrefectureHr).Select(o => o.Name).FirstOrDefaultAsync(ct) ?? session.Tenant.Name;
        bars.AddRange(own.Select(b => new Bar(false, b.From, b.To, b.Basis, office)));
        bars.AddRange(its.Select(b => new Bar(true, b.From, b.To, b.Basis, office)));
        return bars;
    }

    /// <summary>收件箱里的一页，哪几份不能通过：与 <see cref="Bars"/> 同样的规则，一页只问一句。</summary>
    public static async Task<IReadOnlySet<FilingId>> Barred(this TenantSession session, Vault vault, IReadOnlyList<Standee> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return new HashSet<FilingId>();

        var tenant = session.Tenant.Id;
        var here = rows.ToDictionary(r => r.Filing, r => (Person: r.ResidentIdDigest, Units: r.CreditCodes.Select(c => vault.Digest(tenant, CreditCodePurpose, c)).ToList()));
        var elsewhere = rows.ToDictionary(r => r.Filing, r => (byte[][])
            [vault.PlatformDigest("person", vault.Open(tenant, RegisterApplicant.ResidentIdPurpose, r.SealedResidentId)), .. r.CreditCodes.Select(c => UnitOnPlatform(vault, c))]);
        await using var command = new NpgsqlCommand("""
            select filing_id, subject, subject_digest, "from" <= $2 and $2 <= "to" from integrity_records
             where tenant_id = $1 and lifted_at is null and (filing_id = any($3) or ("from" <= $2 and $2 <= "to"
               and ((subject = 'Person' and subject_digest = any($4)) or (subject = 'Employer' and subject_digest = any($5)))))
            union all select null, 'Elsewhere', d, true from unnest($6) d where exists (select from platform_bars_of(d, $2))
            """, session.Connection, session.Transaction);
        foreach (var value in new object[] { tenant.Value, session.Now.Today, here.Keys.Select(f => f.Value).ToArray(), here.Values.Select(h => h.Person).ToArray(), here.Values.SelectMany(h => h.Units).ToArray(), elsewhere.Values.SelectMany(d => d).ToArray() })
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (filings, bars) = (new HashSet<FilingId>(), new HashSet<(string, string)>());
        while (await reader.ReadAsync(ct))
        {
            if (!await reader.IsDBNullAsync(0, ct)) filings.Add(new FilingId(reader.GetGuid(0)));
            if (reader.GetBoolean(3)) bars.Add((reader.GetString(1), Convert.ToHexString(reader.GetFieldValue<byte[]>(2))));
        }

        bool Has(string subject, byte[] digest) => bars.Contains((subject, Convert.ToHexString(digest)));
        return rows.Select(r => r.Filing)
            .Where(f => filings.Contains(f) || Has(nameof(IntegritySubject.Person), here[f].Person) || here[f].Units.Any(u => Has(nameof(IntegritySubject.Employer), u)) || elsewhere[f].Any(d => Has("Elsewhere", d)))
            .ToHashSet();
    }

    public static Task<bool> FiledElsewhere(this TenantSession session, Vault vault, Applicant applicant, Plan plan, CancellationToken ct) =>
        PlatformRegister.IsYearTaken(session, PersonOnPlatform(vault, session, applicant), plan.Year, PersonYears.IsExclusive(plan.Terms), ct);

    /// <summary>占下本人的这一年（KZ-04）。</summary>
    public static async Task<Refusal?> ClaimYear(this TenantSession session, Vault vault, Applicant applicant, Plan plan, FilingId filing, CancellationToken ct) =>
        await PlatformRegister.ClaimYear(session, PersonOnPlatform(vault, session, applicant), plan.Year, filing, PersonYears.IsExclusive(plan.Terms), ct) ? null : new FiledElsewhere();

    public static BarredSubject Person(this TenantSession session, Vault vault, IntegritySubject kind, string name, ResidentId id) => new(
        kind, name, id.Masked, vault.Seal(session.Tenant.Id, IntegrityPurpose, id.Number), DigestOf(vault, session.Tenant.Id, id), vault.PlatformDigest("person", id.Number));

    public static BarredSubject Person(this TenantSession session, Vault vault, Applicant applicant) =>
        session.Person(vault, IntegritySubject.Person, applicant.Name, IdOf(vault, session, applicant));

    public static BarredSubject Unit(this TenantSession session, Vault vault, string name, string creditCode) => new(
        IntegritySubject.Employer, name, creditCode, [], vault.Digest(session.Tenant.Id, CreditCodePurpose, creditCode), UnitOnPlatform(vault, creditCode));

    /// <summary>查找时填了整个号码的：按摘要找，库里没有明文。</summary>
    public static byte[][] DigestsOf(Vault vault, TenantId tenant, string number) =>
        [DigestOf(vault, tenant, new ResidentId(number)), vault.Digest(tenant, CreditCodePurpose, number)];

    private const string IntegrityPurpose = "integrity_records.resident_id";

    /// <summary>与申报人登记的摘要同一个用途，两边对得上号。</summary>
    private static byte[] DigestOf(Vault vault, TenantId tenant, ResidentId id) => vault.Digest(tenant, RegisterApplicant.ResidentIdPurpose, id.Number);

    private static ResidentId IdOf(Vault vault, TenantSession session, Applicant applicant) =>
        new(vault.Open(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, applicant.SealedResidentId));

    private static byte[] PersonOnPlatform(Vault vault, TenantSession session, Applicant applicant) => vault.PlatformDigest("person", IdOf(vault, session, applicant).Number);

    private static byte[] UnitOnPlatform(Vault vault, string creditCode) => vault.PlatformDigest("credit code", creditCode);
}

/// <summary>收件箱里的一行，够查此刻有没有不得申报的记录。</summary>
/// <param name="CreditCodes">单位的代码；分支机构的，总单位的也算。</param>
internal sealed record Standee(FilingId Filing, byte[] SealedResidentId, byte[] ResidentIdDigest, IReadOnlyList<string> CreditCodes);
