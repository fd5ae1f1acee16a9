using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Committees;

/// <param name="Fault">记录与两个数对不上的地方；相符为空。</param>
/// <param name="Recuse">此刻的委员里，对哪几份申报要回避。</param>
/// <param name="Unavailable">抽出之后暂停、出库、聘期届满的委员的编号。</param>
/// <param name="Accounts">有账号的委员的编号。</param>
/// <param name="Meeting">照它召集、还没有散的评审会；没有的为空。</param>
public sealed record DrawView(Draw Draw, Committee Committee, string Plan, bool WitnessRequired, string? Fault, ILookup<string, Conflict> Recuse, IReadOnlySet<string> Unavailable, IReadOnlySet<string> Accounts, MeetingId? Meeting, Moment Now);

/// <summary>看一次抽取：承诺、名单、结果、替补；每次看都重做一遍比对。</summary>
[Does(Act.ReadExperts)]
public sealed class ReadDraw(TenantSessions sessions, Vault vault)
{
    public async Task<DrawView?> Run(DrawId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (draw, committee) = await session.Draw(id, ct);
        if (session.WhyNot(Act.ReadExperts, committee?.OfficeId, "次抽取") is not null || await session.OwnPlan(draw!.PlanId, ct) is not { } plan) return null;

        var members = draw.Members.ToDictionary(s => s.Expert, s => s.Code);
        var ids = members.Keys.ToList();
        var experts = await session.Db.Experts.AsNoTracking().Where(e => ids.Contains(e.Id)).ToListAsync(ct);
        var conflicts = draw.State == DrawState.Drawn ? (await session.Ground(committee!, plan, ct)).Conflicts : [];
        return new DrawView(draw, committee!, plan.Terms.Title, plan.Terms.Committee.DisciplinePresent, draw.Fault(vault.OpenSecret(session, draw)),
            conflicts.Where(c => members.ContainsKey(c.Expert)).ToLookup(c => members[c.Expert]),
            experts.Where(e => !e.Serves(session.Now.Today)).Select(e => e.Code).ToHashSet(StringComparer.Ordinal), experts.Where(e => e.UserId is not null).Select(e => e.Code).ToHashSet(StringComparer.Ordinal),
            (await session.LiveMeeting(id, ct))?.Id, session.Now);
    }
}

/// <summary>抽取记录的几种下载。</summary>
public enum DrawPaper
{
    /// <summary>文字，照着验算；没有姓名。</summary>
    Log,

    /// <summary>同样的内容，印出来签字。</summary>
    Pdf,

    /// <summary>编号与姓名的对照，只给评审办事机构与纪检。</summary>
    Names,
}

/// <summary>下载抽取记录。含专家姓名的，留一句审计。</summary>
[Does(Act.ReadExperts)]
public sealed class ExportDraw(TenantSessions sessions, DocumentWorker worker)
{
    public async Task<(byte[]? Bytes, string FileName, Refusal? Refusal)> Run(DrawId id, DrawPaper paper, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (draw, committee) = await session.Draw(id, ct);
        if (session.WhyNot(Act.ReadExperts, committee?.OfficeId, "次抽取") is { } refusal) return (null, "", refusal);
        if (await session.OwnPlan(draw!.PlanId, ct) is null) return (null, "", new NotFoundHere("次抽取"));

        if (paper == DrawPaper.Log) return (Encoding.UTF8.GetBytes(DrawLog.Write(draw)), $"抽取记录-第{draw.No}次.txt", null);
        if (paper == DrawPaper.Names)
        {
            session.Note($"下载抽取的对照表 {draw.Id.Value}");
            return await session.Save(ct) is { } failed ? (null, "", failed) : (Encoding.UTF8.GetBytes(draw.NamesText), $"对照表-第{draw.No}次.txt", null);
        }

        return (await SheetPrinter.Print(CommitteeSheets.Log(draw, session.Now), worker, ct), $"抽取记录-第{draw.No}次.pdf", null);
    }
}

internal static class DrawRecords
{
    private const string Purpose = "draws.secret";
    public const string NotePrefix = "抽取记录的摘要";

    public static async Task<(Draw? Draw, Committee? Committee)> Draw(this TenantSession session, DrawId id, CancellationToken ct) =>
        await session.Db.Draws.SingleOrDefaultAsync(d => d.Id == id, ct) is { } draw && await session.Committee(draw.CommitteeId, ct) is { } committee ? (draw, committee) : (null, null);

    public static byte[] SealSecret(this Vault vault, TenantSession session, string secret) => vault.Seal(session.Tenant.Id, Purpose, secret);

    /// <returns>已经公开的、密文被改动过的为空。</returns>
    public static string? OpenSecret(this Vault vault, TenantSession session, Draw draw)
    {
        if (draw.SealedSecret.Length == 0) return null;
        try
        {
            return vault.Open(session.Tenant.Id, Purpose, draw.SealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void Record(this TenantSession session, Draw draw) => session.Chain(NotePrefix, draw.Id.Value, draw.RecordDigest);

    /// <summary>重做每一次抽取，比对承诺与审计链里最后的摘要（verify）。</summary>
    public static async Task<IReadOnlyList<string>> Faults(this TenantSession session, Vault vault, CancellationToken ct)
    {
        var draws = await session.Db.Draws.AsNoTracking().OrderBy(d => d.CommittedAt).ToListAsync(ct);
        return
        [
            .. draws.Select(d => (d.Heading, Fault: d.Fault(vault.OpenSecret(session, d)))).Where(d => d.Fault is not null).Select(d => $"抽取：{d.Heading}：{d.Fault}"),
            .. await session.ChainFaults([("抽取", NotePrefix, draws.Select(d => new ChainedRecord(d.Id.Value, d.RecordDigest, d.Heading)))], ct),
        ];
    }
}
