using System.Text.RegularExpressions;
using static TitleReview.Domain.Plans.Reading.ProposalKind;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>标题、年度、发文单位、文号。</summary>
internal static partial class HeadingReader
{
    private const string Key = "catalogue";

    public static void Read(PastedNotice notice, Findings found)
    {
        var signed = SignedOn(notice);
        if (notice.Title is { } title && Subject().Match(title.Text) is { Success: true } subject)
        {
            var what = subject.Groups["what"];
            var name = notice.Glyphs(title.Start + what.Index, what.Length);
            found.Add(Heading, "title", name, $"计划名称：{name}", title.Start, title.End, Key);

            var whole = notice.Glyphs(title.Start + subject.Index, subject.Length);
            var number = Number(notice, whole, signed);
            found.Add(Heading, "noticeNumber", number, $"通知：{number}", title.Start, title.End, Key);
            if (notice.Year > 0) found.Add(Heading, "year", notice.Year, $"{notice.Year} 年度", title.Start, title.End, Key);
        }

        if (Organiser(notice) is { } organiser)
        {
            // 联合发文的，第一家是牵头的。
            var names = notice.Spaced(notice.Place(organiser.Start, organiser.End)).Split(' ');
            var name = names.All(n => Office().IsMatch(n)) ? names[0] : notice.Glyphs(organiser.Start, organiser.Text.Length);
            found.Add(Heading, "organiser", name, $"发文单位：{name}", organiser.Start, organiser.End, Key);
        }
    }

    /// <summary>有文号用文号，没有的用标题加落款日期。</summary>
    private static string Number(PastedNotice notice, string title, DateOnly? signed)
    {
        foreach (var line in notice.Paragraphs.Take(6))
            if (NumberLine().IsMatch(line.Text)) return notice.Glyphs(line.Start, line.Text.Length);
        return signed is { } day ? $"{title}（{day.Print()}）" : title;
    }

    public static DateOnly? SignedOn(PastedNotice notice) =>
        notice.SignedOn is { } line && NoticeDates.In(line.Text, 0) is [{ } date, ..] ? date.To : null;

    /// <summary>标题之上的机关名；没有的看落款日期的上一行。</summary>
    private static Paragraph? Organiser(PastedNotice notice)
    {
        if (notice.Title is null) return null;
        var above = notice.Paragraphs.TakeWhile(p => p.Start < notice.Title.Start).FirstOrDefault(p => Office().IsMatch(p.Text));
        if (above is not null || notice.SignedOn is null) return above;
        return notice.Paragraphs.TakeWhile(p => p.Start < notice.SignedOn.Start).TakeLast(3).Reverse().FirstOrDefault(p => Office().IsMatch(p.Text));
    }

    [GeneratedRegex("关于(做好|组织开展|开展|进行|组织|申报)?(?<what>[^。]{4,120}?)((?<=评审|申报|认定|确定|考核|推荐)(有关)?工作)?(有关(事项|工作|问题))?的?(通知|公告|通告)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Subject();

    [GeneratedRegex("^[\u4e00-\u9fa5]{2,12}[〔\\[【(][0-9]{4}[〕\\]】)](第?[0-9]{1,4}号)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NumberLine();

    [GeneratedRegex("^[\u4e00-\u9fa5]{2,30}(局|厅|委员会|办公室|委|部|中心|集团|协会)(\\(代章\\))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Office();
}
