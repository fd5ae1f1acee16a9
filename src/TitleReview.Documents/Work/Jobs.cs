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

/// <summary>An upright JPEG without metadata.</summary>
public sealed record Picture(byte[] Jpeg, int Width, int Height);

public sealed record ViewingCopies(Picture Thumbnail, Picture Screen, Picture Print);

/// <summary>看图用的大小：长边像素。打印至多 A4 的 300 dpi。</summary>
public sealed record CopySize(int Edge, int Quality)
{
    public static readonly CopySize Thumbnail = new(320, 80), Screen = new(1600, 82), Print = new(3508, 88);
}
