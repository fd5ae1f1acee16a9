using TitleReview.Documents.Work;

namespace TitleReview.Documents.Receipts;

/// <summary>收据与回执：一个编号、几行事实、一张表、一句声明、落款。</summary>
public sealed record ReceiptData
{
    public required string Title { get; init; }
    public required string Number { get; init; }
    public required IReadOnlyList<ReceiptFact> Facts { get; init; }
    public required IReadOnlyList<string> Heads { get; init; }
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }
    public string Total { get; init; } = "";
    public required string Statement { get; init; }
    public required IReadOnlyList<string> Signed { get; init; }

    /// <summary>作废的写明何时、为什么、换成了哪一张；有效的为空。</summary>
    public string Void { get; init; } = "";

    /// <summary>二维码里的字；没有的不印。</summary>
    public string? Code { get; init; }

    public required DateTimeOffset PrintedAt { get; init; }
}

public sealed record ReceiptFact(string Name, string Value);

public static class ReceiptPrinter
{
    public static Task<byte[]> Print(ReceiptData receipt, DocumentWorker worker, CancellationToken ct = default) => PrintAll([receipt], worker, ct);

    /// <summary>几张连着印，一张一页起（二维码封面）。</summary>
    public static Task<byte[]> PrintAll(IReadOnlyList<ReceiptData> receipts, DocumentWorker worker, CancellationToken ct = default) =>
        worker.Typeset(new TypesetJob(
            "receipt.typ", Templates.Named("receipt.typ", "paper.typ"), new Dictionary<string, byte[]>(),
            new { Title = receipts[0].Title, Receipts = receipts.Select(r => new { r.Title, r.Number, r.Facts, r.Heads, r.Rows, r.Total, r.Statement, r.Signed, r.Void, Qr = r.Code is null ? [] : QrMatrix.Rows(r.Code) }) },
            receipts[0].PrintedAt), ct);
}
