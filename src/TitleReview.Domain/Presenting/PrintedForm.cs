namespace TitleReview.Domain.Presenting;

/// <summary>打印的一份评审表：查验码、对应第几次提交。重新打印换新码，旧码说明已有新的打印件（TC-38）。</summary>
public sealed class PrintedForm : ITenantOwned
{
    private PrintedForm() { }

    public PrintedForm(string code, FilingId filingId, int submissionNo, string sha256, UserId printedBy, Moment now) =>
        (Code, FilingId, SubmissionNo, Sha256, PrintedBy, PrintedAt) = (code, filingId, submissionNo, sha256, printedBy, now.Instant);

    public TenantId TenantId { get; set; }
    public string Code { get; private set; } = "";
    public FilingId FilingId { get; private set; }
    public int SubmissionNo { get; private set; }

    /// <summary>PDF 的内容摘要。</summary>
    public string Sha256 { get; private set; } = "";

    public UserId PrintedBy { get; private set; }
    public DateTimeOffset PrintedAt { get; private set; }

    /// <summary>被更新的打印件取代的时刻。</summary>
    public DateTimeOffset? SupersededAt { get; private set; }

    public void Supersede(Moment now) => SupersededAt ??= now.Instant;
}
