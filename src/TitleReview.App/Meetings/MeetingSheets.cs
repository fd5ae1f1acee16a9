using System.Globalization;
using TitleReview.Documents.Letters;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;

namespace TitleReview.App.Meetings;

/// <summary>评审会的三种文书：会议议程、签到表、承诺书。申报只有编号，没有申报人的姓名。</summary>
internal static class MeetingSheets
{
    /// <param name="what">各份申报的编号、专业、级别。</param>
    public static SheetData Agenda(Meeting meeting, string committee, string office, MeetingRoll roll, IReadOnlyDictionary<FilingId, AgendaFiling> what, IReadOnlyList<ObserverSeat> observers, Moment now) => new()
    {
        Title = "会议议程",
        Line = meeting.Title,
        Cells =
        [
            [new("评委会", committee)],
            .. Where(meeting),
            [new("主持", Names(roll.Seats.Where(s => s.Presides)))],
            [new("委员", $"{roll.Seats.Count} 位")],
            [new("纪检观察员", observers.Count > 0 ? string.Join('、', observers.Select(o => o.Name)) : "没有")],
            [new("程序", "主持人宣布纪律与回避；评议组评议；逐位报告评议情况；够法定人数的，无记名投票；当场开票、宣布票数；主持人签字")],
        ],
        Columns = [new("第几位", 1.2), new("编号", 2), new("专业", 2.4), new("级别", 1.4), new("组", 2), new("回避", 1.2)],
        Rows = [.. roll.Cases.Select(c => (IReadOnlyList<string>)[$"{c.No}", what[c.FilingId].Code ?? "", what[c.FilingId].Specialty, what[c.FilingId].Level, meeting.Groups.FirstOrDefault(g => g.No == c.GroupNo)?.Name ?? "", roll.For(c.FilingId).Recused is > 0 and var some ? $"{some} 位" : "没有"])],
        Notes = ["申报人只写编号。回避的委员不参加对那一位的评议和表决，也看不到案卷。"],
        Signatures = [office, now.Today.Print()],
        PrintedAt = now.Instant,
    };

    public static SheetData Attendance(Meeting meeting, string committee, string office, MeetingRoll roll, IReadOnlyList<Presence> presences, IReadOnlyList<ObserverSeat> observers, Moment now) => new()
    {
        Title = "签到表",
        Line = meeting.Title,
        Cells =
        [
            [new("评委会", committee)],
            .. Where(meeting),
            [new("开会", meeting.OpenedAt is { } opened ? $"{opened.Print()}，{meeting.OpenedBy}" : "还没有开")],
            [new("散会", meeting is { State: MeetingState.Closed, EndedAt: { } ended } ? $"{ended.Print()}，{meeting.EndedBy}" : "还没有散")],
            [new("委员", $"{roll.Seats.Count} 位，到过会 {presences.Select(p => p.ExpertId).Distinct().Count()} 位")],
        ],
        Columns = [new("序号", 0.9), new("委员", 2.2), new("职责", 1.6), new("承诺书", 2.2), new("在场", 3), new("签名", 2)],
        Rows =
        [
            .. roll.Seats.Select((s, at) => (IReadOnlyList<string>)[$"{at + 1}", $"{s.Name}\n{s.Code}", s.Kind.Label(), s.PledgedAt is { } pledged ? $"{pledged.PrintShort()}{(s.PledgeTakenBy is null ? "" : "\n纸上签")}" : "没有签", Spans(s, presences), ""]),
            .. observers.Select((o, at) => (IReadOnlyList<string>)[$"{roll.Seats.Count + at + 1}", o.Name, "纪检观察员", "", o.Arrival, ""]),
        ],
        Notes = ["在场的时刻照系统的签到、签退；由别人替签的，括号里写明。"],
        Signatures = ["主持人（签名）：　　　　　　", "记录人（签名）：　　　　　　", $"{office}（盖章）　{now.Today.Print()}"],
        PrintedAt = now.Instant,
    };

    /// <summary>一席一张；签过的印时刻与摘要，没有签的留着签。</summary>
    public static SheetData Pledge(Meeting meeting, string committee, Seat seat, string text, Moment now) => new()
    {
        Title = "保密与廉洁承诺书",
        Line = meeting.Title,
        Cells =
        [
            [new("评委会", committee)],
            [new("承诺人", seat.Name), new("编号", seat.Code)],
            [new("签署", seat.PledgedAt is { } at ? $"{at.Print()}，{(seat.PledgeTakenBy is { } by ? $"在纸上签，由{by}记下" : "本人登录后签")}" : "还没有签")],
            .. seat.PledgeDigest is { } digest ? [[new("签的文字", digest == MeetingReading.PledgeDigest(text) ? $"与下面相同，摘要 {digest}" : $"签署之后文字改过，摘要 {digest}；签的那一份见当时的计划")]] : Array.Empty<IReadOnlyList<SheetCell>>(),
        ],
        Blocks = [new("承诺", text, 90, [])],
        Signatures = ["承诺人（签名）：　　　　　　", "　　年　　月　　日"],
        PrintedAt = now.Instant,
    };

    private static IEnumerable<IReadOnlyList<SheetCell>> Where(Meeting meeting) =>
    [
        [new("时间", meeting.StartsAt.Print())],
        [new("地点", meeting.Place)],
        [new("分组", string.Join("；", meeting.Groups.Select(g => g.Place.Length > 0 ? $"{g.Name}（{g.Place}）" : g.Name)))],
    ];

    private static string Names(IEnumerable<Seat> seats) => string.Join('、', seats.Select(s => $"{s.Name}（{s.Kind.Label()}）")) is { Length: > 0 } names ? names : "还没有定";

    private static string Spans(Seat seat, IReadOnlyList<Presence> presences) =>
        string.Join('\n', presences.Where(p => p.ExpertId == seat.ExpertId).OrderBy(p => p.From).Select(p => $"{Time(p.From)}{By(p.SignedInFor(seat))} 至 {(p.To is { } to ? Time(to) + By(p.SignedOutFor(seat)) : "现在")}")) is { Length: > 0 } spans ? spans : "没有到";

    private static string By(string? who) => who is null ? "" : $"（{who}）";

    private static string Time(DateTimeOffset at) => at.ToOffset(Moment.Beijing).ToString("HH:mm", CultureInfo.InvariantCulture);
}
