using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Defences;

/// <summary>议程上的一位，照办事机构看的。</summary>
/// <param name="Hints">从申报里看出的可以免于答辩的线索。</param>
/// <param name="WhyNotDecide">免于答辩，或它的撤回，登录的人为什么不能同意；能同意、没有要同意的为空。</param>
/// <param name="Own">免于答辩，或它的撤回，等着的，是登录的人自己提的。</param>
/// <param name="Past">从前的各件免于答辩：没有同意的、撤回的。</param>
/// <param name="Voted">表决过，或正在表决：免于答辩、测试都不能再动。</param>
/// <param name="WhyNotDecideTest">测试，同上。</param>
/// <param name="Marked">几位委员评了。</param>
/// <param name="Clash">排定之后席位、分组动过，现在撞着什么。</param>
public sealed record DefenceLine(
    int No, AgendaFiling Filing, string Group, bool Asked, DefenceStanding Standing, Defence? Defence, DefenceSitting? Sitting, Exemption? Exemption, Refusal? WhyNotDecide, IReadOnlyList<ExemptionHint> Hints,
    LanguageTerms? Language, LanguageTest? Test, Refusal? WhyNotDecideTest, int Marked, Refusal? Clash, Refusal? WhyNotVote,
    bool Own, bool OwnTest, IReadOnlyList<Exemption> Past, IReadOnlyList<LanguageTest> PastTests, bool Voted)
{
    /// <summary>可以排、可以改时间。</summary>
    public bool MayPlace => Asked && Exemption is not { IsAgreed: true } && Test is not { KnocksOut: true } && Defence is not { State: DefenceState.Done };
}

/// <param name="Free">没有人的各段。</param>
public sealed record SittingView(DefenceSitting Sitting, string Group, int Taken, IReadOnlyList<TimeSlot> Free);

/// <param name="Preview">此刻“一次排好”会排成什么样。</param>
/// <param name="Least">听一位答辩的委员最少几位。</param>
public sealed record DefencesView(
    Meeting Meeting, string Plan, DefenceTerms Terms, bool Tests, int Least, IReadOnlyList<DefenceLine> Lines, IReadOnlyList<SittingView> Sittings,
    IReadOnlyList<(DefenceLine Line, SittingView Sitting, TimeSlot At)> Preview, IReadOnlyList<(DefenceLine Line, Refusal Why)> Left, Moment Now)
{
    /// <summary>等登录的人作第二个人的。</summary>
    public int ToDecide => Exempting + Testing;

    public int Exempting => Lines.Count(l => l.Exemption is { AwaitsSecond: true } && l.WhyNotDecide is null);

    public int Testing => Lines.Count(l => l.Test is { AwaitsSecond: true } && l.WhyNotDecideTest is null);
}

/// <summary>一次评审会的答辩，照办事机构看的；计划没有答辩、也没有一票否决的测试的，没有这一页。</summary>
[Does(Act.ReadMeetings)]
public sealed class ReadDefences(TenantSessions sessions)
{
    public async Task<DefencesView?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Meeting(id, ct);
        if (session.WhyNot(Act.ReadMeetings, meeting?.OfficeId, "次评审会") is not null) return null;

        var board = await session.DefenceBoard(meeting!, ct);
        if (!board.Terms.AsksDefence()) return null;

        var shown = (await session.AgendaFilings(board.People.Select(p => p.Filing), ct)).ToDictionary(f => f.Id);
        var marks = (await session.Db.DefenceMarks.Where(m => m.MeetingId == id).Select(m => m.FilingId).ToListAsync(ct)).CountBy(f => f).ToDictionary(f => f.Key, f => f.Value);
        var hints = await session.Hints(board, ct);
        List<DefenceLine> lines = [.. board.People.Select(p => new DefenceLine(
            p.No, shown[p.Filing], GroupOf(meeting!, p.Case.GroupNo), p.Rule is not null, p.Standing, p.Defence, board.Sitting(p.Defence?.SittingId), p.Exemption, p.Exemption?.WhyNotSecond(session.Actor),
            hints.GetValueOrDefault(p.Filing, []), p.Language, p.Test, p.Test?.WhyNotSecond(session.Actor), marks.GetValueOrDefault(p.Filing), board.ClashOf(p), board.WhyNotVote(p),
            p.Exemption?.IsOwn(session.Actor) == true, p.Test?.IsOwn(session.Actor) == true, p.Past, p.PastTests, board.Voted.Contains(p.Filing)))];

        var held = board.People.Where(p => p.HoldsSlot).Select(p => (p.Defence!.SittingId, p.Defence.StartsAt)).ToHashSet();
        List<SittingView> sittings = [.. board.Sittings.Select(s => new SittingView(s, GroupOf(meeting!, s.GroupNo), held.Count(h => h.SittingId == s.Id), [.. s.Slots().Where(t => t.From > session.Now.Instant && !held.Contains((s.Id, t.From)))]))];
        var (placed, left) = meeting!.IsLive ? Filling.Of(board, session.Now) : ([], []);
        return new DefencesView(meeting, board.Terms.Title, board.Terms.Defence, board.Terms.Languages.Any(l => l.KnockOut), board.Least, lines, sittings,
            [.. placed.Select(p => (lines.Single(l => l.Filing.Id == p.Filing), sittings.Single(s => s.Sitting.Id == p.Sitting.Id), p.At))], [.. left.Select(l => (lines.Single(x => x.Filing.Id == l.Filing), l.Why))], session.Now);
    }

    private static string GroupOf(Meeting meeting, int no) => meeting.Groups.FirstOrDefault(g => g.No == no)?.Name ?? "";
}

/// <summary>本人、单位、审核机构看的一位的答辩。</summary>
/// <param name="Exemption">最近一件免于答辩；撤回的不给看。</param>
/// <param name="Bring">来的时候带什么。</param>
/// <param name="Outcome">结果公布之后才有。</param>
public sealed record FilingDefence(DefenceRule Rule, Exemption? Exemption, Defence? Defence, DefenceSitting? Sitting, IReadOnlyList<string> Bring, string? Outcome, string? PaperPlace, Moment Now)
{
    public bool IsOver => Defence is { State: DefenceState.Done } || (Defence is { State: DefenceState.Scheduled, EndsAt: { } end } && end <= Now.Instant);
}

/// <summary>一份申报的答辩（A31）：要不要、免了没有，何时何地，带什么；不要求的为空。</summary>
[Does(Act.ReadFiling)]
public sealed class ReadFilingDefence(TenantSessions sessions)
{
    public async Task<FilingDefence?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Db.Filings.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct);
        if (session.WhyNot(Act.ReadFiling, filing) is not null || filing!.Status != Domain.Filings.FilingStatus.FormalityPassed) return null;

        var terms = await session.Db.Plans.AsNoTracking().Where(p => p.Id == filing.PlanId).Select(p => p.Terms).SingleAsync(ct);
        var employer = await session.Db.Offices.AsNoTracking().Where(o => o.Id == filing.EmployerId).Select(o => o.EmployerKind).SingleAsync(ct);
        if (terms.Defence.RuleFor(filing.Choice, employer) is not { } rule) return null;

        var (exemption, defence, standing) = await session.DefenceOf(filing, terms, rule, ct);
        var sitting = defence?.SittingId is { } at ? await session.Db.DefenceSittings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == at, ct) : null;
        var announced = await session.Db.ReviewResults.AnyAsync(r => r.FilingId == id && r.State != Domain.Results.ResultState.Voted, ct);
        return new FilingDefence(rule, exemption, defence, sitting, ToBring(terms, rule), announced && standing.Ready ? standing.Sentence : null, terms.Paper.Mode == PaperMode.AtDefence ? terms.Paper.Place : null, session.Now);
    }

    /// <summary>身份证；约定现场答辩交纸质材料的，连同那几样（KZ-13）。</summary>
    internal static IReadOnlyList<string> ToBring(PlanTerms terms, DefenceRule rule) =>
        ["本人身份证", .. terms.Paper.Mode == PaperMode.AtDefence ? terms.Paper.Items.Select(i => $"{i.Name} {i.Copies} 份") : [], .. rule.Trial ? new[] { "试讲的教案" } : []];
}

internal static class FilingDefences
{
    /// <summary>一份申报最近的免于答辩与答辩：撤下议程的那一次不算。</summary>
    public static async Task<(Exemption? Exemption, Defence? Defence, DefenceStanding Standing)> DefenceOf(this TenantSession session, Domain.Filings.Filing filing, PlanTerms terms, DefenceRule? rule, CancellationToken ct)
    {
        var id = filing.Id;
        var exemption = (await session.Db.Exemptions.AsNoTracking().Where(e => e.FilingId == id && e.Matter == ExemptionMatter.Defence && e.State != AgreedState.Withdrawn).ToListAsync(ct)).OrderBy(e => e.IsLive).ThenBy(e => e.ProposedAt).LastOrDefault();
        var defences = await (from d in session.Db.Defences
                              where d.FilingId == id
                              join c in session.Db.MeetingCases on new { d.MeetingId, d.FilingId } equals new { c.MeetingId, c.FilingId }
                              where c.WithdrawnReason == null && (c.IsLive || d.State == DefenceState.Done || d.State == DefenceState.Absent)
                              join m in session.Db.Meetings on d.MeetingId equals m.Id
                              where m.State != MeetingState.Cancelled
                              orderby m.MadeAt
                              select d).AsNoTracking().ToListAsync(ct);
        var others = (await session.Defended(filing.PlanId, ct))[filing.Choice.Specialty].ToList();
        var defence = defences.LastOrDefault();
        return (exemption, defence, DefenceStanding.Of(terms.Defence, rule, exemption, defence, [.. others.OfType<int>()], others.Count));
    }

    /// <summary>评审表第 7 页“答辩情况”：免于答辩的写依据；答了多少分、免的按多少分，结果公布之后才印给本人。</summary>
    /// <param name="whole">连同分数。</param>
    public static async Task<string> DefenceText(this TenantSession session, Domain.Filings.Filing filing, bool whole, CancellationToken ct)
    {
        // 时间表照计划现行的一版排，这里也照它：提交之后才修订出的答辩，同样要印。
        var terms = await session.Db.Plans.AsNoTracking().Where(p => p.Id == filing.PlanId).Select(p => p.Terms).SingleAsync(ct);
        var employer = await session.Db.Offices.AsNoTracking().Where(o => o.Id == filing.EmployerId).Select(o => o.EmployerKind).SingleAsync(ct);
        if (terms.Defence.RuleFor(filing.Choice, employer) is not { } rule) return "";

        var (exemption, _, standing) = await session.DefenceOf(filing, terms, rule, ct);
        return standing.Kind switch
        {
            DefenceStandingKind.Exempt => whole ? standing.Sentence : $"{exemption!.Sentence}。",
            DefenceStandingKind.Done => whole ? standing.Sentence : "",
            _ => "",
        };
    }

    /// <summary>从申报里看出的线索；已经有一件的不用看。</summary>
    public static async Task<IReadOnlyDictionary<FilingId, IReadOnlyList<ExemptionHint>>> Hints(this TenantSession session, DefenceBoard board, CancellationToken ct)
    {
        var ids = board.People.Where(p => p.Rule is not null && p.Exemption is not { IsLive: true } && p.Defence is not { State: DefenceState.Done }).Select(p => p.Filing).ToList();
        if (board.Terms.Defence.Exemptions.Count == 0 || ids.Count == 0) return new Dictionary<FilingId, IReadOnlyList<ExemptionHint>>();

        var found = await (from f in session.Db.Filings where ids.Contains(f.Id) join e in session.Db.Offices on f.EmployerId equals e.Id select new { Filing = f, e.Name, e.Place }).AsNoTracking().ToListAsync(ct);
        return found.ToDictionary(f => f.Filing.Id, f => ExemptionHint.Of(board.Terms.Defence, f.Filing.Form, f.Name, f.Place));
    }
}
