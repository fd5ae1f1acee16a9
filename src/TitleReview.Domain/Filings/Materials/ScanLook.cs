namespace TitleReview.Domain.Filings.Materials;

/// <summary>一张扫描件量出来的数，只有数，没有判断；判断在 <see cref="ScanFindings"/>。</summary>
/// <param name="Kind">解码认定的种类：jpeg、png。</param>
/// <param name="Width">转正以后的宽（像素）。</param>
/// <param name="TurnedByCamera">照片按相机记录的方向转过。</param>
/// <param name="Brightness">平均亮度，0 到 255。</param>
/// <param name="Contrast">最暗与最亮各去掉千分之五之后，相差多少级。</param>
/// <param name="Ink">有字有图的像素所占的份。</param>
/// <param name="Sharpness">清晰度：有字的小块里，边缘的陡（拉普拉斯方差）与明暗的起伏之比，取中间的一块；整页没有字为 0。</param>
/// <param name="InkedBlocks">有字的小块有多少。</param>
/// <param name="Hash">指纹（256 位，十六进制）：同一页扫两次，只差几位。</param>
public sealed record ScanLook(
    string Kind, int Width, int Height, bool TurnedByCamera, double Brightness, int Contrast, double Ink, double Sharpness, int InkedBlocks, string Hash)
{
    private const double A4ShortSideInches = 210 / 25.4;

    /// <summary>若这是一整张 A4，相当于多少 dpi；只看短边，横竖都一样。</summary>
    public int DpiAsA4 => (int)(Math.Min(Width, Height) / A4ShortSideInches);

    /// <summary>两张的指纹差几位。</summary>
    public int DiffersFrom(ScanLook other) =>
        Convert.FromHexString(Hash).Zip(Convert.FromHexString(other.Hash), (a, b) => int.PopCount(a ^ b)).Sum();
}
