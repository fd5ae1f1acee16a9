namespace TitleReview.Documents.Work;

/// <summary>一次排版：模板、数据、图片；日期写进文件属性，同样的数据得到同样的字节。</summary>
public sealed record TypesetJob(
    string Main,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, byte[]> Images,
    object Data,
    DateTimeOffset CreatedAt);

/// <summary>Size as seen upright.</summary>
public sealed record ImageFacts(string Kind, int Width, int Height);

/// <summary>An upright JPEG without metadata, and the size of the picture it was made from.</summary>
public sealed record Thumbnail(byte[] Jpeg, int Width, int Height, int FullWidth, int FullHeight);
