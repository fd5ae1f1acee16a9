namespace TitleReview.Domain.Plans.Reading;

/// <summary>句中一个日期，连同它前面（到上一个日期止）和后面（到下一个日期止）的话。</summary>
internal readonly record struct DatedPassage(NoticeDate Date, string Before, string After)
{
    public static IEnumerable<DatedPassage> In(Sentence sentence, PastedNotice notice, DateOnly? signed)
    {
        if (!sentence.Text.AsSpan().ContainsAnyInRange('0', '9')) yield break;
        var dates = NoticeDates.In(sentence.Text, notice.Year, signed);
        for (var i = 0; i < dates.Count; i++)
        {
            var from = i == 0 ? 0 : dates[i - 1].End;
            var to = i + 1 == dates.Count ? sentence.Text.Length : dates[i + 1].Start;
            var before = sentence.Text[from..dates[i].Start];
            // 日期单占一句的，名目在上一行：“申报时间：”。
            if (before.Length <= 2 && i == 0 && Heading(sentence, notice) is { } heading) before = heading + before;
            yield return new DatedPassage(dates[i], before, sentence.Text[dates[i].End..to]);
        }
    }

    private static string? Heading(Sentence sentence, PastedNotice notice)
    {
        if (sentence.Start != sentence.Paragraph.Start || sentence.Start < 2) return null;
        var from = notice.Flat.LastIndexOf('\n', sentence.Start - 2) + 1;
        var line = notice.Flat[from..(sentence.Start - 1)];
        return line.Length <= 24 && !line.Contains('。', StringComparison.Ordinal) && !line.AsSpan().ContainsAnyInRange('0', '9') ? line : null;
    }
}
