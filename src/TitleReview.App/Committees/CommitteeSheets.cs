using TitleReview.Documents.Letters;
using TitleReview.Domain;
using TitleReview.Domain.Committees;

namespace TitleReview.App.Committees;

/// <summary>评委会与抽取的两种文书：评审工作方案、抽取记录。印出来的没有申报人的姓名；抽取记录连专家的姓名也没有。</summary>
internal static class CommitteeSheets
{
    /// <summary>评审工作方案：措辞与数都出自评委会与计划。</summary>
    public static SheetData Scheme(DrawGround ground, Draw? live, string office, Moment now)
    {
        var (c, t) = (ground.Committee, ground.Terms);
        var strata = live?.Strata ?? ground.Proposal;
        var readiness = ground.Readiness(strata);
        var milestones = ground.Plan.Terms.Milestones.Where(m => m.Kind is Domain.Plans.MilestoneKind.Defence or Domain.Plans.MilestoneKind.Meeting or Domain.Plans.MilestoneKind.Results).Select(m => $"{m.Name}：{m.Print()}").ToList();
        return new SheetData
        {
            Title = "评审工作方案",
            Line = ground.Plan.Terms.Title,
            Cells =
            [
                [new("评委会", c.Name)],
                [new("核准备案号", c.RecordNumber), new("有效期", $"{c.ValidFrom.Print()}至{c.ValidTo.Print()}")],
                [new("系列", c.Series), new("级别", string.Join('、', c.Grades.Select(g => g.Label())))],
                [new("专业", c.BySeries ? "本系列各专业" : string.Join('、', c.Specialties))],
                [new("要评的申报", $"{ground.Filings.Values.Sum()} 份"), new("委员", $"{strata.Sum(s => s.Members)} 位（规定不少于 {ground.Least} 位{(t.OddMembers ? "，单数" : "")}）")],
                [new("时间", milestones.Count > 0 ? string.Join("；", milestones) : "另行确定")],
                [new("委员的产生", "先排除有利害关系的专家并冻结名单，公布密数的承诺与名单摘要；待事先写明出处的公开数产生之后，按专业抽取委员与候补。记录任何人都可以照着重做。")],
                [new("评审的方式", string.Join("；", [.. t.Scored ? ["量化赋分"] : Array.Empty<string>(), .. ground.Plan.Terms.Defence.Rules.Count > 0 ? ["答辩"] : Array.Empty<string>(), $"无记名投票，到会委员 {ground.Plan.Terms.Voting.Pass} 以上同意为通过"]))],
                [new("监督与保密", string.Join("；", [.. t.DisciplinePresent ? ["纪检监察部门到场"] : Array.Empty<string>(), .. t.SecrecyPledge ? ["会前与委员签订保密责任书"] : Array.Empty<string>(), "有利害关系的委员回避", $"结果公示不少于 {t.ResultNoticeWorkingDays} 个工作日{(t.ResultsMirrored ? "，单位同步公示" : "")}"]))],
            ],
            Columns = [new("专业", 3), new("申报", 1.3), new("专家库", 1.5), new("排除", 1.3), new("委员", 1.3), new("候补", 1.3), new("余量", 1.3)],
            Rows = [.. readiness.Specialties.Select(s => (IReadOnlyList<string>)
            [
                s.Specialty, $"{s.Filings}", $"{s.Pool}", $"{s.Conflicted}", $"{strata.First(x => x.Specialty == s.Specialty).Members}", $"{strata.First(x => x.Specialty == s.Specialty).Alternates}", live?.DrawnAt is null ? $"{s.Slack}" : "已抽出",
            ])],
            // 抽出之后，够不够只在重抽时才要紧。
            Notes =
            [
                .. live?.DrawnAt is { } drawn ? [$"委员已于{drawn.Print()}抽出。"]
                    : (string[])[.. readiness.Problems.Select(p => $"不齐备：{p}"), .. readiness is { IsReady: false, Fallback: { } fallback } ? [$"按通知：{fallback}。"] : Array.Empty<string>(), "余量＝专家库－排除－委员－候补。"],
            ],
            Signatures = [$"{office}（盖章）", now.Today.Print()],
            PrintedAt = now.Instant,
        };
    }

    public static SheetData Log(Draw draw, Moment now) => new()
    {
        Title = "评审专家抽取记录",
        Line = draw.Heading,
        Cells =
        [
            [new("状态", draw.State.Label()), new("公开数产生", draw.KnownAt.Print())],
            [new("公开数的出处", draw.Source)],
            [new("名单摘要", Spaced(draw.RosterDigest))],
            [new("承诺", Spaced(draw.Commitment))],
            [new("密数", draw.Secret is { } secret ? Spaced(secret) : "尚未公开")],
            [new("公开数", draw.PublicValue ?? "没有")],
            [new("种子", draw.Seed is { } seed ? Spaced(seed) : "没有")],
            [new("承诺的人", draw.CommittedBy), new("承诺于", draw.CommittedAt.Print())],
            .. draw.DrawnAt is { } at ? [[new("抽取的人", draw.DrawnBy ?? ""), new("抽取于", at.Print())], [new("在场的纪检人员", draw.Witness ?? "没有")]] : Array.Empty<IReadOnlyList<SheetCell>>(),
            .. draw.EndedAt is { } end ? [[new(draw.State == DrawState.Dropped ? "作废于" : "重抽于", $"{end.Print()}　{draw.EndedBy}　{draw.Reason}")]] : Array.Empty<IReadOnlyList<SheetCell>>(),
        ],
        Columns = [new("专业", 3), new("编号", 3), new("名次", 1.3), new("抽取的结果", 3)],
        Rows =
        [
            .. draw.Seats.Select(s => (IReadOnlyList<string>)[s.Specialty, s.Code, $"{s.Rank}", Seat(draw, s)]),
            .. draw.Candidates.Where(c => c.Excluded is not null).Select(c => (IReadOnlyList<string>)[c.Specialty, c.Code, "", $"排除：{c.Excluded}"]),
        ],
        Notes = ["怎样验算：", .. DrawLog.Recipe, "名单文字在本记录的文字版里，用同一份文字计算摘要。"],
        Signatures = [.. draw.DrawnAt is null ? [] : new[] { "抽取人（签名）：　　　　　　", "纪检人员（签名）：　　　　　　" }],
        PrintedAt = now.Instant,
    };

    private static string Seat(Draw draw, DrawnSeat seat) =>
        draw.Changes.FirstOrDefault(c => c.Out == seat.Code) is { } gone ? $"不参加（{gone.Reason}），由 {gone.In} 顶上"
        : draw.Changes.Any(c => c.In == seat.Code) ? "候补，已顶上" : seat.Alternate ? "候补" : "委员";

    /// <summary>八个一节，人念得出、对得上。</summary>
    private static string Spaced(string hex) => string.Join(' ', hex.Chunk(8).Select(c => new string(c)));
}
