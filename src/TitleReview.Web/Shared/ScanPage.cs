namespace TitleReview.Web.Shared;

/// <param name="Url">给人看的图。</param>
/// <param name="Name">材料名与页次，如“学历证书 第 1 页”。</param>
/// <param name="PrintUrl">放大时换上的大图；没有就一直用前一张。</param>
/// <param name="OriginalUrl">下载原件；给专家看的没有。</param>
public sealed record ScanPage(string Url, string ThumbnailUrl, string Name, string? PrintUrl = null, string? OriginalUrl = null);
