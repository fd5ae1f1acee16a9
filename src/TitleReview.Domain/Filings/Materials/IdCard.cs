namespace TitleReview.Domain.Filings.Materials;

/// <summary>
/// 身份证有照片的一面：从“公民身份号码”一行的位置推出照片在哪里。卡片 85.6 毫米宽，号码一行在下沿，照片在右上，比例固定；
/// 没有这一行、或少于两个别的栏名，就不当身份证。
/// </summary>
internal static class IdCard
{
    // 毫米，从号码的第一位数字量起：号码宽 45，照片左右 23.5 到 50.5，下沿离号码中线 5.5，高 34；眼睛在照片的上四成附近。
    private const double NumberWidth = 45, PhotoLeft = 23.5, PhotoRight = 50.5, PhotoBottom = -5.5, PhotoHeight = 34, EyesFrom = 0.28, EyesTo = 0.56;

    private static readonly string[] Labels = ["姓名", "性别", "民族", "出生", "住址"];

    public static IEnumerable<MaskProposal> Photos(ReadScan scan)
    {
        if (scan.Turn != 0) yield break;   // 横放、倒放的卡片，推不出右上在哪边
        if (scan.Lines.FirstOrDefault(IsNumberLine) is not { } label) yield break;
        if (Labels.Count(text => scan.Lines.Any(l => Letters.Plain(l.Text).Contains(text, StringComparison.Ordinal))) < 2) yield break;
        if (scan.Lines.Where(l => IsNumberOf(label, l)).Select(Digits).FirstOrDefault(d => d.Count >= 15) is not { } digits) yield break;

        // 份换成像素才是一样长；号码一行有多斜，照片跟着斜。
        (double X, double Y) Middle(PictureBox box) => ((box.Left + box.Right) / 2 * scan.Width, (box.Top + box.Bottom) / 2 * scan.Height);
        var (first, last) = (Middle(digits[0]), Middle(digits[^1]));
        var (dx, dy) = ((last.X - first.X) / (digits.Count - 1), (last.Y - first.Y) / (digits.Count - 1));
        var mm = Math.Sqrt(dx * dx + dy * dy) * digits.Count / NumberWidth;
        var (across, down) = ((X: dx, Y: dy), (X: -dy, Y: dx));
        var each = Math.Sqrt(dx * dx + dy * dy);

        PictureBox Area(double top, double bottom) => PictureBox.Around(
            from x in new[] { PhotoLeft, PhotoRight }
            from y in new[] { top, bottom }
            let px = (first.X - dx / 2 + (x * across.X + y * down.X) * mm / each) / scan.Width
            let py = (first.Y - dy / 2 + (x * across.Y + y * down.Y) * mm / each) / scan.Height
            select new PictureBox(px, py, px, py)).WithinPicture();

        var top = PhotoBottom - PhotoHeight;
        yield return new(Clue.Photo, Area(top, PhotoBottom), "", Confidence.Likely);
        yield return new(Clue.Eyes, Area(top + PhotoHeight * EyesFrom, top + PhotoHeight * EyesTo), "", Confidence.Likely);
    }

    private static bool IsNumberLine(ReadLine line)
    {
        var run = new ReadingRun(line);
        return NearSearch.Find(run.Text, run.Scores, "公民身份号码", 1.5).Count > 0;
    }

    // 卡片斜了，号码与栏名不在一条水平线上：差不出两行高就算。
    private static bool IsNumberOf(ReadLine label, ReadLine line) =>
        line == label || (line.Box.Left > label.Box.Left && Math.Abs(line.Box.Top + line.Box.Bottom - label.Box.Top - label.Box.Bottom) / 2 < 2 * Math.Max(label.Box.Height, line.Box.Height));

    private static List<PictureBox> Digits(ReadLine line) =>
        [.. line.Characters.Where(c => c.Text.Length == 1 && (char.IsAsciiDigit(c.Text[0]) || c.Text is "X" or "x")).Select(c => c.Box)];
}
