using TitleReview.Documents.Work;

namespace TitleReview.Documents.Letters;

/// <summary>表格式的文书：格子、签署栏、清单，有哪样印哪样。</summary>
public sealed record SheetData
{
    public required string Title { get; init; }

    /// <summary>标题下的一行。</summary>
    public string Line { get; init; } = "";

    /// <summary>一行一至三对“名称、内容”。</summary>
    public IReadOnlyList<IReadOnlyList<SheetCell>> Cells { get; init; } = [];

    public IReadOnlyList<SheetBlock> Blocks { get; init; } = [];
    public IReadOnlyList<SheetColumn> Columns { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];
    public IReadOnlyList<string> Signatures { get; init; } = [];
    public IReadOnlyList<string> Notes { get; init; } = [];
    public required DateTimeOffset PrintedAt { get; init; }

    /// <summary>列多的横着印；几张合成一份的，看第一张。</summary>
    public bool Landscape { get; init; }

    /// <summary>接在前一份之后，不另起一页；标题小一号。</summary>
    public bool SamePage { get; init; }
}

public sealed record SheetCell(string Label, string Value);

/// <param name="Height">至少多高（毫米），留给手写。</param>
/// <param name="Signatures">公章、日期，一行一项。</param>
public sealed record SheetBlock(string Label, string Text, int Height, IReadOnlyList<string> Signatures);

/// <param name="Width">与别的列的比例。</param>
public sealed record SheetColumn(string Head, double Width);

/// <summary>打印表格式的文书。</summary>
public static class SheetPrinter
{
    public static Task<byte[]> Print(SheetData sheet, DocumentWorker worker, CancellationToken ct = default) =>
        Print([sheet], worker, ct);

    /// <summary>几张合成一份，一张起一页。</summary>
    public static Task<byte[]> Print(IReadOnlyList<SheetData> sheets, DocumentWorker worker, CancellationToken ct = default) => Print(sheets, "", "", worker, ct);

    /// <summary>带出系统的：每页的水印与页脚写着用到哪一天、谁带出的。</summary>
    public static Task<byte[]> Print(IReadOnlyList<SheetData> sheets, string until, string by, DocumentWorker worker, CancellationToken ct = default) =>
        worker.Typeset(new TypesetJob("sheet.typ", Templates.Named("sheet.typ", "paper.typ"), new Dictionary<string, byte[]>(), new { Sheets = sheets, Until = until, By = by }, sheets[0].PrintedAt), ct);
}
