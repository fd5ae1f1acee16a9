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
        if (scan.Lines.FirstOrDefault(IsNumberLine) is not { } line) yield break;
        if (Labels.Count(label => scan.Lines.Any(l => Letters.Plain(l.Text).Contains(label, StringComparison.Ordinal))) < 2) yield break;
        if (NumberBox(line, scan.Lines) is not { } number) yield break;

        // 高与宽的份不是一样长：毫米先换成像素，再各除以高与宽。
        var (across, down) = (number.Width / NumberWidth, number.Width / NumberWidth * scan.Width / scan.Height);
        var middle = (number.Top + number.Bottom) / 2;
        var photo = new PictureBox(number.Left + PhotoLeft * across, middle + (PhotoBottom - PhotoHeight) * down, number.Left + PhotoRight * across, middle + PhotoBottom * down);
        if (scan.Turn != 0) yield break;   // 横放、倒放的卡片，推不出右上在哪边

        yield return new(Clue.Photo, photo.WithinPicture(), "", Confidence.Likely);
        yield return new(Clue.Eyes, (photo with { Top = photo.Top + photo.Height * EyesFrom, Bottom = photo.Top + photo.Height * EyesTo }).WithinPicture(), "", Confidence.Likely);
    }

    private static bool IsNumberLine(ReadLine line)
    {
        var run = new ReadingRun(line);
        return NearSearch.Find(run.Text, run.Scores, "公民身份号码", 1.5).Count > 0;
    }

    private static PictureBox? NumberBox(ReadLine label, IReadOnlyList<ReadLine> lines)
    {
        foreach (var line in lines.Where(l => l == label || ReadingRuns.LeftOf(l, lines) == label))
        {
            var digits = line.Characters.Where(c => c.Text.Length == 1 && (char.IsAsciiDigit(c.Text[0]) || c.Text is "X" or "x")).ToList();
            if (digits.Count >= 15) return PictureBox.Around(digits.Select(d => d.Box));
        }

        return null;
    }
}
