using System.Text.Json;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>时间上的矛盾：缺的、倒的、叠的、越出总申报期的，和线上没截止就收纸质的。</summary>
internal static class WindowContradictions
{
    public static IEnumerable<Contradiction> In(Findings found)
    {
        var overall = found.At("window");
        var series = found.Proposals.Where(p => p.Kind == ProposalKind.Window && p.Path.EndsWith("].window", StringComparison.Ordinal) && !p.Path.Contains("].specialties[", StringComparison.Ordinal)).ToList();
        var windows = overall.Concat(series).Select(p => (Proposal: p, Window: WindowReader.ReadWindow(p))).ToList();

        if (windows.Where(w => w.Window.Closes <= w.Window.Opens).Select(w => w.Proposal).ToList() is { Count: > 0 } backwards)
            yield return new("window.order", "申报期的结束早于开始。", backwards, "请核对起止，年份写全。");
        if (overall.Count > 1)
            yield return new("window.twice", "总申报期写了两处，不一样。", overall, "请定一个。");
        if (Overlapping([.. windows.Where(w => series.Contains(w.Proposal))]) is { Count: > 0 } overlapping)
            yield return new("window.overlap", "有的系列申报期互相重叠。", overlapping, "请核对各系列的起止；确要重叠的，照办即可。");
        if (Missing(found, series) is { Count: > 0 } missing)
            yield return new("window.missing", $"别的系列都有自己的申报期，{string.Join('、', missing.Select(SeriesOf))}没有。", missing, "请给它们定时间；不定的，用总申报期。");
        if (overall.Count == 1 && windows.Count > 1 && Outside(windows) is { Count: > 0 } outside)
            yield return new("window.outside", "有的系列申报期越出了总申报期。", outside, "请核对；确要越出的，系统以系列自己的时间为准。");
        if (overall.Count == 1 && Early(found, windows[0].Window) is { Count: > 0 } early)
            yield return new("paper.early", "线上申报还没有截止，纸质材料就开始收了。", [overall[0], .. early], "请定：评审表在形式审核通过之后才能打印，先收的只能是先通过的。");
    }

    private static List<Proposal> Overlapping(List<(Proposal Proposal, FilingWindow Window)> windows) =>
        [.. windows.Where(w => windows.Exists(o => o.Window != w.Window && o.Window.Opens < w.Window.Closes && w.Window.Opens < o.Window.Closes)).Select(w => w.Proposal)];

    /// <summary>别的系列有自己的时间，才谈得上缺。</summary>
    private static List<Proposal> Missing(Findings found, List<Proposal> series)
    {
        var all = found.Proposals.Where(p => p.Kind == ProposalKind.Title && !p.Path.Contains("].specialties[", StringComparison.Ordinal)).ToList();
        var without = all.Where(t => !series.Exists(w => w.Path == $"{t.Path}.window")).ToList();
        return series.Count > 1 && without.Count < all.Count ? without : [];
    }

    private static List<Proposal> Outside(List<(Proposal Proposal, FilingWindow Window)> windows) =>
        [.. windows.Skip(1).Where(w => w.Window.Opens < windows[0].Window.Opens || w.Window.Closes > windows[0].Window.Closes).Select(w => w.Proposal)];

    private static List<Proposal> Early(Findings found, FilingWindow overall) =>
        [.. found.Proposals.Where(p => p.Kind == ProposalKind.Milestone && Starts(p.Value, "Paper") is { } from && Moment.StartOf(from) >= overall.Opens && Moment.StartOf(from) < overall.Closes)];

    private static DateOnly? Starts(string milestone, string kind)
    {
        using var json = JsonDocument.Parse(milestone);
        return json.RootElement.GetProperty("kind").GetString() == kind ? DateOnly.Parse(json.RootElement.GetProperty("from").GetString()!) : null;
    }

    private static string SeriesOf(Proposal title) => title.Path["catalogue[".Length..^1];
}
