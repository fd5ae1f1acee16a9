using System.Text.RegularExpressions;
using static TitleReview.Domain.Plans.Reading.ProposalKind;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>申报期：总的、各系列的，以及截止按提交算还是按到达评委会算。</summary>
internal static partial class WindowReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        var signed = HeadingReader.SignedOn(notice);
        foreach (var sentence in notice.Body.Where(s => !s.HasAny("业绩", "论文", "继续教育", "任现职")))
            foreach (var (date, before, after) in DatedPassage.In(sentence, notice, signed))
                ReadOne(notice, found, sentence, date, before, after);

        ReadOpenAndShut(notice, found);
        ReadLoneEnd(notice, found, signed);
        ReadDeadline(notice, found);
    }

    private static void ReadOne(PastedNotice notice, Findings found, Sentence sentence, NoticeDate date, string before, string after)
    {
        if (date.ByMonth) return;
        var label = DateLabel.Before(before);
        if (label is not (null or DateLabel.Filing) || !(sentence.Paragraph.Text.Contains("申报", StringComparison.Ordinal) || (sentence.Paragraph.Section + before).Contains("申报", StringComparison.Ordinal))) return;

        if (date.IsRange && SpecialtyPaths(before, found) is { Count: > 0 } specialties)
        {
            foreach (var (name, path) in specialties) Propose(found, path, date.Opens, date.Closes, $"{name}专业", sentence);
        }
        else if (SeriesNames(before, after) is { Count: > 0 } series)
        {
            foreach (var name in series)
            {
                var path = $"catalogue[{InCatalogue(name, found)}].window";
                if (date.IsRange) Propose(found, path, date.Opens, date.Closes, $"{name}系列", sentence);
                // 只写截止的，开始同总申报期。
                else if (found.At("window") is [{ } overall, ..]) Propose(found, path, ReadWindow(overall).Opens, date.Closes, $"{name}系列", sentence);
            }
        }
        else if (date.IsRange && (FilingJustBefore().IsMatch(before) || (label is null && FilingAfter().IsMatch(after))))
            Propose(found, "window", date.Opens, date.Closes, "申报期", sentence);
    }

    private static void Propose(Findings found, string path, DateTimeOffset opens, DateTimeOffset closes, string name, Sentence sentence) =>
        found.Add(Window, path, new FilingWindow(opens, closes), $"{name}：{opens.PrintStart()}至{closes.Print()}", sentence, "window");

    public static FilingWindow ReadWindow(Proposal proposal) =>
        System.Text.Json.JsonSerializer.Deserialize<FilingWindow>(proposal.Value, System.Text.Json.JsonSerializerOptions.Web)!;

    /// <summary>起止分开写的：“3月1日起登录系统填报，3月31日17时系统关闭”。</summary>
    private static void ReadOpenAndShut(PastedNotice notice, Findings found)
    {
        if (found.At("window").Count > 0) return;
        foreach (var sentence in notice.Body.Where(s => s.HasAny("申报", "填报")))
        {
            var passages = DatedPassage.In(sentence, notice, null).Where(p => !p.Date.IsRange && !p.Date.ByMonth).ToList();
            if (passages.Find(p => p.After.StartsWith('起')) is { Date: { } opening } && passages.Find(p => Shut().IsMatch(p.After)) is { Date: { } shutting } && opening.From < shutting.To)
                Propose(found, "window", opening.ToTime is { } time ? new DateTimeOffset(opening.To.ToDateTime(time), Moment.Beijing) : Moment.StartOf(opening.To), shutting.Closes, "申报期", sentence);
        }
    }

    /// <summary>只写了截止时间的，从通知印发之日开始。</summary>
    private static void ReadLoneEnd(PastedNotice notice, Findings found, DateOnly? signed)
    {
        if (signed is not { } start || found.At("window").Count > 0) return;
        foreach (var sentence in notice.Body)
        {
            if (LoneEnd().Match(sentence.Text) is not { Success: true } m) continue;
            if (NoticeDates.In(m.Value, notice.Year) is [{ ByMonth: false } date, ..] && date.To > start)
                Propose(found, "window", Moment.StartOf(start), date.Closes, "申报期（通知只写了截止，自印发之日起）", sentence);
        }
    }

    private static void ReadDeadline(PastedNotice notice, Findings found)
    {
        if (notice.Body.FirstOrDefault(s => AtCommittee().IsMatch(s.Text)) is { } arrival)
            found.Add(Window, "deadline", "ReachedCommittee", "截止前须到达评审委员会", arrival, "deadline");
        else if (notice.Body.FirstOrDefault(s => Late().IsMatch(s.Text) && s.HasAny("申报", "未报", "未提交", "不再受理") && !s.HasAny("补充", "补正", "修改", "退回")) is { } late)
            found.Add(Window, "deadline", "Submitted", "截止前须提交", late, "deadline");
    }

    /// <summary>“其中临床医学、护理专业11月16日至……”：目录里的专业各有各的时间。</summary>
    private static IReadOnlyList<(string Name, string Path)> SpecialtyPaths(string before, Findings found)
    {
        if (SpecialtiesBefore().Match(before) is not { Success: true } m) return [];
        var offered = found.Proposals.Where(p => p.Kind == Title && p.Path.Contains("].specialties[", StringComparison.Ordinal)).Select(p => p.Path)
            .Concat(found.Proposals.Where(p => p.Kind == Title && p.Path.EndsWith(']') && !p.Path.Contains("].specialties[", StringComparison.Ordinal)).SelectMany(p => TitleReader.SpecialtiesOf(p).Select(s => $"{p.Path}.specialties[{s}]"))).Distinct().ToList();
        return [.. from name in m.Groups["names"].Value.Split('、', '和', '及')
                   let bare = name.EndsWith("专业", StringComparison.Ordinal) ? name[..^2] : name
                   let path = offered.Find(p => p.EndsWith($".specialties[{bare}]", StringComparison.Ordinal))
                   where path is not null
                   select (bare, $"{path}.window")];
    }

    private static IReadOnlyList<string> SeriesNames(string before, string after)
    {
        var named = SeriesAfter().Match(after);
        if (!named.Success) named = SeriesBefore().Match(before);
        if (!named.Success) return [];
        return [.. named.Groups["names"].Value.Split('、').Select(n => Parenthesis().Replace(n, "")).Select(n => n.EndsWith("系列", StringComparison.Ordinal) ? n[..^2] : n)
            .Where(n => n.Length >= 2 && n[0] is not ('各' or '该' or '本') && !n.EndsWith("其他", StringComparison.Ordinal))];
    }

    /// <summary>通知里的简称对到目录里的全称：“少数民族翻译”是“少数民族语文翻译系列”。</summary>
    private static string InCatalogue(string name, Findings found)
    {
        var full = found.Proposals.Where(p => p.Kind == Title && !p.Path.Contains("].specialties[", StringComparison.Ordinal)).Select(p => p.Path["catalogue[".Length..^1]).Where(full => full[0] == name[0] && IsShortFor(name, full)).OrderBy(f => f.Length).FirstOrDefault();
        return full ?? $"{name}系列";
    }

    private static bool IsShortFor(string name, string full)
    {
        var at = 0;
        foreach (var c in full)
            if (at < name.Length && c == name[at]) at++;
        return at == name.Length;
    }

    [GeneratedRegex("(申报|报名|填报)[^,。;]{0,14}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FilingJustBefore();

    [GeneratedRegex("^[^。;]{0,10}(申报|报名|填报)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FilingAfter();

    [GeneratedRegex("(其中|^|[,:)])(?<names>[\u4e00-\u9fa5]{2,16}(专业)?([、和及][\u4e00-\u9fa5]{2,16}(专业)?){0,20})专业(的)?(网上)?(申报)?(时间|日期)?[为:是]?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SpecialtiesBefore();

    [GeneratedRegex("^[:为]?(受理|接收|进行|开展|组织|办理)?(?<names>[\u4e00-\u9fa5][\u4e00-\u9fa5、()]{1,60}?系列)(?!、)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SeriesAfter();

    [GeneratedRegex("(?<names>[\u4e00-\u9fa5][\u4e00-\u9fa5、]{1,60}系列)(\\(专业\\))?(网上|网络|材料)?(申报)?(截止)?(时间|日期|期限|期)?[为:是]?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SeriesBefore();

    [GeneratedRegex("\\([^()]{0,20}\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Parenthesis();

    [GeneratedRegex("(申报|报名|填报)[^。;]{0,20}?(截止|截至)(时间|日期|期)?[^。;0-9]{0,6}[0-9][^,。;]{4,30}|(请|须|应|需)[^。;0-9]{0,12}[0-9][^,。;]{4,24}前[^。;]{0,16}(申报|填报|提交)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LoneEnd();

    [GeneratedRegex("未[^,。;]{0,14}(提交|报送|报|送达|到达|推送)至?[^,。;]{0,6}(评审委员会|评委会)|以[^,。;]{0,6}(评审委员会|评委会)[^,。;]{0,6}(收到|接收)[^,。;]{0,8}为准|(提交|报送|到达|送达)至?(评审委员会|评委会)[^,。;]{0,10}为准", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex AtCommittee();

    [GeneratedRegex("^(系统|平台)?(自动)?(关闭|截止|结束)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Shut();

    [GeneratedRegex("(逾期|过期|超期)(未|不|无法|系统|将|一律)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Late();
}
