using QRCoder;

namespace TitleReview.Documents.Work;

/// <summary>二维码的点阵：一行一串，1 为黑。</summary>
public static class QrMatrix
{
    public static IReadOnlyList<string> Rows(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. code.ModuleMatrix.Select(row => string.Concat(row.Cast<bool>().Select(dark => dark ? '1' : '0')))];
    }
}
