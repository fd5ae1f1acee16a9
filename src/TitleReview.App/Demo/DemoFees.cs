using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Plans.Documents;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Demo;

/// <summary>演示的评审费：收款账户是虚构的；巴州的一份单位已经缴清，阿克苏评过的都缴清了，塔城的一份传了回单在等核实。</summary>
internal sealed class DemoFees(TenantSession session, DemoPeople.Port port, DemoScans scans)
{
    private static readonly Dictionary<string, string[]> Paid = new(StringComparer.Ordinal)
    {
        ["bazhou"] = [DemoPeople.Stages.Passed], ["aksu"] = ["certified", "confirmed", "revoked", "not-passed", "announced", "announced-second"],
    };

    private static readonly Dictionary<string, string[]> SlipWaiting = new(StringComparer.Ordinal) { ["tacheng"] = ["passed-direct"] };

    /// <summary>通知没有写账号的，演示补上一组虚构的。</summary>
    public static void Accounts(JsonObject document, DemoPeople.Port port)
    {
        if (document["fees"] is not JsonObject fees) return;
        fees["accounts"] = new JsonArray("户名：演示收款账户（虚构）", "开户行：演示银行演示支行（虚构）", "账号：0000 1234 5678 9000");
        if ($"{fees["method"]}".Contains("扫码", StringComparison.Ordinal)) fees["qrText"] = $"演示收款码 {port.Slug}";
    }

    public async Task Fill(CancellationToken ct)
    {
        await session.Flush(ct);
        foreach (var login in Paid.GetValueOrDefault(port.Slug, [])) await Pay(login, posted: true, ct);
        foreach (var login in SlipWaiting.GetValueOrDefault(port.Slug, [])) await Pay(login, posted: false, ct);
    }

    private async Task Pay(string login, bool posted, CancellationToken ct)
    {
        if (await Notice(login, ct) is not { } notice) return;

        var applicant = await session.Db.Applicants.SingleAsync(a => a.Id == notice.ApplicantId, ct);
        var employer = await session.Db.Offices.SingleAsync(o => o.Id == notice.EmployerId, ct);
        var scan = await scans.Store(session.Tenant.Id, "proof", ct);
        if (await session.Db.StoredFiles.FindAsync([session.Tenant.Id, scan.Sha256], ct) is null) session.Add(new StoredFile { Sha256 = scan.Sha256, Bytes = scan.Bytes, StoredAt = session.Now.Instant });
        var byUnit = notice.Payer == FeePayer.Employer;
        var payer = await session.Db.Users.Where(u => u.TenantId == session.Tenant.Id && (byUnit ? u.OfficeId == notice.EmployerId : u.ApplicantId == notice.ApplicantId)).Select(u => new { u.Id, u.DisplayName }).FirstAsync(ct);
        var form = new PaymentForm { Amount = notice.OutstandingFen.WriteYuan(), PaidOn = session.Now.Today.AddDays(-1), PayerName = byUnit ? employer.Name : applicant.Name };
        var actor = new Actor(new UserId(payer.Id), payer.DisplayName, byUnit ? Role.EmployerAdministrator : Role.Applicant, byUnit ? employer.Id : null, byUnit ? null : applicant.Id);
        var (payment, refusal) = Payment.Submit(new PaymentId(Guid.CreateVersion7()), form, [notice], new PaymentSlip(scan.Sha256, scan.Kind, "回单.jpg", scan.Bytes, 1), actor, session.Now);
        if (refusal is not null) throw new InvalidOperationException(refusal.Sentence);

        session.AddPayment(payment!);
        await session.Flush(ct);
        var officer = await session.Db.Users.Where(u => u.TenantId == session.Tenant.Id && u.OfficeId == notice.CollectorId).OrderBy(u => u.UserName).Select(u => new { u.Id, u.DisplayName }).FirstAsync(ct);
        if (posted && await session.Post(payment!, [notice], null, ct, new Actor(new UserId(officer.Id), officer.DisplayName, Role.Officer, notice.CollectorId)) is { } notPosted) throw new InvalidOperationException(notPosted.Sentence);
    }

    private async Task<FeeNotice?> Notice(string login, CancellationToken ct) =>
        await (from u in session.Db.Users
               where u.UserName == SignIn.Accounts.FullName(login, port.Slug)
               join n in session.Db.FeeNotices on u.ApplicantId equals n.ApplicantId
               select n).SingleOrDefaultAsync(ct);
}
