using TitleReview.App.Certificates;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Certificates;

/// <summary>证书各页的地址与颜色，只此一处。</summary>
public static class CertificateAddresses
{
    public const string List = "/certificates";

    public static string One(CertificateId id) => $"{List}/{id.Value}";

    public static string Pdf(CertificateId id) => $"{One(id)}.pdf";

    public static string Batch(CertificateBatchId id) => $"{List}/batches/{id.Value}";

    public static string Progress(CertificateBatchId id) => $"{Batch(id)}/progress";

    /// <summary>一次评审会的证书，第几个文件。</summary>
    public static string All(MeetingId meeting, int file) => $"{List}/meetings/{meeting.Value}.pdf?file={file}";

    /// <summary>门户上查证书。</summary>
    public static string Check(string slug) => $"/{slug}/certificates";

    public static string Query(CertificateQuery query, int page) => $"{List}?find={Uri.EscapeDataString(query.Find ?? "")}&state={query.State}&at={page}";

    public static Tone Tone(this CertificateState state) => state switch { CertificateState.Valid => Shared.Tone.Done, CertificateState.Replaced => Shared.Tone.Quiet, _ => Shared.Tone.Returned };

    public static Tone Tone(this BatchState state) => state switch { BatchState.Running => Shared.Tone.Running, BatchState.Done => Shared.Tone.Done, _ => Shared.Tone.Quiet };
}
