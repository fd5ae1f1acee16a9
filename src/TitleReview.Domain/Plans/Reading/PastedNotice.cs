using System.Text;
using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>
/// 粘贴来的通知：去掉空白、统一全角半角之后的文字，逐字记得它在原文的位置。
/// 断在行中的句子接起来；正文与附件分开。
/// </summary>
internal sealed partial class PastedNotice
{
    /// <summary>超过的部分不读：通知没有这么长的。</summary>
    private const int Longest = 120_000;

    /// <summary>一句最多这么长，没有标点的乱码也不会读成一句。</summary>
    private const int LongestSentence = 500;

    private const int LongestParagraph = 4000;

    /// <summary>段落、句子最多读这么多；真的通知不过几百句。</summary>
    private const int Most = 3000;

    /// <summary>公文一行 28 字；短于此的行不是排版断开的。</summary>
    private const int WrappedLine = 24;

    private readonly string _source;
    private readonly string _glyphs;
    private readonly int[] _places;

    private PastedNotice(string source, string flat, string glyphs, int[] places)
    {
        (_source, Flat, _glyphs, _places) = (source, flat, glyphs, places);
        Paragraphs = SplitParagraphs();
        Sentences = [.. Paragraphs.SelectMany(SplitSentences).Take(Most)];
        Title = Paragraphs.Take(15).FirstOrDefault(p => TitleLine().IsMatch(p.Text));
        SignedOn = Paragraphs.Skip(3).FirstOrDefault(p => DateLine().IsMatch(p.Text));
        Year = YearOf(Title?.Text) ?? YearOf(SignedOn?.Text) ?? YearOf(flat.Length > 3000 ? flat[..3000] : flat) ?? 0;
    }

    /// <summary>去空白、统一字形之后的全文；换行为 \n，表格的制表符留着。</summary>
    public string Flat { get; }

    public IReadOnlyList<Paragraph> Paragraphs { get; }
    public IReadOnlyList<Sentence> Sentences { get; }

    /// <summary>正文的句子，不含附件和模板。</summary>
    public IEnumerable<Sentence> Body => Sentences.Where(s => !s.InAnnex);

    public Paragraph? Title { get; }

    /// <summary>落款日期的那一行。</summary>
    public Paragraph? SignedOn { get; }

    /// <summary>通知的年度，没有写年份的日期都算它；读不出为 0。</summary>
    public int Year { get; }

    public static PastedNotice Of(string? text)
    {
        text ??= "";
        var read = Math.Min(text.Length, Longest);
        var (flat, glyphs, places) = (new StringBuilder(read), new StringBuilder(read), new List<int>(read));
        var lineStart = 0;
        var wrapped = (At: -1, From: 0);
        for (var i = 0; i < read; i++)
        {
            if (Glyph.IsLineBreak(text, i))
            {
                if (flat.Length == lineStart) continue;
                wrapped = (flat.Length, lineStart);
                Append('\n', '\n', i);
                lineStart = flat.Length;
                continue;
            }

            // 只有制表符的行也是空行。
            if (Glyph.Fold(text, i) is not { } folded || (folded == '\t' && flat.Length == lineStart)) continue;
            if (flat.Length == lineStart && wrapped.At == lineStart - 1 && wrapped.At >= 0 && Continues(flat, wrapped.From, wrapped.At, text, i))
            {
                flat.Length = glyphs.Length = wrapped.At;
                places.RemoveAt(wrapped.At);
                lineStart = wrapped.From;
            }

            Append(folded, text[i], i);
        }

        return new PastedNotice(text, flat.ToString(), glyphs.ToString(), [.. places]);

        void Append(char f, char g, int place)
        {
            flat.Append(f);
            glyphs.Append(g);
            places.Add(place);
        }
    }

    /// <summary>原字形，去掉了空白；写进计划的文字取自这里。</summary>
    public string Glyphs(int start, int length) => _glyphs.Substring(start, length);

    /// <summary>原文，空白折成一格，连号码之间的空格也留着。</summary>
    public string Spaced(TextSpan span) => string.Join(' ', Cut(span).Plain().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string Cut(TextSpan span) => _source.Substring(span.Start, span.Length);

    public TextSpan Place(int start, int end) => new(_places[start], _places[end - 1] + 1 - _places[start]);

    /// <summary>上一行没有说完、这一行不另起，就是排版把一句断成了两行。</summary>
    private static bool Continues(StringBuilder flat, int from, int to, string text, int next)
    {
        var close = flat[to - 1] is '”' or '"' or ')' ? 2 : 1;
        if (to - from < WrappedLine || "。;:!?".Contains(flat[to - close], StringComparison.Ordinal)) return false;
        // 越长的行，越不必全看：只要行尾与有没有制表符。
        var last = flat.ToString(Math.Max(from, to - 200), to - Math.Max(from, to - 200));
        if (last.Contains('\t', StringComparison.Ordinal) || last.EndsWith("通知", StringComparison.Ordinal) || last.EndsWith("公告", StringComparison.Ordinal)) return false;
        var line = new StringBuilder(16);
        for (var i = next; i < text.Length && line.Length < 16 && !Glyph.IsLineBreak(text, i); i++)
            if (Glyph.Fold(text, i) is { } c) line.Append(c);
        return !StartsAnew().IsMatch(line.ToString());
    }

    private List<Paragraph> SplitParagraphs()
    {
        var paragraphs = new List<Paragraph>();
        var (annex, signed, section) = (false, false, "");
        for (var start = 0; start < Flat.Length && paragraphs.Count < Most;)
        {
            var end = ParagraphEnd(start);
            var text = Flat[start..end];
            // 落款日期之后、或单占一行的“附件1”起，是附件。
            annex |= signed || (paragraphs.Count > 3 && AnnexLine().IsMatch(text));
            if (!annex && Section().Match(text) is { Success: true } heading) section = heading.Groups["name"].Value;
            paragraphs.Add(new Paragraph(start, text, section, annex));
            signed |= paragraphs.Count > 4 && DateLine().IsMatch(text);
            start = end < Flat.Length && Flat[end] == '\n' ? end + 1 : end;
        }

        return paragraphs;
    }

    /// <summary>到换行止；没有换行的长文，在句号后截断。</summary>
    private int ParagraphEnd(int start)
    {
        var most = Math.Min(LongestParagraph, Flat.Length - start);
        if (Flat.IndexOf('\n', start, most) is var end and >= 0) return end;
        return most < LongestParagraph || Flat.LastIndexOf('。', start + most - 1, most) is not (> 0 and var stop) ? start + most : stop + 1;
    }

    private static IEnumerable<Sentence> SplitSentences(Paragraph paragraph)
    {
        var text = paragraph.Text;
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start, Math.Min(LongestSentence, text.Length - start)).IndexOfAny("。;!?");
            var length = end >= 0 ? end + 1 : Math.Min(LongestSentence, text.Length - start);
            yield return new Sentence(paragraph, paragraph.Start + start, text.Substring(start, length));
            start += length;
        }
    }

    private static int? YearOf(string? text) =>
        text is not null && NamedYear().Match(text) is { Success: true } m ? int.Parse(m.Groups["year"].ValueSpan) : null;

    [GeneratedRegex(@"^(\(?[一二三四五六七八九十]{1,3}[)、.]|\(?[0-9]{1,2}[)、.](?![0-9])|附件|第[一二三四五六七八九十]{1,3}[条章节]|[^:,。]{1,10}:|[\u4e00-\u9fa5]{2,8}[0-9]{4}年[0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex StartsAnew();

    [GeneratedRegex("^附件[0-9一二三四五六七八九十]{0,3}:?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex AnnexLine();

    [GeneratedRegex(@"^(\[[^\]]{0,30}\])?(([一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(部分|章|条))(?<name>[^。;]{2,30})|(?<name>[\u4e00-\u9fa5]{4,16}))$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Section();

    [GeneratedRegex("^[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex DateLine();

    [GeneratedRegex("^[^。]{0,80}关于[^。]{4,120}(通知|公告|通告)(\\([^()]{1,10}\\))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TitleLine();

    [GeneratedRegex("(?<![0-9])(?<year>20[0-9]{2})年", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NamedYear();
}

/// <summary>一段，连同它所在的一级标题，如“评审范围”。</summary>
internal sealed class Paragraph(int start, string text, string section, bool inAnnex)
{
    public int Start => start;
    public string Text => text;
    public string Section => section;
    public bool InAnnex => inAnnex;
    public int End => start + text.Length;
}

internal sealed class Sentence(Paragraph paragraph, int start, string text)
{
    public Paragraph Paragraph => paragraph;
    public int Start => start;
    public string Text => text;
    public int End => start + text.Length;
    public bool InAnnex => Paragraph.InAnnex;

    public bool Has(string word) => Text.Contains(word, StringComparison.Ordinal);
    public bool HasAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Has(word)) return true;
        return false;
    }
}
