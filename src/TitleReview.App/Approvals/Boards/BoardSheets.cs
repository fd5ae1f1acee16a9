using TitleReview.Documents.Rosters;
using TitleReview.Domain;

namespace TitleReview.App.Approvals;

/// <summary>看板的电子表格。</summary>
internal static class BoardSheets
{
    public static byte[] Office(BoardView board) => TableXlsx.Write(new TableSheet("看板", board.Plan.Title, $"{board.Office}　{board.Now.Instant.Print()}",
        [new("分类", 24), new("名称", 60, LeftAligned: true), new("待我审核", 26), new("退回补正中", 26), new("其余与已办", 26), new("合计", 26), new("首次送来", 26), new("本机构办了", 26)],
        [
            ["合计", board.Office, .. Counts(board.Total), "", ""],
            .. board.Counties.Select(l => (IReadOnlyList<string>)["县（市）", l.Name, .. Counts(l), "", ""]),
            .. board.Specialties.Select(l => (IReadOnlyList<string>)["专业", l.Name, .. Counts(l), "", ""]),
            .. board.Days.Select(d => (IReadOnlyList<string>)["每天", d.Day.Print(), "", "", "", "", $"{d.Arrived}", $"{d.Handled}"]),
            .. (board.Forecast?.Coming ?? []).Select(d => (IReadOnlyList<string>)["预计", d.Day.Print(), "", "", "", "", $"{d.Arrived}", ""]),
        ], board.Now.Instant), Hands(board), Cross(board, "县市与专业", l => l.All, "送审过的一共"), Cross(board, "县市与专业（待审）", l => l.Waiting, "待我审核"));

    /// <summary>各在谁手里、怎样了结，一行一个县（市）；以下各机构手里几件接在后面。</summary>
    private static TableSheet Hands(BoardView board)
    {
        var ends = board.Hands.Split ? BoardHands.Ends : [];
        IReadOnlyList<string> Row(HandsLine l) => [l.Place, $"{l.Employers}", $"{l.Desks}", $"{l.Mine}", $"{l.Returned}", .. ends.Select(s => $"{l.Of(s)}"), $"{l.Rest}", $"{l.All}"];
        return new("在谁手里", $"{board.Plan.Title}：在谁手里、怎样了结", $"{board.Office}　{board.Now.Instant.Print()}",
            [new("县（市）、机构", 44, LeftAligned: true), new("在用人单位", 22), new("在以下机构", 22), new("待我审核", 22), new("退回补正中", 22), .. ends.Select(s => new TableColumn(s.Label(), 26)), new(board.Hands.RestName, 30), new("送审过的一共", 26)],
            [
                .. board.Hands.Places.Select(Row), Row(board.Hands.Total),
                .. board.Desks.Select(d => (IReadOnlyList<string>)[d.Name, "", $"{d.Waiting}", "", "", .. ends.Select(_ => ""), "", ""]),
            ], board.Now.Instant);
    }

    /// <summary>一行一个专业，一列一个县（市），两边都有合计。</summary>
    private static TableSheet Cross(BoardView board, string name, Func<BoardLine, long> count, string what)
    {
        var cells = board.Cells.ToDictionary(c => (c.County, c.Specialty), c => count(c.Line));
        return new(name, $"{board.Plan.Title}：{what}", $"{board.Office}　{board.Now.Instant.Print()}",
            [new("专业", 40, LeftAligned: true), .. board.Counties.Select(c => new TableColumn(c.Name, 22)), new("合计", 22)],
            [
                .. board.Specialties.Select(s => (IReadOnlyList<string>)[s.Name, .. board.Counties.Select(c => $"{cells.GetValueOrDefault((c.Name, s.Name))}"), $"{count(s)}"]),
                ["合计", .. board.Counties.Select(c => $"{count(c)}"), $"{count(board.Total)}"],
            ], board.Now.Instant);
    }

    public static byte[] Staff(StaffBoard board) => TableXlsx.Write(new TableSheet("看板", "本单位人员的申报", $"{board.Employer}　{board.Year} 年　{board.Now.Instant.Print()}　{board.Lines.Count} 份，还没有开始填的 {board.Total.WithoutFiling} 人",
        [new("序号", 10), new("姓名", 24), new("所在", 40, LeftAligned: true), new("申报编号", 32), new("申报职务", 30), new("到了哪里", 50, LeftAligned: true), new("从什么时候起", 32), new("缺什么", 70, LeftAligned: true), new("下一步", 60, LeftAligned: true), new("期限", 32)],
        board.Lines.Select((l, at) => (IReadOnlyList<string>)[$"{at + 1}", l.Applicant, l.Branch ?? board.Employer, l.Number, l.Title, l.Where, l.Since.PrintShort(), l.Missing, l.Next, l.Deadline?.PrintShort() ?? ""]), board.Now.Instant));

    private static IEnumerable<string> Counts(BoardLine line) => [$"{line.Waiting}", $"{line.Returned}", $"{line.Others}", $"{line.All}"];
}
