namespace TitleReview.Domain.Presenting;

/// <summary>打印的一份评审表：查验码、对应第几次提交。重新打印换新码，旧码说明已有新的打印件（TC-38）。</summary>
public sealed class PrintedForm : ITenantOwned
{
    private PrintedForm() { }

    /// <param name="pageNine">第 9 页的摘要；评审之前空着的为空。</param>
    public PrintedForm(string code, FilingId filingId, int submissionNo, string sha256, string? pageNine, UserId printedBy, Moment now) =>
        (Code, FilingId, SubmissionNo, Sha256, PageNine, PrintedBy, PrintedAt) = (code, filingId, submissionNo, sha256, pageNine, printedBy, now.Instant);

    public TenantId TenantId { get; set; }
    public string Code { get; private set; } = "";
    public FilingId FilingId { get; private set; }
    public int SubmissionNo { get; private set; }

    /// <summary>PDF 的内容摘要。</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>印出的第 9 页（票数、审批意见）的摘要：与现在的不同，就有了更新的一版（N12）。</summary>
    public string? PageNine { get; private set; }

    public UserId PrintedBy { get; private set; }
    public DateTimeOffset PrintedAt { get; private set; }

    /// <summary>被更新的打印件取代的时刻。</summary>
    public DateTimeOffset? SupersededAt { get; private set; }

    public void Supersede(Moment now) => SupersededAt ??= now.Instant;
}
