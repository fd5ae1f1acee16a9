using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

/// <summary>一份计划的各段申报期；延期只向后。</summary>
public static class PlanWindows
{
    public static IEnumerable<(string Name, string Path, FilingWindow Window)> All(this PlanTerms terms)
    {
        yield return ("总申报期", "window", terms.Window);
        for (var c = 0; c < terms.Channels.Count; c++)
            if (terms.Channels[c].Window is { } own) yield return (terms.Channels[c].Name, $"channels[{c}].window", own);
        for (var s = 0; s < terms.Catalogue.Count; s++)
        {
            var series = terms.Catalogue[s];
            if (series.Window is { } own) yield return (series.Name, $"catalogue[{s}].window", own);
            for (var p = 0; p < series.Specialties.Count; p++)
                if (series.Specialties[p].Window is { } narrow) yield return ($"{series.Name}（{series.Specialties[p].Name}）", $"catalogue[{s}].specialties[{p}].window", narrow);
        }
    }

    /// <summary>
    /// 申报期以后来延长的为准：已按老版填报的也顺延；缩短的对它不算。
    /// 老版里没有单独时间段、新版另给了的，按总申报期与它比较，取晚的。
    /// </summary>
    public static PlanTerms ExtendedAs(this PlanTerms old, PlanTerms current) => old with
    {
        Window = old.Window.ExtendedTo(current.Window),
        Channels = [.. old.Channels.Select(c => c with { Window = Later(c.Window, current.Channel(c.Key)?.Window) })],
        Catalogue = [.. old.Catalogue.Select(s => Extended(s, current.Catalogue.FirstOrDefault(n => n.Name == s.Name)))],
    };

    /// <summary>哪一段已经开始的申报期被新的约定缩短了；没有为 null。逐个渠道、专业比较实际的截止，不看写在哪一层。</summary>
    public static Refusal? ShortenedBy(this PlanTerms old, PlanTerms revised, Moment now)
    {
        foreach (var series in old.Catalogue)
            foreach (var specialty in series.Specialties)
                foreach (var channel in old.Channels)
                {
                    var choice = new TitleChoice(channel.Key, series.Name, specialty.Name, default, default, default);
                    if (revised.Series(choice)?.Specialties.Any(s => s.Name == specialty.Name) is not true || revised.Channel(channel.Key) is null) continue;

                    var (before, after) = (old.WindowFor(choice), revised.WindowFor(choice));
                    if (before.Opens <= now.Instant && after.Closes < before.Closes) return new WindowShortened($"{series.Name}（{specialty.Name}）", before.Closes);
                }

        return null;
    }

    private static SeriesTerms Extended(SeriesTerms old, SeriesTerms? current) => current is null ? old : old with
    {
        Window = Later(old.Window, current.Window),
        Later = current.Later is null ? null : old.Later,
        Specialties = [.. old.Specialties.Select(p => p with { Window = Later(p.Window, current.Specialties.FirstOrDefault(n => n.Name == p.Name)?.Window) })],
    };

    private static FilingWindow? Later(FilingWindow? old, FilingWindow? current) => old is null ? current : old.ExtendedTo(current);
}
