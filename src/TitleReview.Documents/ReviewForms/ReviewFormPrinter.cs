using TitleReview.Documents.Work;

namespace TitleReview.Documents.ReviewForms;

/// <summary>打印评审表：A4 双面、页数为偶、每页有水印（TC-38）。</summary>
public static class ReviewFormPrinter
{
    public static Task<byte[]> Print(ReviewFormData form, DocumentWorker worker, CancellationToken ct = default) =>
        worker.Typeset(new TypesetJob(
            "review-form.typ",
            Templates.Named("review-form.typ", "paper.typ"),
            form.Photo is null || form.PhotoPasted ? new Dictionary<string, byte[]>() : new() { ["photo"] = form.Photo },
            new { Form = form with { Photo = null }, HasPhoto = form.Photo is not null && !form.PhotoPasted, Qr = QrMatrix.Rows(form.CheckAddress) },
            form.PrintedAt), ct);
}
