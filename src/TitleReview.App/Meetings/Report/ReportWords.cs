using System.Globalization;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Meetings;

/// <summary>监督报告写成的各部分：每个数旁边是它所照的规定，没有规定的写怎么数的。</summary>
public static class ReportWords
{
    private const string Law40 = "人社部令第40号", None = "没有", Unmarked = "怎么数：";

    public static IReadOnlyList<ReportPart> Of(MeetingReport r) =>
        [Draws(r), Attendance(r), Timing(r), Recusals(r), Incidents(r), Grants(r), Desks(r), Objections(r), Results(r)];

    public static string Label(this GrantKind kind) => kind switch
    {
        GrantKind.WindowExtended => "申报期延长",
        GrantKind.LateSubmission => "申报期截止之后的提交",
        GrantKind.TrainingExempt => "免继续教育",
        GrantKind.DefenceExempt => "免于答辩",
        GrantKind.Relaxed => "一人一策，放宽评审条件",
        GrantKind.VetoLifted => "撤回核对过的测试",
        GrantKind.UntoldReturn => "首次未告知的退回",
        GrantKind.RefundTry => "退还提交机会",
        GrantKind.FeeRefund => "退评审费",
        GrantKind.BarLifted => "解除诚信记录",
        GrantKind.UndoReceive => "撤销接收材料",
        _ => "撤下议程",
    };

    public static string Label(this LateKind kind) => kind switch
    {
        LateKind.Lapsed => "补正期满、没有按时报到，视为放弃（不予受理）",
        LateKind.PapersLate => "纸质材料过了期限才收齐，或还没有收齐",
        LateKind.FeesOverdue => "评审费到期没有缴清",
        _ => "由人代办的",
    };

    /// <summary>退回率；份数太少的写件数。</summary>
    public static string Rate(this ReportDesk desk) => desk.Percent is { } percent ? $"{Decimal(percent)}%" : $"{desk.Returned} 件";

    private static ReportPart Draws(MeetingReport r)
    {
        var ours = r.Draws.Single(d => d.Ours);
        return new("draw", "委员的抽取",
        [
            new("重做一遍", ours.Fault is null ? "与记录相符" : $"与记录不符：{ours.Fault}", "照公开了的密数、名单摘要、公开数重做，谁都能做；打开这份报告时刚做的"),
            new("承诺", ours.Commitment, "密数的摘要，公开数产生之前公布"), new("名单摘要", ours.RosterDigest, "冻结的名单的摘要，与承诺同时公布"),
            new("公开数", $"{ours.PublicValue ?? "还没有"}（{ours.Source}，{ours.KnownAt.Print()}产生）", "承诺之后才产生，谁都查得到"),
            new("承诺于", ours.CommittedAt.Print(), ours.CommittedAt < ours.KnownAt ? "在公开数产生之前" : "须在公开数产生之前：不合"),
            new("抽出于", ours.DrawnAt?.Print() ?? "还没有", ours.DrawnAt is { } at ? $"公开数产生之后 {Minutes((int)(at - ours.KnownAt).TotalMinutes)}" : ""),
            new("纪检在场", ours.Witnessed ? "记有在场的纪检人员" : "没有记", r.Terms.Committee.DisciplinePresent ? "通知要求到场" : "通知没有要求"),
            new("因利害关系排除", $"{ours.Strata.Sum(s => s.Excluded)} 位", $"名单上 {ours.Strata.Sum(s => s.Candidates)} 位，先排除再抽"),
            new("候补顶上", $"{ours.Changes.Count} 位", "同专业的下一位，照名次，不能挑"), new("从前作废、重抽的", $"{r.Draws.Count(d => !d.Ours && d.State is DrawState.Dropped or DrawState.Replaced)} 次", "只凭理由；都留着，都重做过"),
        ],
        [
            new("各专业", [("专业", 2.6), ("名单", 1), ("排除", 1), ("委员", 1), ("候补", 1)], [.. ours.Strata.Select(s => (IReadOnlyList<string>)[s.Specialty, $"{s.Candidates}", $"{s.Excluded}", $"{s.Members}", $"{s.Alternates}"])]),
            new("候补顶上的", [("来不了的", 1), ("顶上的", 1), ("理由", 3), ("时刻", 1.6)], [.. ours.Changes.Select(c => (IReadOnlyList<string>)[c.Out, c.In, c.Reason, c.At.PrintShort()])]),
            new("各次抽取", [("第几次", 1), ("现在", 1.6), ("承诺于", 1.8), ("抽出于", 1.8), ("重做", 1.4), ("理由", 3)], [.. r.Draws.Select(d => (IReadOnlyList<string>)[$"第 {d.No} 次{(d.Ours ? "（这次）" : "")}", d.State.Label(), d.CommittedAt.PrintShort(), d.DrawnAt?.PrintShort() ?? "没有抽", d.Fault ?? "相符", d.Reason ?? ""])]),
        ]);
    }

    private static ReportPart Attendance(MeetingReport r)
    {
        var came = r.Members.Where(m => m.Spans.Count > 0).ToList();
        var cases = r.Rounds.Where(x => x.State == RoundState.Closed).SelectMany(x => x.Cases.Select(c => (Round: x, Case: c))).ToList();
        return new("attendance", "到会与法定人数",
        [
            new("委员", $"{r.Members.Count} 位", r.Terms.Committee.OddMembers ? "须为单数" : "照抽取"), new("签了承诺书", $"{r.Members.Count(m => m.PledgedAt is not null)} 位，其中在纸上签 {r.Members.Count(m => m.PledgedOnPaper)} 位", "签了才能入会（人社部发〔2024〕56号）"),
            new("到会", $"{came.Count} 位，没有到 {r.Members.Count - came.Count} 位", $"出席不少于 {r.Terms.Voting.Quorum}（{Law40}）"),
            new("迟到", $"{came.Count(m => m.Late)} 位", $"{Unmarked}第一轮开投之后才签到"), new("早退", $"{came.Count(m => m.LeftEarly)} 位", $"{Unmarked}最后一轮开票之前签退，没有回来"),
            new("别人替签", $"{r.Members.Sum(m => m.ByHand)} 次", $"{Unmarked}签到、签退不是本人的"),
            new("够法定人数才表决", $"{cases.Count(c => c.Case.Quorate)} / {cases.Count} 位", "一位一位申报人算，回避的" + (r.Terms.Voting.RecusedCounted ? "仍计入应到" : "从应到、到会里都减去")),
        ],
        [
            new("各位委员（只写编号）", [("编号", 1.2), ("职责", 1.2), ("承诺书", 1.8), ("在场", 3), ("备注", 1.6)], [.. r.Members.Select(m => (IReadOnlyList<string>)[m.Code, m.Kind.Label(), m.PledgedAt is { } at ? $"{at.PrintShort()}{(m.PledgedOnPaper ? "，纸上" : "")}" : "没有签", Spans(m), Remarks(m)])]),
            new("各位申报人的法定人数", [("轮", 0.8), ("议程", 0.8), ("编号", 1.4), ("委员", 0.8), ("回避", 0.8), ("到会", 0.8), ("最少", 0.8), ("够不够", 1)],
                [.. cases.Select(c => (IReadOnlyList<string>)[$"{c.Round.No}", $"{c.Case.No}", c.Case.Code, $"{c.Case.Roll.Members}", $"{c.Case.Roll.Recused}", $"{c.Case.Roll.Attending}", $"{c.Case.Least}", c.Case.Quorate ? "够" : "不够"])]),
        ]);
    }

    private static ReportPart Timing(MeetingReport r)
    {
        var closed = r.Rounds.Where(x => x.State == RoundState.Closed).ToList();
        var each = closed.Select(x => x.SecondsPerCase!.Value).Order().ToList();
        return new("timing", "时间与表决",
        [
            new("原定开会", r.Meeting.StartsAt.Print(), "召集时定的；改过的照最后一次"), new("开会", r.Meeting.OpenedAt?.Print() ?? "没有开", $"主任或副主任委员主持（{Law40}）"), new("散会", r.Meeting.EndedAt?.Print() ?? "没有散", "各轮都开了票才能散"),
            new("历时", r.Meeting is { OpenedAt: { } opened, EndedAt: { } ended } ? Minutes((int)(ended - opened).TotalMinutes) : "还没有完", ""),
            new("评议意见", $"分派 {r.Opinions.Assigned} 份，交了 {r.Opinions.Submitted} 份", r.Terms.Scoring.OpinionsFirst ? $"每份不少于 {r.Terms.Voting.PanelSize} 份意见，写齐才能表决" : "本计划不要求写齐才表决"),
            new("表决", $"开票 {closed.Count} 轮，{closed.Sum(x => x.Cases.Count)} 位次；议程上 {r.Agenda} 位", $"同意不少于到会的 {r.Terms.Voting.Pass}（{Law40}）"),
            new("每位用时", each.Count == 0 ? "还没有开过票" : $"最短 {each[0]} 秒，最长 {each[^1]} 秒", $"{Unmarked}一轮从开投到开票，除以这一轮的人数"),
            new("作废的", $"{r.Rounds.Count(x => x.State == RoundState.Annulled)} 轮", "没有开票才能作废，写明理由"), new("再表决的", $"{r.Rounds.Count(x => x.Reason is not null)} 轮", r.Terms.Voting.MostRounds > 1 ? $"同一位最多 {r.Terms.Voting.MostRounds} 轮，写明理由" : "本计划一轮定"),
        ],
        [
            new("各轮", [("轮", 0.7), ("方式", 0.9), ("现在", 1.2), ("开投", 1.7), ("开票、作废", 1.7), ("人数", 0.8), ("用时（秒）", 1.1), ("每位（秒）", 1.1), ("理由", 2.2)],
                [.. r.Rounds.Select(x => (IReadOnlyList<string>)[$"{x.No}", x.Kind.Label(), x.State.Label(), x.OpenedAt.PrintShort(), x.ClosedAt?.PrintShort() ?? "", $"{x.Cases.Count}", $"{x.Seconds}", x.State == RoundState.Closed ? $"{x.SecondsPerCase}" : "", string.Join('；', new[] { x.Reason is { } again ? $"再表决：{again}" : null, x.AnnulReason is { } annulled ? $"作废：{annulled}" : null }.OfType<string>())])]),
        ]);
    }

    private static ReportPart Recusals(MeetingReport r) => new("recusals", "回避",
        [new("登记的回避", $"{r.Recusals.Sum(x => x.Count)} 条，其中开会之后 {r.Recusals.Sum(x => x.AfterOpening)} 条", $"有利害关系的应当回避（{Law40}）；看不到案卷，不参加评议和表决")],
        [new("各种关系", [("关系", 2), ("几条", 1), ("开会之后", 1)], [.. r.Recusals.Select(x => (IReadOnlyList<string>)[x.Kind.Label(), $"{x.Count}", $"{x.AfterOpening}"])])]);

    private static ReportPart Incidents(MeetingReport r) => new("incidents", "情况与暂停",
        [new("观察员记的情况", $"{r.Incidents.Count} 件，要求暂停 {r.Incidents.Count(i => i.AsksPause)} 件", "要求暂停的，答复之前不能开新的一轮"), new("没有答复的", $"{r.Incidents.Count(i => i.AnsweredAt is null)} 件", "")],
        [new("各件", [("时刻", 1.6), ("情况", 3), ("暂停", 0.8), ("答复", 3), ("过了多久", 1.2)], [.. r.Incidents.Select(i => (IReadOnlyList<string>)[i.At.PrintShort(), i.Text, i.AsksPause ? "要求" : "", i.Answer ?? "还没有答复", i.MinutesToAnswer is { } minutes ? Minutes(minutes) : ""])])]);

    private static ReportPart Grants(MeetingReport r) => new("grants", "放宽、破例与过时",
        [
            .. Enum.GetValues<GrantKind>().Select(k => new ReportFact(k.Label(), r.Grants.Where(g => g.Kind == k).Sum(g => g.Count) is > 0 and var count ? $"{count} 件" : None, Rule(k, r.Terms))),
            .. Enum.GetValues<LateKind>().Select(k => new ReportFact(k.Label(), r.Late.GetValueOrDefault(k) is > 0 and var count ? $"{count} 件" : None, Rule(k, r.Terms))),
        ],
        [new("放宽、破例的各件", [("哪一种", 1.6), ("机构", 2), ("时刻", 1.6), ("理由、事由", 3.4), ("几件", 0.7)], [.. r.Grants.Select(g => (IReadOnlyList<string>)[g.Kind.Label(), g.Office ?? "", g.At?.PrintShort() ?? "", g.Words ?? "", $"{g.Count}"])])]);

    private static ReportPart Desks(MeetingReport r)
    {
        var d = r.Desks;
        List<ReportDesk> lines = [.. d.Offices, .. d.Employers.Count == 0 ? Array.Empty<ReportDesk>() : [Together(d.Employers)], d.Total];
        return new("desks", $"退回：{r.Terms.Title}",
        [
            new("全计划", $"经手 {d.Total.Filings} 份，办了 {d.Total.Handled} 次，退回 {d.Total.Returned} 次，退回率 {d.Total.Rate()}", $"每人最多提交 {r.Terms.Submission.Limit} 次；退回一次告知全部（AK-09）"),
            new("退还的提交机会", $"{d.Total.Refunded} 次", "机构退错了的，第二个人同意，退还给申报人（N7）"), new("首次未告知", $"{d.Total.Untold} 次", "上次就该指出的，第二个人同意才能退（N6）"),
            new("在手里的天数", d.Total.MedianDays is { } days ? $"中位数 {Days(days)}" : "还没有办过", $"{Unmarked}从到它手里（提交、上一级通过）到它办理"),
        ],
        [
            new("各机构", DeskColumns, [.. lines.Select(Row)]), new("各县（市）", DeskColumns, [.. d.Counties.Select(Row)]),
        ]);
    }

    private static ReportPart Objections(MeetingReport r) => new("objections", "异议",
        [new("收到", $"{r.Objections.Sum(o => o.Received)} 件，了结 {r.Objections.Sum(o => o.Settled)} 件，查实 {r.Objections.Sum(o => o.Upheld)} 件", $"公示不少于 {r.Terms.Notice.WorkingDays} 个工作日；有异议的核查了结（{Law40}）")],
        [new("各种异议", [("哪里来的", 2.4), ("收到", 1), ("了结", 1), ("查实", 1)], [.. r.Objections.Select(o => (IReadOnlyList<string>)[o.What, $"{o.Received}", $"{o.Settled}", $"{o.Upheld}"])])]);

    private static ReportPart Results(MeetingReport r) => new("results", "结果",
        [new("取了结果的", r.Results.Count == 0 ? "还没有取" : $"{r.Results.Sum(x => x.Count)} 位", "只从封存的计票取，不能手填（N12）；公示不少于 " + $"{r.Terms.Committee.ResultNoticeWorkingDays} 个工作日")],
        [new("各种结果", [("表决", 1.4), ("现在", 1.8), ("几位", 1)], [.. r.Results.Select(x => (IReadOnlyList<string>)[x.Verdict.Label(), x.State.Label(), $"{x.Count}"])])]);

    /// <summary>用人单位合成一行：一家往往只有一两份，分开写就认出了人。中位数合不起来，不写。</summary>
    public static ReportDesk Together(IReadOnlyList<ReportDesk> employers) =>
        new($"用人单位（{employers.Count} 家）", null, "", employers.Sum(e => e.Filings), employers.Sum(e => e.Handled), employers.Sum(e => e.Returned), employers.Sum(e => e.Declined), employers.Sum(e => e.Refunded), employers.Sum(e => e.Untold), null);

    internal static readonly IReadOnlyList<(string Head, double Width)> DeskColumns =
        [("机构、县（市）", 3), ("经手（份）", 1), ("办了（次）", 1), ("退回", 0.9), ("退回率", 1.1), ("不予受理", 1), ("退还", 0.8), ("首次未告知", 1.1), ("天数（中位）", 1.2)];

    internal static IReadOnlyList<string> Row(ReportDesk d) => [d.Name, $"{d.Filings}", $"{d.Handled}", $"{d.Returned}", d.Rate(), $"{d.Declined}", $"{d.Refunded}", $"{d.Untold}", d.MedianDays is { } days ? Days(days) : "—"];

    private static string Rule(GrantKind kind, PlanTerms terms) => kind switch
    {
        GrantKind.WindowExtended => "只能向后，理由公开",
        GrantKind.LateSubmission => terms.Fix.MayPassWindowEnd ? "补正期可以晚于申报期" : "补正期不能晚于申报期",
        GrantKind.TrainingExempt => terms.Training.Exemptions.Count > 0 ? $"通知许可的：{string.Join('、', terms.Training.Exemptions.Select(e => e.Name))}" : "通知没有许可",
        GrantKind.Relaxed => terms.Committee.CanRelax ? $"表决之前提出，第二个人同意；只给：{string.Join('、', terms.Committee.RelaxationGrounds!)}（KZ-08）" : "通知没有许可",
        GrantKind.DefenceExempt => terms.Defence.Exemptions.Count > 0 ? $"第二个人同意；通知许可的：{string.Join('、', terms.Defence.Exemptions.SelectMany(e => e.Values).Distinct())}" : "通知没有许可",
        GrantKind.VetoLifted => "写明理由，第二个人同意；表决之后不能（KZ-07）",
        GrantKind.UntoldReturn => "第二个人同意（N6）",
        GrantKind.RefundTry => "机构的失误，第二个人同意（N7）",
        GrantKind.FeeRefund => "写明理由，第二个人同意",
        GrantKind.BarLifted => "只能写明理由解除，不能删；计划发布以来的",
        GrantKind.UndoReceive => "收错了的，写明理由",
        _ => "没有表决的才能撤下，写明理由",
    };

    private static string Rule(LateKind kind, PlanTerms terms) => kind switch
    {
        LateKind.Lapsed => terms.Fix.Unit == FixUnit.WindowEnd ? "补正到申报期结束" : $"补正期 {terms.Fix.Amount} {terms.Fix.Unit.Label()}",
        LateKind.PapersLate or LateKind.FeesOverdue => "期限照通知",
        _ => "以自己的名义代办，落款写着代谁",
    };

    private static string Spans(ReportMember m) => m.Spans.Count == 0 ? "没有到" : string.Join('；', m.Spans.Select(s => $"{Clock(s.From)} 至 {(s.To is { } to ? Clock(to) : "现在")}"));

    private static string Remarks(ReportMember m) => string.Join('、', new[] { m.Late ? "迟到" : null, m.LeftEarly ? "早退" : null, m.ByHand > 0 ? $"替签 {m.ByHand} 次" : null }.OfType<string>());

    private static string Clock(DateTimeOffset at) => at.ToOffset(Moment.Beijing).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Minutes(int minutes) => minutes switch { < 60 => $"{minutes} 分钟", < 2880 => $"{minutes / 60} 小时 {minutes % 60} 分钟", _ => $"{minutes / 1440} 天" };

    private static string Days(double days) => $"{Decimal((decimal)days)} 天";

    private static string Decimal(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
