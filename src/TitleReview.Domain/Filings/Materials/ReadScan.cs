namespace TitleReview.Domain.Filings.Materials;

/// <summary>文字识别从一张扫描件上读出的全部；框都按转正后的图算。</summary>
/// <param name="Turn">这一页要顺时针转多少度，字才是正的。</param>
public sealed record ReadScan(
    int Width, int Height, int Turn, IReadOnlyList<ReadLine> Lines, IReadOnlyList<ReadSeal> Seals, IReadOnlyList<ReadPortrait> Portraits);

/// <param name="Score">识别的把握，0 到 1。</param>
public sealed record ReadLine(string Text, double Score, PictureBox Box, IReadOnlyList<ReadCharacter> Characters);

public sealed record ReadCharacter(string Text, double Score, PictureBox Box);

/// <summary>圆印：环上的字另展平了读，读不准是常事。</summary>
public sealed record ReadSeal(string Text, double Score, PictureBox Box);

/// <summary>像证件照的一块，与其中像脸的一块。只看样子，不认人。</summary>
public sealed record ReadPortrait(PictureBox Box, PictureBox Face);
