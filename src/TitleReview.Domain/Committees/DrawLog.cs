using System.Globalization;
using System.Text;

namespace TitleReview.Domain.Committees;

/// <summary>抽取的记录，一份文字：只有编号，没有姓名，可以给任何人照着验算（N9）。格式由 tools/replay-draw 读。</summary>
public static class DrawLog
{
    /// <summary>怎样验算：不用本系统，只要会算 SHA-256。</summary>
    public static readonly IReadOnlyList<string> Recipe =
    [
        "摘要一律是 SHA-256，对 UTF-8 文字计算，写成 64 位小写十六进制。",
        "一、名单：从“=== 名单 ===”的下一行起，到“=== 名单完 ===”的上一行止，行间一个换行，末尾没有换行。它的摘要应等于“名单摘要”，也应等于承诺之时公布的。",
        "二、承诺：“密数”的摘要应等于“承诺”，也应等于承诺之时公布的。",
        "三、公开数：照“公开数的出处”去查，应等于“公开数”（只留数字和大写字母）。它在承诺之后才产生，承诺的人不能预先知道。",
        "四、种子：把密数、名单摘要、公开数用换行连起来（末尾没有换行），它的摘要就是种子。",
        "五、签：每位“可抽”的专家，把种子与他的编号用一个换行连起来，它的摘要就是他的签。",
        "六、名次：同一专业的，按签从小到大（十六进制的文字次序）排；前几位是委员，接着的是候补，几位见名单里“专业”的一行：专业、委员、候补。",
        "七、替补：来不了的委员，由同专业还没有用过的候补按名次顶上，不能挑。",
    ];

    public static string Write(Draw draw)
    {
        var text = new StringBuilder();
        void Line(params IEnumerable<string> cells) => text.Append(string.Join('\t', cells)).Append('\n');
        Line("评审专家抽取记录");
        Line(draw.Heading);
        Line();
        foreach (var step in Recipe) Line(step);
        Line();
        Line("=== 名单 ===");
        Line(draw.RosterText);
        Line("=== 名单完 ===");
        Line("名单摘要", draw.RosterDigest);
        Line("承诺", draw.Commitment);
        Line("密数", draw.Secret ?? "尚未公开");
        Line("公开数", draw.PublicValue ?? (draw.State == DrawState.Dropped ? "没有抽" : "尚未产生"));
        Line("种子", draw.Seed ?? "");
        Line();
        Line("=== 名次 ===");
        foreach (var seat in draw.Seats) Line(seat.Specialty, $"{seat.Rank}", seat.Code, seat.Alternate ? "候补" : "委员");
        Line("=== 名次完 ===");
        Line();
        Line("承诺", Stamp(draw.CommittedAt), draw.CommittedBy);
        if (draw.DrawnAt is { } drawn) Line("抽出", Stamp(drawn), draw.DrawnBy ?? "", draw.Witness is { } witness ? $"在场的纪检人员：{witness}" : "");
        foreach (var change in draw.Changes) Line("替补", Stamp(change.At), change.By, $"{change.Out} 由 {change.In} 顶上", change.Reason);
        if (draw.EndedAt is { } ended) Line(draw.State == DrawState.Dropped ? "作废" : "重抽", Stamp(ended), draw.EndedBy ?? "", draw.Reason ?? "");
        return text.ToString();
    }

    private static string Stamp(DateTimeOffset at) => at.ToOffset(Moment.Beijing).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
