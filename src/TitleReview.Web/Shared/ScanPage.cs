namespace TitleReview.Web.Shared;

/// <param name="Url">给人看的图。</param>
/// <param name="Name">材料名与页次，如“学历证书 第 1 页”。</param>
public sealed record ScanPage(string Url, string ThumbnailUrl, string Name);
