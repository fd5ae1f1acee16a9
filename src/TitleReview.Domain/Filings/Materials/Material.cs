namespace TitleReview.Domain.Filings.Materials;

/// <summary>申报材料：一个栏目（及一行）里的一张扫描件。字节按内容摘要另存，同一内容只存一份。</summary>
public sealed class Material : ITenantOwned
{
    private Material() { }

    public Material(MaterialId id, FilingId filingId, string slot, Guid? rowId, ScannedFile file, string fileName, UserId uploadedBy, Moment now) =>
        (Id, FilingId, Slot, RowId, Sha256, Kind, Bytes, Width, Height, Pages, Look, InnerWords, FileName, UploadedBy, UploadedAt) =
        (id, filingId, slot, rowId, file.Sha256, file.Kind, file.Bytes, file.Width, file.Height, file.Pages, file.Look, file.InnerWords, fileName, uploadedBy, now.Instant);

    public TenantId TenantId { get; set; }
    public MaterialId Id { get; private set; }
    public FilingId FilingId { get; private set; }
    public string Slot { get; private set; } = "";

    /// <summary>挂在子表的哪一行；整个模块共用的为空。</summary>
    public Guid? RowId { get; private set; }

    public string Sha256 { get; private set; } = "";

    /// <summary>内容认定的种类：jpg、png、pdf。</summary>
    public string Kind { get; private set; } = "";

    public long Bytes { get; private set; }
    public int Width { get; private set; }
    public int Height { get; private set; }

    /// <summary>几页；图片是一页。</summary>
    public int Pages { get; private set; } = 1;

    /// <summary>图片量出来的清晰、明暗等；PDF 与从前上传的没有量过，为空。</summary>
    public ScanLook? Look { get; private set; }

    /// <summary>PDF 自带的标题、作者等字样，不在页面上；没有为空。</summary>
    public string? InnerWords { get; private set; }

    /// <summary>上传时的文件名，只给申报人自己辨认。</summary>
    public string FileName { get; private set; } = "";

    public UserId UploadedBy { get; private set; }
    public DateTimeOffset UploadedAt { get; private set; }
}

/// <summary>已存好的扫描件。</summary>
public sealed record ScannedFile(string Sha256, string Kind, long Bytes, int Width, int Height, int Pages = 1, ScanLook? Look = null, string? InnerWords = null);

public sealed record SlotFull(string Slot, int Max) : Refusal($"“{Slot}”最多传 {Max} 个文件，请先删去不要的。");
public sealed record UnknownSlot() : Refusal("没有这个材料栏目，请刷新页面后再传。");
public sealed record FileRefused(string Why) : Refusal(Why);

/// <summary>不是文件的错：此刻存不了、看不了，过一会儿同一个文件就收得下。</summary>
public sealed record NotTakenNow() : Refusal("服务器暂时收不了文件，请过几分钟再传；如反复出现，请告知管理员。");
