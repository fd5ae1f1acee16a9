using TitleReview.Documents.Letters;
using TitleReview.Documents.Work;

namespace TitleReview.Documents.Cases;

/// <summary>一份盲评案卷的打印件：表里的字，后面是遮盖过的图；每页有水印。</summary>
/// <param name="Line">标题下面的一行：系列、专业、级别。</param>
/// <param name="Until">每页页脚左边与水印上的：用到哪一天。</param>
/// <param name="By">每页页脚右边与水印上的：谁下载的。</param>
public sealed record CaseData(string Code, string Line, string Until, string By, IReadOnlyList<CaseSection> Sections, DateTimeOffset PrintedAt);

/// <param name="Notes">不给看的，为什么。</param>
public sealed record CaseSection(string Title, IReadOnlyList<CaseRow> Rows, IReadOnlyList<CaseScan> Scans, IReadOnlyList<string> Notes);

public sealed record CaseRow(string Name, IReadOnlyList<SheetCell> Cells);

/// <param name="Image">图在这一次排版里的名字。</param>
public sealed record CaseScan(string Caption, string Image);

public static class CasePrinter
{
    public static Task<byte[]> Print(CaseData one, IReadOnlyDictionary<string, byte[]> images, DocumentWorker worker, CancellationToken ct = default) =>
        worker.Typeset(new TypesetJob("case.typ", Templates.Named("case.typ", "paper.typ"), images, one, one.PrintedAt), ct);
}
