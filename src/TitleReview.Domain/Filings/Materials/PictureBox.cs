namespace TitleReview.Domain.Filings.Materials;

/// <summary>图上的一个框：左、上、右、下，按转正后图的宽高算成 0 到 1 的份，换哪种大小都不变。</summary>
public sealed record PictureBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public PictureBox Widened(double across, double down) => new(Left - across, Top - down, Right + across, Bottom + down);

    public PictureBox WithinPicture() => new(Math.Clamp(Left, 0, 1), Math.Clamp(Top, 0, 1), Math.Clamp(Right, 0, 1), Math.Clamp(Bottom, 0, 1));

    public static PictureBox Around(IEnumerable<PictureBox> boxes)
    {
        var all = boxes.ToList();
        return new(all.Min(b => b.Left), all.Min(b => b.Top), all.Max(b => b.Right), all.Max(b => b.Bottom));
    }

    /// <summary>说的是同一处：互相盖住大半。</summary>
    public bool IsAbout(PictureBox other) => ShareWithin(other) >= 0.8 && other.ShareWithin(this) >= 0.8;

    /// <summary>自己有几分在那个框里。</summary>
    public double ShareWithin(PictureBox other)
    {
        var (across, down) = (Math.Min(Right, other.Right) - Math.Max(Left, other.Left), Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
        return across <= 0 || down <= 0 || Width * Height <= 0 ? 0 : across * down / (Width * Height);
    }
}
