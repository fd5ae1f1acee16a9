using TitleReview.Documents.Work;

namespace TitleReview.Documents.Notices;

/// <summary>打印公示与公示结果。</summary>
public static class NoticePrinter
{
    public static Task<byte[]> Print(NoticeData notice, DocumentWorker worker, CancellationToken ct = default) =>
        worker.Typeset(new TypesetJob(
            "notice.typ", Templates.Named("notice.typ", "paper.typ"), new Dictionary<string, byte[]>(), notice, notice.PrintedAt), ct);
}
