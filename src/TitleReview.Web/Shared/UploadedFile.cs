namespace TitleReview.Web.Shared;

/// <summary>上传端点的回答，也是列表里已有的一个文件。</summary>
/// <param name="Sentence">要告诉上传人的话，如“图片不清，请看一眼”。</param>
public sealed record UploadedFile(Guid Id, string? ThumbnailUrl, string FileName, string? Sentence = null);
