using TitleReview.Documents.Cases;
using TitleReview.Documents.Letters;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;

namespace TitleReview.App.Meetings;

/// <summary>会场资料包里的空白表决票、案卷、说明。</summary>
internal static class BundleSheets
{
    private const string Box = "□", NotMasked = "没有处理遮盖，不进资料包";

    /// <summary>空白表决票：回避的人相同的几位印在一张上，回避的人不发那一张；同一张的各份一模一样。</summary>
    public static IReadOnlyList<SheetData> Ballots(Meeting meeting, MeetingRoll roll, IReadOnlyList<BundleCase> cases, Moment now) =>
    [
        .. cases.GroupBy(c => string.Join(',', roll.Seats.Where(s => roll.IsRecused(c.Listed.FilingId, s.ExpertId)).Select(s => s.Code).Order(StringComparer.Ordinal))).Select(g => new SheetData
        {
            Title = "表决票",
            Line = $"{meeting.Title}　第　　轮",
            Columns = [new("议程", 1), new("编号", 2.4), new("专业", 2.4), new("同意", 1), new("不同意", 1), new("弃权", 1)],
            Rows = [.. g.Select(c => (IReadOnlyList<string>)[$"{c.Listed.No}", c.Case.Code!, c.Case.Specialty, Box, Box, Box])],
            Notes = ["每一行只在一格里打钩；不打、打两格、写别的，都算弃权。不要签名，不要作记号。", $"按到会的人数复印，至多 {roll.Seats.Count - roll.For(g.First().Listed.FilingId).Recused} 份；回避的人不发。用了纸票的，在系统里开“纸票”的一轮，录入票数。"],
            PrintedAt = now.Instant,
        }),
    ];

    /// <param name="images">取到了的图。</param>
    public static CaseData Case(BundleCase one, BundleMark mark, IReadOnlyCollection<string> images) => new(
        one.Case.Code!, $"{one.Case.Series} · {one.Case.Specialty} · {one.Case.Level}（{one.Case.TitleName}）· {one.Case.Path}", mark.Until, mark.By,
        [.. one.Case.Sections.Select(s => new CaseSection(s.Title,
            [.. s.Rows.Select(r => new CaseRow(r.Name, [.. r.Facts.Select(f => new SheetCell(f.Label, f.Value))]))],
            [.. s.Scans.Where(scan => images.Contains($"scan{scan.No}")).Select(scan => new CaseScan($"{one.Case.Code}　第 {scan.No} 张　{scan.Name}", $"scan{scan.No}"))],
            [.. s.Withheld.Select(name => $"{name}：{NotMasked}。"), .. s.Scans.Where(scan => !images.Contains($"scan{scan.No}")).Select(scan => $"{scan.Name}：{NotMasked}，请在系统里看。")]))],
        mark.At);

    public static string ReadMe(BundleMark mark, IReadOnlyList<string> papers, int cases, IReadOnlyList<string> missing) => string.Join("\r\n",
    [
        $"{mark.Meeting}　会场资料包", $"{mark.Until}。{mark.By}，已留痕。", "",
        "只在会场网络不好的时候用；能上网的，请在系统里看案卷、投票。", "里面没有申报人的姓名、单位、号码：申报人只有编号，图都是遮盖过的。", "请不要外传、拍照、另存；散会之后删除电脑里的，收回、销毁印出来的。", "",
        "里面有：", .. papers.Select(p => $"  {p}"), $"  案卷：{cases - missing.Count} 份，按议程的次序",
        .. missing.Count > 0 ? [$"没有排出来的案卷 {missing.Count} 份：{string.Join('、', missing)}。请再下载一次；仍不行请告知管理员，先在系统里看。"] : Array.Empty<string>(), "",
    ]);
}
