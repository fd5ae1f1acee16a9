namespace TitleReview.Domain.Filings.Materials;

/// <summary>接起来读的一串字：一行；同一横排里隔开的几段；折到下一行的两行。每个字记得自己在哪一行、哪个框。</summary>
internal sealed class ReadingRun
{
    private readonly List<(ReadLine Line, ReadCharacter From)> _from = [];

    public ReadingRun(params IEnumerable<ReadLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var character in line.Characters)
                foreach (var letter in Letters.Plain(character.Text))
                {
                    Text.Add(letter);
                    Scores.Add(character.Score);
                    _from.Add((line, character));
                }

            if (Text.Count > 0) Joints.Add(Text.Count);
        }
    }

    public List<char> Text { get; } = [];
    public List<double> Scores { get; } = [];

    /// <summary>各段在第几个字之前结束。</summary>
    public List<int> Joints { get; } = [];

    public string Words(int start, int end) => string.Concat(Text[Math.Max(0, start)..Math.Min(Text.Count, end)]);

    public bool Crosses(NearMatch match) => Joints.Exists(j => j > match.Start && j < match.End);

    /// <summary>一处一个框；跨行的一行一个。四边放宽一点：框照字的中线估，宁宽勿窄。</summary>
    public IEnumerable<PictureBox> Boxes(int start, int end) =>
        from letter in _from[start..end]
        group letter.From.Box by letter.Line into line
        let box = PictureBox.Around(line)
        let across = Math.Min(box.Height * 0.22, line.Average(b => b.Width) * 0.35)
        select box.Widened(across, box.Height * 0.06).WithinPicture();
}

internal static class ReadingRuns
{
    /// <summary>单行、同排相邻的几段、折行的两行。</summary>
    public static IEnumerable<ReadingRun> Of(IReadOnlyList<ReadLine> lines)
    {
        foreach (var line in lines) yield return new ReadingRun(line);
        foreach (var row in Rows(lines)) if (row.Count > 1) yield return new ReadingRun(row);
        foreach (var line in lines)
            foreach (var next in lines.Where(l => Continues(line, l))) yield return new ReadingRun(line, next);
    }

    /// <summary>左边紧邻的一段，用来看“姓名”这样的栏名；没有为空。</summary>
    public static ReadLine? LeftOf(ReadLine line, IReadOnlyList<ReadLine> lines) =>
        lines.Where(l => l != line && SameRow(l, line) && l.Box.Right <= line.Box.Left + line.Box.Height * 0.6).MaxBy(l => l.Box.Right);

    private static IEnumerable<List<ReadLine>> Rows(IReadOnlyList<ReadLine> lines)
    {
        var left = lines.OrderBy(l => l.Box.Left).ToList();
        while (left.Count > 0)
        {
            var row = new List<ReadLine> { left[0] };
            left.RemoveAt(0);
            while (left.Find(l => SameRow(row[^1], l) && l.Box.Left >= row[^1].Box.Right - row[^1].Box.Height && l.Box.Left - row[^1].Box.Right < row[^1].Box.Height * 3) is { } next)
            {
                row.Add(next);
                left.Remove(next);
            }

            yield return row;
        }
    }

    private static bool SameRow(ReadLine one, ReadLine other) =>
        Math.Min(one.Box.Bottom, other.Box.Bottom) - Math.Max(one.Box.Top, other.Box.Top) > 0.5 * Math.Min(one.Box.Height, other.Box.Height);

    private static bool Continues(ReadLine line, ReadLine next)
    {
        var height = Math.Max(line.Box.Height, next.Box.Height);
        var gap = next.Box.Top - line.Box.Bottom;
        return next != line && gap > -0.5 * height && gap < 1.6 * height && next.Box.Top > line.Box.Top + 0.4 * height
            && next.Box.Left < line.Box.Right && next.Box.Right > line.Box.Left && Math.Min(line.Box.Height, next.Box.Height) > 0.5 * height;
    }
}
