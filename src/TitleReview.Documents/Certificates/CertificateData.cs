using TitleReview.Documents.Work;

namespace TitleReview.Documents.Certificates;

/// <summary>一张职称证书印的内容。</summary>
/// <param name="Title">专业技术职务任职资格的名称。</param>
/// <param name="Void">已撤销、已换发的写明；有效的为空。</param>
public sealed record CertificateData(
    string Number, string Name, string Sex, string ResidentId, string Series, string Specialty, string Title, string Grade, string Track, string Committee,
    string Obtained, string DocumentNumber, string Issuer, string Issued, string Statement, string CheckCode, string CheckAddress, string Void, byte[]? Photo);

/// <summary>打印职称证书：A4 横向，一张一页；许多张连着印成一个文件。</summary>
public static class CertificatePrinter
{
    public static Task<byte[]> Print(IReadOnlyList<CertificateData> certificates, DateTimeOffset at, DocumentWorker worker, CancellationToken ct = default)
    {
        var photos = certificates.Index().Where(c => c.Item.Photo is not null).ToDictionary(c => $"photo{c.Index}", c => c.Item.Photo!);
        return worker.Typeset(new TypesetJob(
            "certificate.typ", Templates.Named("certificate.typ", "paper.typ"), photos,
            new { Certificates = certificates.Select((c, i) => new { Facts = c with { Photo = null }, Photo = c.Photo is null ? "" : $"photo{i}", Qr = QrMatrix.Rows(c.CheckAddress) }) }, at), ct);
    }
}
