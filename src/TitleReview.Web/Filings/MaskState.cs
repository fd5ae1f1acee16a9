using System.Text.Json;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Plans;

namespace TitleReview.Web.Filings;

/// <summary>遮盖页上的一个框：画好的，或建议的。</summary>
/// <param name="Why">为什么建议；自己画的为空。</param>
/// <param name="On">要遮；建议而不用的为假。</param>
public sealed record MaskBox(string Kind, double[] Box, string? Why, bool On)
{
    private PictureBox Picture => new(Box[0], Box[1], Box[2], Box[3]);

    /// <summary>这一页现在的框：答过的照原样，没有答过的把建议都先用上。</summary>
    public static IReadOnlyList<MaskBox> Of(MaterialPage page, MaskingTerms terms)
    {
        var proposals = page.Masked is null ? page.Reading?.Proposals ?? [] : MaskProposals.Uncovered(new MasksFound(page.Reading?.Proposals ?? []), [.. page.Masks.Select(m => m.Box)]);
        return
        [
            .. page.Masks.Select(m => new MaskBox($"{m.Kind}", Numbers(m.Box), null, true)),
            .. from proposal in proposals
               let kind = proposal.Clue.KindIn(terms.Items)
               where kind is not null
               select new MaskBox($"{kind}", Numbers(proposal.Box), proposal.Why, page.Masked is null),
        ];
    }

    /// <summary>页面交上来的框；不成样子为 null。</summary>
    public static IReadOnlyList<MaskBox>? Parse(string? json)
    {
        try
        {
            var boxes = JsonSerializer.Deserialize<List<MaskBox>>(json ?? "", JsonSerializerOptions.Web);
            return boxes is null || boxes.Count > 4 * MaskAnswer.MostMasks || boxes.Exists(b => b?.Box is not { Length: 4 } || !b.Box.All(double.IsFinite) || !Enum.TryParse<MaskKind>(b.Kind, out var kind) || !Enum.IsDefined(kind)) ? null : boxes;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Write(IReadOnlyList<MaskBox> boxes) => JsonSerializer.Serialize(boxes, JsonSerializerOptions.Web);

    /// <summary>没有脚本时，勾了哪几个算哪几个。</summary>
    public static IReadOnlyList<MaskBox> Taken(IReadOnlyList<MaskBox> boxes, IEnumerable<string> taken) =>
        [.. boxes.Select((box, at) => box with { On = taken.Contains($"{at}") })];

    public static MaskAnswer Answer(bool needed, IReadOnlyList<MaskBox> boxes) => new(needed,
        needed ? [.. boxes.Where(b => b.On).Select(b => new Mask(Enum.Parse<MaskKind>(b.Kind), b.Picture))] : [],
        [.. boxes.Where(b => b.Why is not null && (!b.On || !needed)).Select(b => b.Picture)]);

    private static double[] Numbers(PictureBox box) => [Round(box.Left), Round(box.Top), Round(box.Right), Round(box.Bottom)];

    private static double Round(double share) => Math.Clamp(Math.Round(share, 4), 0, 1);
}
