namespace TitleReview.Domain.Filings.Materials;

/// <summary>扫描件看得出的毛病。</summary>
public enum ScanFault { NearlyBlank, LowResolution, Blurred, TooDark, WashedOut, TextTurned, TurnedByCamera, SeenBefore }

/// <summary>扫描件的一条提示：哪里不好、怎么办。挡不挡提交由计划定，不在这里。</summary>
public sealed record ScanFinding(ScanFault Fault, string Sentence);

/// <summary>扫描件合用的界限。通知都没有写到这样细，计划可以另定；下面是没有另定时用的。</summary>
/// <param name="MinDpi">相当于 A4 的分辨率。DA/T 31-2017 要纸质档案扫描不低于 200 dpi；手机拍整页约 250，证书只占半页的减半，仍看得清，取 110。</param>
/// <param name="MinSharpness">清晰度。生成的样张（tests/Support/Scans）：清楚的 0.17 到 1.8，抹开一个半像素的 0.08 以上还读得出，抹开三个像素的多在 0.04 以下，取 0.05。</param>
/// <param name="MinInk">墨量。空白纸带噪点为 0，同一批样张字最少的（身份证复印件）0.01；一行字的证明约为其十分之一。</param>
/// <param name="MinBrightness">平均亮度；样张里带阴影的手机照片 190，70 以下已分不清灰底与字。</param>
/// <param name="MinContrast">明暗之差；样张 130 以上，低于 60 级印出来字与纸分不清。</param>
/// <param name="SameBits">指纹差在这么多位以内（共 256 位），看作同一页。同一页换大小、斜度、压缩再扫，差 13 到 31 位；同一种表不同的人填，差 23 到 60 位：两头有交叠，所以只提醒。</param>
public sealed record ScanTerms(
    int MinDpi = 110, double MinSharpness = 0.05, double MinInk = 0.0012, int MinBrightness = 70, int MinContrast = 60, int SameBits = 24)
{
    public static ScanTerms Default { get; } = new();
}

/// <summary>从量出来的数到给人看的话：一个毛病一句，说清怎么办。</summary>
public static class ScanFindings
{
    /// <param name="textTurn">文字识别看出的方向：还要顺时针转多少度才正；没有识别过为空。</param>
    public static IReadOnlyList<ScanFinding> Of(ScanLook look, ScanTerms terms, int? textTurn = null) => [.. Find(look, terms, textTurn)];

    /// <summary>一寸照不是一页 A4：够不够大由证件照的像素与宽高比定，不按 A4 的分辨率提醒。</summary>
    public static bool Concerns(string slot, ScanFault fault) => slot != "photo" || fault != ScanFault.LowResolution;

    /// <param name="others">同一份申报里的其他扫描件，各带一个给人看的名字。</param>
    public static ScanFinding? SeenBefore(ScanLook look, IEnumerable<(string Title, ScanLook Look)> others, ScanTerms terms) =>
        look.InkedBlocks == 0 ? null
        : others.Where(o => o.Look.InkedBlocks > 0 && look.DiffersFrom(o.Look) <= terms.SameBits).Select(o => o.Title).FirstOrDefault() is { } title
            ? new ScanFinding(ScanFault.SeenBefore, $"这一页与“{title}”里的一张看起来是同一页，请核对是否传重；确实不同的，不用理会。") : null;

    private static IEnumerable<ScanFinding> Find(ScanLook look, ScanTerms terms, int? textTurn)
    {
        if (look.Ink < terms.MinInk)
        {
            yield return new(ScanFault.NearlyBlank, "这一页几乎是空白，请看是否放反了面或扫漏了；确是空白页的，请删去。");
            yield break;   // 没有字，谈不上清不清楚
        }

        if (look.DpiAsA4 < terms.MinDpi)
            yield return new(ScanFault.LowResolution, $"图片只有 {look.Width}×{look.Height} 像素，按 A4 算约 {look.DpiAsA4} dpi，字可能看不清；请用 200 dpi 以上重新扫描，或靠近些重拍。");
        if (look.InkedBlocks > 0 && look.Sharpness < terms.MinSharpness)
            yield return new(ScanFault.Blurred, "图片模糊，字的边缘不清楚；请擦净镜头、拿稳、对准焦再拍，或改用扫描仪。");
        if (look.Brightness < terms.MinBrightness)
            yield return new(ScanFault.TooDark, "图片太暗，请在亮处或开灯重拍，不要挡住光。");
        else if (look.Contrast < terms.MinContrast)
            yield return new(ScanFault.WashedOut, "字与纸的颜色太接近，看不清；请避开反光重拍，或把扫描的对比度调高。");
        if (textTurn is { } turn and not 0)
            yield return new(ScanFault.TextTurned, turn == 180 ? "这一页的字是倒的，请转正后重新上传。" : "这一页的字是横躺的，请转正后重新上传。");
        else if (look.TurnedByCamera && textTurn is null)
            yield return new(ScanFault.TurnedByCamera, "照片已按手机记录的方向转正，请看一眼是不是正的。");
    }
}
