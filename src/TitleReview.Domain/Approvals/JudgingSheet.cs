using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Approvals;

/// <param name="Judgement">算数的判定；没有判为空。</param>
/// <param name="Carried">判的是上一次提交，内容没有变，沿用（N8）。</param>
/// <param name="Before">上一次提交时判的，不论还算不算数。</param>
/// <param name="Untold">首次未告知：判不合格的内容，本级从前办过而没有说（N6）。</param>
public sealed record JudgedLine(JudgedItem Item, Judgement? Judgement, bool Carried, Judgement? Before, bool Untold)
{
    public bool Failed => Judgement?.Verdict == ItemVerdict.Failed;

    /// <summary>看到的是这一处的第几版：没有判的、沿用的为 0。</summary>
    public uint Seen => Carried ? 0 : Judgement?.Version ?? 0;
}

/// <summary>一站的审核单：要审的每一处判了没有，判了什么；能不能退回、通过，由它说。</summary>
public sealed class JudgingSheet
{
    /// <param name="judgements">这一级对这份申报判过的全部，连同以前各次提交。</param>
    /// <param name="submissionNo">现在审的是第几次提交。</param>
    /// <param name="earlier">这一级办以前各次提交时，对每一处说过没有。</param>
    public JudgingSheet(IReadOnlyList<JudgedItem> items, IReadOnlyList<Judgement> judgements, int submissionNo, IReadOnlyList<EarlierWord> earlier)
    {
        var (known, said) = (judgements.ToLookup(j => j.Item), earlier.ToLookup(e => e.Item));
        Lines = [.. items.Select(item => Line(item, [.. known[item.Key]], submissionNo, [.. said[item.Key]]))];
    }

    public IReadOnlyList<JudgedLine> Lines { get; }

    public IReadOnlyList<JudgedLine> Unjudged => [.. Lines.Where(l => l.Judgement is null)];
    public IReadOnlyList<JudgedLine> Failed => [.. Lines.Where(l => l.Failed)];
    public IReadOnlyList<JudgedLine> Untold => [.. Lines.Where(l => l.Untold)];

    public JudgedLine? Find(string key) => Lines.FirstOrDefault(l => l.Item.Key == key);

    /// <summary>一次性告知（AK-09）：每一处都判了，才能退回；至少有一处不合格。</summary>
    public Refusal? WhyNotReturn() =>
        Unjudged is { Count: > 0 } left ? new ItemsUnjudged("退回", [.. left.Select(l => l.Item)])
        : Failed.Count == 0 ? new NothingFailed() : null;

    /// <summary>有一处不合格就不能通过；上次退回指出的都要看过；还要审完哪些，由计划定。</summary>
    public Refusal? WhyNotPass(JudgingTerms terms)
    {
        if (Failed is { Count: > 0 } failed) return new ItemsFailed([.. failed.Select(l => l.Item)]);

        var demanded = Unjudged.Where(l => l.Before?.Verdict == ItemVerdict.Failed || terms.PassDemands == PassDemand.Everything || (terms.PassDemands == PassDemand.Checklist && l.Item.Kind == ItemKind.Checklist)).ToList();
        return demanded.Count > 0 ? new ItemsUnjudged("通过", [.. demanded.Select(l => l.Item)]) : null;
    }

    /// <summary>退回时一次告知的：不合格的每一处。</summary>
    public IReadOnlyList<Correction> Corrections() => [.. Failed.Select(l => new Correction(l.Item.Place, l.Item.PlaceName, l.Judgement!.Sentence!, l.Untold))];

    /// <summary>要告知的话的摘要：第二人同意的正是这些。</summary>
    public string Fingerprint() => Digest.Of([.. Corrections().SelectMany(c => new[] { c.PlaceName, c.Sentence, $"{c.Untold}" })]);

    private static JudgedLine Line(JudgedItem item, IReadOnlyList<Judgement> known, int submissionNo, IReadOnlyList<EarlierWord> earlier)
    {
        var now = known.FirstOrDefault(j => j.SubmissionNo == submissionNo && j.Hash == item.Hash);
        var before = known.Where(j => j.SubmissionNo < submissionNo).MaxBy(j => j.SubmissionNo);
        if (now is null && before is { Verdict: not ItemVerdict.Failed } && before.Hash == item.Hash) return new JudgedLine(item, before, Carried: true, before, Untold: false);

        return new JudgedLine(item, now, Carried: false, before, now?.Verdict == ItemVerdict.Failed && IsUntold(item, earlier));
    }

    /// <summary>
    /// 内容没有变、本级最近一次办这样的内容时没有指出，就是首次未告知。清单看的是全份，改了哪里摘要都变，
    /// 所以不比摘要：改过的地方自己有一处可判，清单上新说的总是旧材料里的。
    /// </summary>
    private static bool IsUntold(JudgedItem item, IReadOnlyList<EarlierWord> earlier) =>
        earlier.Where(e => item.Kind == ItemKind.Checklist || e.Hash == item.Hash).MaxBy(e => e.SubmissionNo) is { Told: false };
}

/// <summary>一级办以前某一次提交（退回或通过）时，对一处说过没有。</summary>
/// <param name="Told">退回时指出了它不合格。</param>
public sealed record EarlierWord(string Item, int SubmissionNo, string Hash, bool Told);

/// <param name="Items">还没有判的，页面逐处给出链接。</param>
public sealed record ItemsUnjudged(string Act, IReadOnlyList<JudgedItem> Items)
    : Refusal($"还有 {Items.Count} 处没有判，不能{Act}：{Naming.Few(Items)}。{(Act == "退回" ? "退回须一次性告知全部问题，逐处判了再退回。" : "请逐处判了再通过。")}")
{
    public bool Equals(ItemsUnjudged? other) => other is not null && Act == other.Act && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}

/// <param name="Items">不合格的各处。</param>
public sealed record ItemsFailed(IReadOnlyList<JudgedItem> Items) : Refusal($"有 {Items.Count} 处判为不合格，不能通过：{Naming.Few(Items)}。请退回补正；判错了的，先改判。")
{
    public bool Equals(ItemsFailed? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}

public sealed record NothingFailed() : Refusal("没有一处判为不合格，不必退回。请通过；确有问题的，先在那一处判为不合格并写明。");

internal static class Naming
{
    private const int Most = 5;

    public static string Few(IReadOnlyList<JudgedItem> items) =>
        string.Join('、', items.Take(Most).Select(i => $"“{i.PlaceName}”")) + (items.Count > Most ? $"等 {items.Count} 处" : "");
}
