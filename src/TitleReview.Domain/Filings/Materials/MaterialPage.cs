using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Materials;

/// <summary>遮盖的一处。</summary>
public sealed record Mask(MaskKind Kind, PictureBox Box);

/// <summary>机器找过没有。</summary>
public enum PageSearch { NotAsked, Waiting, Done, Failed }

/// <summary>机器从一页上读到的、建议遮盖的。</summary>
/// <param name="Turn">还要顺时针转多少度，字才是正的。</param>
/// <param name="Written">PDF 里能选中的文字中认得出本人的；图片没有。</param>
public sealed record PageReading(int LinesRead, int Turn, IReadOnlyList<MaskProposal> Proposals, IReadOnlyList<ResidualHit> Written)
{
    /// <summary>找到几处，或者什么也没有找到，照实说。</summary>
    public string Sentence => (Proposals.Count > 0 ? new MasksFound(Proposals) : (MaskSearch)new NothingFound(LinesRead)).Sentence;
}

/// <summary>
/// 申报材料的一页：图片是一页，PDF 每页一页。盲评要不要遮盖，一页一答；答了“是”的，另存一份涂好的图。
/// 换一张就是另一份材料，原来的回答随原来的材料一起没了。
/// </summary>
public sealed class MaterialPage : ITenantOwned
{
    private MaterialPage() { }

    public TenantId TenantId { get; set; }
    public MaterialId MaterialId { get; private set; }

    /// <summary>第几页，从 1 数。</summary>
    public int No { get; private set; }

    public FilingId FilingId { get; private set; }

    public PageSearch Search { get; private set; }
    public int SearchTries { get; private set; }
    public DateTimeOffset? SearchTakenAt { get; private set; }
    public PageReading? Reading { get; private set; }

    /// <summary>是否需要遮盖；还没有回答为空。</summary>
    public bool? Masked { get; private set; }

    public IReadOnlyList<Mask> Masks { get; private set; } = [];

    /// <summary>建议遮盖、而申报人说不用的几处。</summary>
    public IReadOnlyList<PictureBox> Refused { get; private set; } = [];

    /// <summary>涂好的那一份；答“否”的没有，专家看转正去附记的那一份。</summary>
    public string? MaskedSha256 { get; private set; }

    public UserId? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>
    /// 建议遮盖而没有遮住的。本人说不用的不再提；只有与登记的逐字相同的，说了不用也还提：那就是本人的姓名、号码。
    /// </summary>
    public IReadOnlyList<MaskProposal> Bare =>
        Reading is not { Proposals.Count: > 0 } reading ? []
        : [.. MaskProposals.Uncovered(new MasksFound(reading.Proposals), [.. Masks.Select(m => m.Box)]).Where(p => p.Confidence == Confidence.Sure || !Refused.Any(p.Box.IsAbout))];

    /// <summary>一份材料的各页，排队等机器找。</summary>
    public static IEnumerable<MaterialPage> Of(Material material, PageSearch search = PageSearch.Waiting) =>
        Enumerable.Range(1, Math.Max(1, material.Pages)).Select(no => new MaterialPage { MaterialId = material.Id, No = no, FilingId = material.FilingId, Search = search });

    /// <param name="maskedSha256">涂好的那一份；答“否”为空。</param>
    public void Answer(MaskAnswer answer, string? maskedSha256, UserId by, Moment now) =>
        (Masked, Masks, Refused, MaskedSha256, AnsweredBy, AnsweredAt) = (answer.Needed, answer.Needed ? answer.Masks : [], answer.Refused, maskedSha256, by, now.Instant);

    /// <summary>机器找过了。</summary>
    public void Found(PageReading reading) => (Search, Reading) = (PageSearch.Done, reading);

    /// <summary>请机器找，或再找一遍。</summary>
    public void AskSearch() => (Search, SearchTries, SearchTakenAt, Reading) = (PageSearch.Waiting, 0, null, null);
}

/// <summary>“这一页是否需要遮盖”的回答。</summary>
public sealed record MaskAnswer(bool Needed, IReadOnlyList<Mask> Masks, IReadOnlyList<PictureBox> Refused)
{
    public const int MostMasks = 60;

    /// <summary>再小的框遮不住一个字，多半是手滑点出来的。</summary>
    private const double Least = 0.002;

    public static MaskAnswer No { get; } = new(false, [], []);

    public Refusal? WhyNot(MaskingTerms terms)
    {
        if (terms.Items.Count == 0) return new NothingToMask();
        if (!Needed) return null;
        if (Masks.Count == 0) return new MasksMissing();
        if (Masks.Count > MostMasks) return new TooManyMasks(MostMasks);
        if (Masks.Any(m => !terms.Items.Contains(m.Kind))) return new UnknownMaskKind(terms.Items);
        return Masks.Any(m => !IsBox(m.Box)) ? new MaskOutsidePicture() : null;
    }

    private static bool IsBox(PictureBox box) =>
        new[] { box.Left, box.Top, box.Right, box.Bottom }.All(double.IsFinite) && box == box.WithinPicture() && box.Width >= Least && box.Height >= Least;
}

public sealed record NothingToMask() : Refusal("本计划没有要求遮盖材料，不用回答。");
public sealed record MasksMissing() : Refusal("选了“是”，请在图上把要遮盖的地方框出来再保存；没有要遮盖的，请选“否”。");
public sealed record TooManyMasks(int Most) : Refusal($"一页最多遮盖 {Most} 处，请把挨着的合成一个大框。");
public sealed record UnknownMaskKind(IReadOnlyList<MaskKind> Items) : Refusal($"本计划遮盖的是{string.Join("、", Items.Select(i => i.Label()))}，请在其中选一种。");
public sealed record MaskOutsidePicture() : Refusal("有一个遮盖框太小或画到了图外，请删去重画。");
