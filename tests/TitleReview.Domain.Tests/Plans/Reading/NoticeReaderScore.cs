using System.Globalization;
using System.Text;
using TitleReview.Domain.Plans.Reading;

namespace TitleReview.Domain.Tests.Plans.Reading;

/// <summary>一类建议在几份通知上的得分：应有、找到、找对，漏了什么、多了什么。</summary>
internal sealed record NoticeReaderScore(ProposalKind? Kind, int Expected, int Found, int Right, IReadOnlyList<string> Missed, IReadOnlyList<string> Wrong)
{
    public double Recall => Expected == 0 ? 1 : (double)Right / Expected;
    public double Precision => Found == 0 ? 1 : (double)Right / Found;

    public static IReadOnlyList<NoticeReaderScore> ByKind(IEnumerable<string> notices)
    {
        var read = notices.Select(n => (Name: n, Truth: NoticeTruth.Of(n).ToList(), Reading: NoticeReader.Read(NoticeTruth.Notice(n)))).ToList();
        return [.. Enum.GetValues<ProposalKind>().Select(kind => Score(kind, read))];
    }

    public static NoticeReaderScore Total(IReadOnlyList<NoticeReaderScore> scores) =>
        new(null, scores.Sum(s => s.Expected), scores.Sum(s => s.Found), scores.Sum(s => s.Right), [], []);

    private static NoticeReaderScore Score(ProposalKind kind, IReadOnlyList<(string Name, List<NoticeTruth> Truth, NoticeReading Reading)> read)
    {
        var (expected, found, right, missed, wrong) = (0, 0, 0, new List<string>(), new List<string>());
        foreach (var (name, truth, reading) in read)
        {
            var left = truth.Where(t => t.Kind == kind).ToList();
            var proposals = reading.Proposals.Where(p => p.Kind == kind).ToList();
            (expected, found) = (expected + left.Count, found + proposals.Count);
            foreach (var proposal in proposals)
            {
                if (left.FirstOrDefault(t => t.Is(proposal)) is not { } match) wrong.Add($"{name} 多出“{proposal.Shown}”");
                else
                {
                    left.Remove(match);
                    right++;
                }
            }

            missed.AddRange(left.Select(t => $"{name} 漏了 {t.Path} {t.Value}"));
        }

        return new NoticeReaderScore(kind, expected, found, right, missed, wrong);
    }

    public static string Table(IReadOnlyList<NoticeReaderScore> scores)
    {
        var text = new StringBuilder("| 种类 | 应有 | 找到 | 找对 | 准确率 | 召回率 | 漏的、错的 |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var s in scores.Where(s => s.Expected + s.Found > 0).Append(Total(scores)))
            text.Append($"| {(s.Kind is { } kind ? $"{Say(kind)} `{kind}`" : "**合计**")} | {s.Expected} | {s.Found} | {s.Right} | {Percent(s.Precision)} | {Percent(s.Recall)} | {string.Join("；", s.Missed.Concat(s.Wrong)).Replace('|', '/')} |\n");
        return text.ToString();
    }

    public static string Percent(double share) => (Math.Floor(share * 1000) / 10).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static string Say(ProposalKind kind) => kind switch
    {
        ProposalKind.Heading => "标题、年度、发文单位",
        ProposalKind.Window => "申报期、截止的含义",
        ProposalKind.Milestone => "日程",
        ProposalKind.SubmissionLimit => "提交次数",
        ProposalKind.FixTime => "补正期",
        ProposalKind.Fee => "评审费",
        ProposalKind.Title => "职称目录",
        ProposalKind.Material => "申报材料",
        ProposalKind.RosterColumn => "花名册",
        ProposalKind.NoticeDays => "公示天数",
        ProposalKind.Penalty => "惩戒、承诺书",
        ProposalKind.Training => "继续教育",
        ProposalKind.Appraisal => "年度考核",
        ProposalKind.Masking => "遮盖",
        ProposalKind.Opinion => "审核意见",
        ProposalKind.Summary => "工作总结",
        ProposalKind.Contact => "联系方式",
        ProposalKind.Files => "文件格式",
        ProposalKind.Print => "评审表",
        ProposalKind.SkilledTrades => "高技能贯通",
        ProposalKind.Language => "普通话、国语",
        ProposalKind.Barred => "不得申报",
        ProposalKind.Defence => "答辩",
        ProposalKind.TitleEvidence => "现职称证明",
        ProposalKind.Pool => "专家库人数",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
