using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.Sheets;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Presenting;
using CellError = TitleReview.Domain.Presenting.CellError;

namespace TitleReview.App.Presenting;

public sealed record BankSheetLine(BankSheetId Id, string FileName, BankSheetState State, string UploadedByName, DateTimeOffset UploadedAt, int Lines, int Open);

/// <summary>传过的对账单。</summary>
[Does(Act.ReconcileBank)]
public sealed class ReadBankSheets(TenantSessions sessions)
{
    public async Task<IReadOnlyList<BankSheetLine>?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var office = await session.Collecting(ct);
        if (session.WhyNot(Act.ReconcileBank, office, "个页面") is not null) return null;

        return await session.Db.BankSheets.AsNoTracking().Where(s => s.CollectorId == office && s.State != BankSheetState.Discarded).OrderByDescending(s => s.UploadedAt).Take(100)
            .Select(s => new BankSheetLine(s.Id, s.FileName, s.State, s.UploadedByName, s.UploadedAt, session.Db.BankLines.Count(l => l.SheetId == s.Id), session.Db.BankLines.Count(l => l.SheetId == s.Id && l.State == BankLineState.Open))).ToListAsync(ct);
    }
}

/// <summary>传一份对账单：XLSX 或 CSV，先存下来看，什么也没有入账。</summary>
[Does(Act.ReconcileBank)]
public sealed class UploadBankSheet(TenantSessions sessions, IFileStore files, Vault vault)
{
    public const long MaxBytes = 5L * 1024 * 1024;

    /// <summary>一个月的明细绰绰有余。</summary>
    private static readonly SheetLimits Limits = new(MaxBytes, 5000, 30, "请传 XLSX 或 CSV 格式的表格；老式的 XLS 请先另存为 XLSX。", Csv: true);

    public async Task<Refusal?> Run(BankSheetId id, string fileName, Stream content, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var office = await session.Collecting(ct);
        if (session.WhyNot(Act.ReconcileBank, office, "个页面") is { } refusal) return refusal;

        try
        {
            var blob = await files.Write(session.Tenant.Id.Value, content, MaxBytes, ct);
            if (await session.Db.BankSheets.Where(s => s.Sha256 == blob.Sha256 && s.State != BankSheetState.Discarded).Select(s => (DateTimeOffset?)s.UploadedAt).FirstOrDefaultAsync(ct) is { } before) return new SheetTaken(before.PrintShort());
            await using var stored = await files.OpenRead(session.Tenant.Id.Value, blob.Sha256, ct) ?? throw new InvalidOperationException("The file just stored is not there.");
            var bytes = new byte[blob.Bytes];
            await stored.ReadExactlyAsync(bytes, ct);

            var cells = Plain(SheetReader.Read(bytes, Limits));
            // 流水号、日期、金额三栏是少不了的：表头一行，明细至少一行。
            if (cells.Rows.Count(r => r.Count(c => c.Length > 0) >= 3) < 2) return new SheetUnreadable("表里没有读出一行明细。对账单要有表头，有流水号、日期、金额各栏，至少一笔账。请从网银重新导出账户明细再传。");
            await FileRegister.Add(session, new StoredFile { Sha256 = blob.Sha256, Bytes = blob.Bytes, StoredAt = session.Now.Instant }, ct);
            session.Add(new BankSheet(id, office!.Value, fileName.Plain() is { Length: > 120 } name ? name[..120] : fileName.Plain(), blob.Sha256, cells, vault.Seal(session, cells), session.Actor, session.Now));
            return await session.Save(ct);
        }
        catch (SheetRefusedException e)
        {
            return new SheetUnreadable(e.Message);
        }
        catch (FileTooLargeException e)
        {
            return new SheetUnreadable($"文件超过 {e.MaxBytes.PrintBytes()}，请只导出需要的日期再传。");
        }
        catch (FileStoreException)
        {
            return new NotTakenNow();
        }
    }

    /// <summary>空行补上，第几行就在第几个；后面空着的格不要。</summary>
    private static BankCells Plain(IReadOnlyList<SheetRow> rows)
    {
        if (rows.Count > 0 && rows[^1].Number > 4 * Limits.Rows) throw SheetReader.TooLong(Limits);
        List<IReadOnlyList<string>> cells = [];
        foreach (var row in rows)
        {
            while (cells.Count < row.Number - 1) cells.Add([]);
            cells.Add([.. row.Cells.Take(row.Cells.ToList().FindLastIndex(c => c.Length > 0) + 1).Select(c => c.Plain())]);
        }

        return new BankCells(cells, [.. rows.SelectMany(r => r.Errors).Select(e => new CellError(e.Row, e.Column, e.Sentence))]);
    }
}

/// <param name="Twin">与它相同的那一行在哪里；没有为空。</param>
public sealed record BankRow(BankLineId Id, BankEntry Entry, BankTwin? Twin);

/// <param name="Where">哪一份、第几行。</param>
public sealed record BankTwin(BankLineId Id, string Where);

/// <param name="Proposal">还没有办的：怎么入账的建议。</param>
/// <param name="Twin">与它相同的那一行在哪里。</param>
/// <param name="Correction">正在等第二个人同意的更正。</param>
public sealed record BankLineView(BankLine Line, BankProposal? Proposal, string? Twin, (BankCorrection Correction, Refusal? WhyNotDecide, bool Mine)? Correction);

/// <param name="Cells">入库之前：表里的字。</param>
/// <param name="Reading">入库之前：照现在认的各栏读出来的。</param>
/// <param name="Repeats">入库之前：其中与已入库的、与前面的相同的各行。</param>
/// <param name="Lines">入库之后：各行，连同怎么入账的建议。</param>
/// <param name="Corrected">更正过的。</param>
public sealed record BankSheetView(BankSheet Sheet, BankCells? Cells, BankReading? Reading, IReadOnlyList<BankRow> Repeats, IReadOnlyList<BankLineView> Lines, IReadOnlyList<(int RowNo, BankCorrection Correction)> Corrected);

/// <summary>看一份对账单：入库之前看认得对不对、哪一格读不懂；入库之后看哪几行是谁缴的。</summary>
[Does(Act.ReconcileBank)]
public sealed class ReadBankSheet(TenantSessions sessions, Vault vault)
{
    public async Task<BankSheetView?> Run(BankSheetId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var sheet = await session.Db.BankSheets.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (session.WhyNot(Act.ReconcileBank, sheet?.CollectorId, "份对账单") is not null) return null;
        if (sheet!.State != BankSheetState.Imported)
        {
            var cells = vault.Cells(session, sheet);
            var reading = BankReading.Of(sheet, cells);
            return new BankSheetView(sheet, cells, reading, [.. (await session.Twins(sheet, reading, ct)).Where(r => r.Twin is not null)], [], []);
        }

        var lines = await session.Db.BankLines.AsNoTracking().Where(l => l.SheetId == id).OrderBy(l => l.RowNo).ToListAsync(ct);
        var proposals = (await session.Proposals(sheet.CollectorId, lines, ct)).ToDictionary(p => p.Line.Id, p => p.Proposal);
        var twins = await session.Places([.. lines.Where(l => l.State == BankLineState.Repeat).Select(l => l.SameAs!.Value)], ct);
        var ids = lines.Select(l => l.Id).ToList();
        var corrections = await session.Db.BankCorrections.AsNoTracking().Where(c => ids.Contains(c.LineId)).OrderBy(c => c.ProposedAt).ToListAsync(ct);
        var waiting = corrections.Where(c => c.State == RefundState.Waiting).ToDictionary(c => c.LineId);
        return new BankSheetView(sheet, null, null, [],
            [.. lines.Select(l => new BankLineView(l, proposals.GetValueOrDefault(l.Id), l.State == BankLineState.Repeat ? twins[l.SameAs!.Value] : null,
                waiting.GetValueOrDefault(l.Id) is { } c ? (c, c.WhyNotDecide(session.Actor), c.ProposedBy == session.Actor.UserId) : null))],
            [.. corrections.Where(c => c.State != RefundState.Waiting).Select(c => (lines.Single(l => l.Id == c.LineId).RowNo, c))]);
    }
}

/// <summary>各栏认得不对的，由人指定。</summary>
[Does(Act.ReconcileBank)]
public sealed class MapBankSheet(TenantSessions sessions)
{
    /// <param name="headRow">表头是第几行，从 1 起。</param>
    public async Task<Refusal?> Run(BankSheetId id, int headRow, IReadOnlyDictionary<BankColumn, int> columns, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var sheet = await session.Db.BankSheets.SingleOrDefaultAsync(s => s.Id == id, ct);
        return session.WhyNot(Act.ReconcileBank, sheet?.CollectorId, "份对账单") ?? sheet!.Map(headRow - 1, columns) ?? await session.Save(ct);
    }
}

/// <summary>不要这一份了：还没有入库的可以作废，作废之后同一个文件可以重传。</summary>
[Does(Act.ReconcileBank)]
public sealed class DiscardBankSheet(TenantSessions sessions)
{
    public async Task<Refusal?> Run(BankSheetId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var sheet = await session.Db.BankSheets.SingleOrDefaultAsync(s => s.Id == id, ct);
        return session.WhyNot(Act.ReconcileBank, sheet?.CollectorId, "份对账单") ?? sheet!.Discard() ?? await session.Save(ct);
    }
}

/// <summary>入库：读得懂的各行记下来，与以前相同的也记下，只是不算。这时还没有给谁入账。</summary>
[Does(Act.ReconcileBank)]
public sealed class ImportBankSheet(TenantSessions sessions, Vault vault)
{
    public async Task<Refusal?> Run(BankSheetId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var sheet = await session.Db.BankSheets.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (session.WhyNot(Act.ReconcileBank, sheet?.CollectorId, "份对账单") is { } refusal) return refusal;

        var reading = BankReading.Of(sheet!, vault.Cells(session, sheet!));
        if (sheet!.State == BankSheetState.Preview && reading.Entries.Count == 0) return new SheetUnreadable("没有读出一行收入。请核对流水号、日期、收入金额是哪几列。");
        var rows = await session.Twins(sheet, reading, ct);
        if (sheet.Import() is { } settled) return settled;
        foreach (var row in rows) session.Add(new BankLine(row.Id, sheet, row.Entry, row.Twin?.Id));
        return await session.Save(ct);
    }
}

internal static class BankReadings
{
    private const string Purpose = "bank_sheets.cells";

    public static byte[] Seal(this Vault vault, TenantSession session, BankCells cells) => vault.Seal(session.Tenant.Id, Purpose, Json.Write(cells));

    public static BankCells Cells(this Vault vault, TenantSession session, BankSheet sheet) =>
        sheet.SealedCells.Length == 0 ? new([], []) : Json.Read<BankCells>(vault.Open(session.Tenant.Id, Purpose, sheet.SealedCells));

    /// <summary>各行连同与它相同的：已入库的，或这一份里前面的。</summary>
    public static async Task<List<BankRow>> Twins(this TenantSession session, BankSheet sheet, BankReading reading, CancellationToken ct)
    {
        var serials = reading.Entries.Select(e => e.Serial).Distinct().ToList();
        var known = (await (from l in session.Db.BankLines.AsNoTracking()
                            where l.CollectorId == sheet.CollectorId && l.SameAs == null && serials.Contains(l.Serial)
                            join s in session.Db.BankSheets on l.SheetId equals s.Id
                            select new { Line = l, s.FileName }).ToListAsync(ct))
            .Select(k => (k.Line.Entry, Twin: new BankTwin(k.Line.Id, Place(k.FileName, k.Line.RowNo)))).GroupBy(k => k.Entry.Serial).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        List<BankRow> rows = [];
        foreach (var entry in reading.Entries)
        {
            if (!known.TryGetValue(entry.Serial, out var same)) known[entry.Serial] = same = [];
            var row = new BankRow(new BankLineId(Guid.CreateVersion7()), entry, same.FirstOrDefault(k => k.Entry.LooksLike(entry)).Twin);
            if (row.Twin is null) same.Add((entry, new BankTwin(row.Id, $"这一份的第 {entry.RowNo} 行")));
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>这几行在哪一份的第几行。</summary>
    public static async Task<Dictionary<BankLineId, string>> Places(this TenantSession session, IReadOnlyList<BankLineId> lines, CancellationToken ct) =>
        (await (from l in session.Db.BankLines where lines.Contains(l.Id) join s in session.Db.BankSheets on l.SheetId equals s.Id select new { l.Id, l.RowNo, s.FileName }).ToListAsync(ct))
        .ToDictionary(l => l.Id, l => Place(l.FileName, l.RowNo));

    private static string Place(string file, int row) => $"“{file}”的第 {row} 行";
}
