using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>花名册：名称，与表头的各栏。</summary>
internal static partial class RosterReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        ReadTitle(notice, found);
        foreach (var paragraph in notice.Paragraphs)
        {
            if (!paragraph.Text.Contains("序号", StringComparison.Ordinal) || Columns().Match(paragraph.Text) is not { Success: true } m) continue;
            var columns = notice.Glyphs(paragraph.Start + m.Index, m.Length).Split('\t', '、', '|', ',', '，').Where(c => c.Length > 0).ToList();
            if (columns[^1].EndsWith('等')) columns[^1] = columns[^1][..^1];
            var end = Math.Min(paragraph.End, paragraph.Start + m.Index + m.Length);
            found.Add(ProposalKind.RosterColumn, "roster.columns", columns, $"花名册 {columns.Count} 栏：{string.Join('、', columns)}", paragraph.Start + m.Index, end, "roster");
            break;
        }
    }

    /// <summary>模板上的名称先于正文里提到的。</summary>
    private static void ReadTitle(PastedNotice notice, Findings found)
    {
        if (notice.Paragraphs.FirstOrDefault(p => p.InAnnex && Heading().IsMatch(p.Text)) is { } heading)
            Propose(heading.Start, heading.Text.Length, heading.Start, heading.End);
        else if (notice.Body.FirstOrDefault(s => Named().IsMatch(s.Text)) is { } sentence)
        {
            var name = Named().Match(sentence.Text).Groups["name"];
            Propose(sentence.Start + name.Index, name.Length, sentence.Start, sentence.End);
        }

        void Propose(int start, int length, int from, int to) =>
            found.Add(ProposalKind.RosterColumn, "roster.title", notice.Glyphs(start, length), $"花名册名称：{notice.Glyphs(start, length)}", from, to, "roster");
    }

    [GeneratedRegex("序号([\t、|,]{1,3}[^\t、|,。;()]{1,24}(\\([^()]{1,20}\\))?){3,40}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Columns();

    [GeneratedRegex("^[^。;、,:]{4,40}花名册$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Heading();

    [GeneratedRegex("《(?<name>(?![^《》]{0,30}专家)[^《》]{2,40}(花名册|汇总表))》", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Named();
}
