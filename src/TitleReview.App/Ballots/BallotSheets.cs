using TitleReview.Documents.Letters;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;

namespace TitleReview.App.Ballots;

/// <summary>会议记录要写的。</summary>
internal sealed record MinutesGround(Meeting Meeting, string Committee, string Plan, MeetingRoll Roll, IReadOnlyDictionary<FilingId, CaseCard> Cards, IReadOnlyList<Presence> Presences, IReadOnlyList<Recusal> Recusals,
    IReadOnlyList<ObserverSeat> Observers, IReadOnlyList<Incident> Incidents, IReadOnlyList<RoundView> Rounds, Moment Now);

/// <summary>表决的三种文书：空白的表决票、一轮的计票单、整次的会议记录。申报人一律只写编号。</summary>
internal static class BallotSheets
{
    private const string Box = "□", Unanimity = "名册上的人投得都一样的那一位，票数本身就说出了各人投的什么：这不是系统记下的，也免不了。";

    /// <summary>空白表决票：名册相同的几位印在一张上，回避的人不发那一张；同一张的各份一模一样，认不出是谁的。</summary>
    public static IReadOnlyList<SheetData> Ballots(RoundView round, Meeting meeting, Moment now) =>
    [
        .. round.Cases.GroupBy(c => string.Join(',', c.Case.Voters.Select(v => v.Value))).Select(g => new SheetData
        {
            Title = "表决票",
            Line = $"{meeting.Title}　第 {round.Round.No} 轮",
            Columns = [new("议程", 1), new("编号", 2.4), new("专业", 2.4), new("同意", 1), new("不同意", 1), new("弃权", 1)],
            Rows = [.. g.Select(c => (IReadOnlyList<string>)[$"{c.No}", c.Code, c.Specialty, Box, Box, Box])],
            Notes = ["每一行只在一格里打钩；不打、打两格、写别的，都算弃权。不要签名，不要作记号。", $"印 {g.First().Case.Attending} 份，名册上一人一份；回避的人不发。"],
            PrintedAt = now.Instant,
        }),
    ];

    public static SheetData Counts(RoundView view, Meeting meeting, Moment now)
    {
        var round = view.Round;
        return new SheetData
        {
            Title = "计票单",
            Line = $"{meeting.Title}　第 {round.No} 轮（{round.Kind.Label()}）",
            Cells =
            [
                [new("开投", round.OpenedAt.Print())], [new("开票", round.ClosedAt?.Print() ?? "尚未开票")],
                [new("名册", $"{view.Voters} 人")], [new("规定", $"出席不少于 {round.Voting.Quorum}，同意不少于到会的 {round.Voting.Pass} 为通过")],
                .. round.Reason is { } reason ? [[new("再表决的理由", reason)]] : Array.Empty<IReadOnlyList<SheetCell>>(),
            ],
            Columns = Columns,
            Rows = [.. view.Cases.Select(Row)],
            Notes =
            [
                .. view.AlteredSentence is { } wrong ? [wrong] : Array.Empty<string>(),
                "应到是委员总数，回避的另列；到会是开投时在场、不回避的，也是算同意够不够的分母。没有投的、弃权的都在分母里。",
                round.Kind == RoundKind.Sealed ? "封票在开票时打乱、计数、销毁；系统里只有票数，没有谁投了什么。" : $"纸票，计票人 {round.Teller ?? "　　　　"}、监票人 {round.Scrutineer ?? "　　　　"}；{(round.EnteredBy is { } entered ? $"{entered}录入，{(round.State == RoundState.Closed ? $"{round.ClosedBy}核对" : "还没有核对")}。" : "还没有录入。")}",
                .. view.Unanimous ? [Unanimity] : Array.Empty<string>(),
            ],
            Signatures = ["计票人（签名）：　　　　　　　　", "监票人（签名）：　　　　　　　　", "主持人（签名）：　　　　　　　　", "　　　　年　　月　　日"],
            PrintedAt = now.Instant,
        };
    }

    public static IReadOnlyList<SheetData> Minutes(MinutesGround m)
    {
        var closed = m.Rounds.Where(r => r.Round.State == RoundState.Closed).OrderBy(r => r.Round.No).ToList();
        return
        [
            new SheetData
            {
                Title = "评审会会议记录",
                Line = m.Meeting.Title,
                Cells =
                [
                    [new("评委会", m.Committee)], [new("计划", m.Plan)],
                    [new("地点", m.Meeting.VideoLink is null ? m.Meeting.Place : $"{m.Meeting.Place}（视频会议）")],
                    [new("开会", m.Meeting.OpenedAt?.Print() ?? "没有开")], [new("散会", m.Meeting.EndedAt?.Print() ?? "没有散")],
                    [new("主持", string.Join('、', m.Roll.Seats.Where(s => s.Presides).Select(s => $"{s.Name}（{s.Kind.Label()}）")))], [new("监督", m.Observers.Count == 0 ? "没有观察员" : string.Join('、', m.Observers.Select(o => $"{o.Name}（{o.Arrival}）")))],
                    [new("委员", $"{m.Roll.Seats.Count} 位，到过会 {m.Presences.Select(p => p.ExpertId).Distinct().Count()} 位；议程上 {m.Roll.Cases.Count} 位")],
                ],
                Columns = [new("议程", 1), new("编号", 2), new("专业", 2.4), new("级别", 1.6), new("组", 2.4)],
                Rows = [.. m.Roll.Cases.Select(c => (IReadOnlyList<string>)[$"{c.No}", m.Cards[c.FilingId].Code, m.Cards[c.FilingId].Specialty, m.Cards[c.FilingId].Level, m.Meeting.Groups.FirstOrDefault(g => g.No == c.GroupNo)?.Name ?? ""])],
                PrintedAt = m.Now.Instant,
            },
            new SheetData
            {
                Title = "到会", SamePage = true, PrintedAt = m.Now.Instant,
                Columns = [new("编号", 2.2), new("委员", 3), new("席位", 1.8), new("在场（北京时间）", 4)],
                Rows = [.. m.Roll.Seats.Select(s => (IReadOnlyList<string>)[s.Code, s.Name, s.Kind.Label(), Spans(m.Presences.Where(p => p.ExpertId == s.ExpertId))])],
            },
            new SheetData
            {
                Title = "回避", SamePage = true, PrintedAt = m.Now.Instant,
                Notes = [m.Recusals.Count == 0 ? "没有人回避。" : string.Join("；", m.Recusals.GroupBy(r => r.Kind).OrderBy(g => g.Key).Select(g => $"{g.Key.Label()} {g.Count()} 人次")) + "。回避的人看不到那一份案卷，不计入那一位的应到与到会，不发票。"],
            },
            .. m.Incidents.Count == 0 ? Array.Empty<SheetData>() :
            [
                new SheetData
                {
                    Title = "观察员记的情况", SamePage = true, PrintedAt = m.Now.Instant,
                    Columns = [new("时刻", 2), new("情况", 4), new("答复", 4)],
                    Rows = [.. m.Incidents.OrderBy(i => i.NotedAt).Select(i => (IReadOnlyList<string>)[i.NotedAt.PrintShort(), i.Text, i.Answer ?? "还没有答复"])],
                },
            ],
            .. closed.Select(r => new SheetData
            {
                Title = $"第 {r.Round.No} 轮表决（{r.Round.Kind.Label()}）", SamePage = true, PrintedAt = m.Now.Instant,
                Line = $"{r.Round.OpenedAt.Print()}开投，{r.Round.ClosedAt?.Print()}开票{(r.Round.Reason is { } reason ? $"；再表决的理由：{reason}" : "")}",
                Columns = Columns, Rows = [.. r.Cases.Select(Row)],
            }),
            new SheetData
            {
                Title = "签署", SamePage = true, PrintedAt = m.Now.Instant,
                Notes = [.. m.Rounds.Where(r => r.Round.State == RoundState.Annulled).OrderBy(r => r.Round.No).Select(r => $"第 {r.Round.No} 轮没有开票就作废：{r.Round.AnnulReason}"), .. closed.Any(r => r.Unanimous) ? [Unanimity] : Array.Empty<string>()],
                Signatures = ["主持人（签名）：　　　　　　　　", "记录人（签名）：　　　　　　　　", "监督人（签名）：　　　　　　　　", "评委会（盖章）　　　年　　月　　日"],
            },
        ];
    }

    private static readonly IReadOnlyList<SheetColumn> Columns = [new("议程", 1), new("编号", 2.2), new("应到", 1), new("回避", 1), new("到会", 1), new("同意", 1), new("不同意", 1.2), new("弃权", 1), new("没有投", 1.2), new("结果", 1.4)];

    private static IReadOnlyList<string> Row(CaseVoted c) =>
    [
        $"{c.No}", c.Code, $"{c.Case.Members}", $"{c.Case.Recused}", $"{c.Case.Attending}",
        .. c.Case.Tally is { } t ? [$"{t.InFavour}", $"{t.Against}", $"{t.Abstained}", $"{t.NotCast}", c.Case.Passed is true ? "通过" : "不通过"] : new[] { "", "", "", "", "" },
    ];

    private static string Spans(IEnumerable<Presence> presences) =>
        string.Join("；", presences.OrderBy(p => p.From).Select(p => $"{p.From.ToOffset(Moment.Beijing):HH:mm} 到 {(p.To is { } to ? $"{to.ToOffset(Moment.Beijing):HH:mm}" : "此刻")}")) is { Length: > 0 } spans ? spans : "没有到会";
}
