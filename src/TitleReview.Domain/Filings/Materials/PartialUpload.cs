namespace TitleReview.Domain.Filings.Materials;

/// <summary>分段传、还没有传完的一个文件。断了线、关了页面，再选同一个文件就接着传。传完成为材料，号码不变。</summary>
public sealed class PartialUpload : ITenantOwned
{
    /// <summary>一段多大（字节）；最后一段可以小些。小于一段的文件整个传，不必分。</summary>
    public const int PartBytes = 2 * 1024 * 1024;

    /// <summary>没有传完的放几天；过后清去，重新传。</summary>
    public const int KeptDays = 7;

    private PartialUpload() { }

    public PartialUpload(PartialUploadId id, FilingId filingId, string slot, Guid? rowId, WholeFile file, UserId startedBy, Moment now) =>
        (Id, FilingId, Slot, RowId, FileName, Bytes, Sha256, StartedBy, StartedAt) = (id, filingId, slot, rowId, file.Name, file.Bytes, file.Sha256, startedBy, now.Instant);

    public TenantId TenantId { get; set; }
    public PartialUploadId Id { get; private set; }
    public FilingId FilingId { get; private set; }
    public string Slot { get; private set; } = "";
    public Guid? RowId { get; private set; }
    public string FileName { get; private set; } = "";

    /// <summary>整个文件多少字节。</summary>
    public long Bytes { get; private set; }

    /// <summary>发送的一方算出的整个文件的摘要；浏览器算不了的为空。</summary>
    public string? Sha256 { get; private set; }

    public UserId StartedBy { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }

    public int Parts => (int)((Bytes + PartBytes - 1) / PartBytes);

    /// <summary>第几段该有多少字节；没有这一段为 0。</summary>
    public int BytesOf(int part) => part < 1 || part > Parts ? 0 : part < Parts ? PartBytes : (int)(Bytes - ((long)PartBytes * (Parts - 1)));

    /// <summary>是不是同一个文件：名字、大小相同，两边都算了摘要的摘要也要相同。</summary>
    public bool IsSame(WholeFile file) => FileName == file.Name && Bytes == file.Bytes && (Sha256 is null || file.Sha256 is null || Sha256 == file.Sha256);
}

/// <summary>要分段传的文件。</summary>
public sealed record WholeFile(string Name, long Bytes, string? Sha256);
