using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Defences;

/// <summary>议程上的一位，照答辩看的。</summary>
/// <param name="Rule">照哪一条要答辩；不要求的为空。</param>
/// <param name="Language">一票否决的测试；这一位没有的为空（KZ-07）。</param>
/// <param name="Past">从前的各件免于答辩：没有同意的、撤回的。</param>
/// <param name="PastTests">从前的各次测试，同上。</param>
internal sealed record DefencePerson(MeetingCase Case, TitleChoice Choice, ApplicantId Applicant, OfficeId Employer, DefenceRule? Rule, Defence? Defence, Exemption? Exemption, LanguageTerms? Language, LanguageTest? Test, DefenceStanding Standing, DefenceStanding Blind, IReadOnlyList<Exemption> Past, IReadOnlyList<LanguageTest> PastTests)
{
    public FilingId Filing => Case.FilingId;

    public int No => Case.No;

    /// <summary>还要排时间的：要答辩，没有免，没有否决，没有排上。</summary>
    public bool ToPlace => Rule is not null && Exemption is not { IsAgreed: true } && Test is not { KnocksOut: true } && Defence is null or { State: DefenceState.Waiting };

    /// <summary>要答辩、还没有答的：排定的、候补的、没有来的、没有排的。</summary>
    public bool StillDefends => Rule is not null && !Standing.Ready && Test is not { KnocksOut: true };

    /// <summary>排定的、答过的那一段；没有来的、候补的为空。</summary>
    public TimeSlot? At => HoldsSlot ? Defence!.At : null;

    /// <summary>占着一段时间：排定的，答过的。</summary>
    public bool HoldsSlot => Defence is { State: DefenceState.Scheduled or DefenceState.Done };
}

/// <summary>一次评审会的答辩，照此刻库里的；排、动、免、评都从它判断。</summary>
internal sealed record DefenceBoard(Meeting Meeting, PlanTerms Terms, MeetingRoll Roll, IReadOnlyList<DefencePerson> People, IReadOnlyList<DefenceSitting> Sittings, IReadOnlyList<Engagement> Elsewhere, IReadOnlySet<FilingId> Voted)
{
    public int Least => Terms.Voting.PanelSize;

    public DefencePerson? Find(FilingId filing) => People.FirstOrDefault(p => p.Filing == filing);

    public DefenceSitting? Sitting(SittingId? id) => Sittings.FirstOrDefault(s => s.Id == id);

    /// <summary>门口的号；没有排上的为空。</summary>
    public string DoorNo(DefencePerson one) => one.At is { } at ? Sitting(one.Defence!.SittingId)!.DoorNo(at) : "";

    public string Place(DefencePerson one) => one.At is not null && Sitting(one.Defence!.SittingId) is { } sitting ? sitting.IsVideo ? $"视频 {sitting.Room}".Trim() : sitting.Room : "";

    public string GroupOf(DefencePerson one) => Meeting.Groups.FirstOrDefault(g => g.No == one.Case.GroupNo)?.Name ?? "";

    /// <summary>这一组听答辩的：不分组的委员哪一组都听，回避的不听。</summary>
    public Defender Defender(DefencePerson one) => new(one.Filing, one.No, one.Applicant, one.Case.GroupNo, one.Rule!,
        Roll.Seats.Where(s => Hears(s, one.Case)).ToDictionary(s => s.ExpertId, s => s.Name));

    public bool Hears(Seat seat, MeetingCase one) => (seat.GroupNo is null || seat.GroupNo == one.GroupNo) && !Roll.IsRecused(one.FilingId, seat.ExpertId);

    /// <summary>已经有的事；要动的几位不算。</summary>
    public IReadOnlyList<Engagement> Busy(params IReadOnlyCollection<FilingId> moving) =>
        [.. Elsewhere, .. People.Where(p => p is { HoldsSlot: true, Rule: not null } && !moving.Contains(p.Filing)).Select(p => DefenceTimetable.As(Defender(p), Sitting(p.Defence!.SittingId)!, p.Defence.At!))];

    /// <summary>照现在的席位、分组、回避，已经排定的里头撞着的；没有为空。</summary>
    public Refusal? ClashOf(DefencePerson one) => one is { Defence: { State: DefenceState.Scheduled, At: { } at }, Rule: not null } ? DefenceTimetable.Clash(Defender(one), Sitting(one.Defence.SittingId)!, at, Busy(one.Filing)) : null;

    /// <summary>同专业要答辩、还没有答完的几位：免答辩的平均分等他们。</summary>
    public int StillToDefend(DefencePerson exempt) => People.Count(p => p.Choice.Specialty == exempt.Choice.Specialty && p.Filing != exempt.Filing && p.Test is not { KnocksOut: true }
        && p.Standing.Kind is DefenceStandingKind.Scheduled or DefenceStandingKind.Waiting or DefenceStandingKind.Unplanned && p.Rule is not null);

    /// <summary>这一位此刻为什么不能表决；能表决为空。</summary>
    public Refusal? WhyNotVote(DefencePerson one) =>
        one.Test is { KnocksOut: true } failed ? new KnockedOutByTest(one.No, failed.Sentence)
        : one.Test is { State: AgreedState.Waiting } ? new TestWaiting(one.No)
        : one.Test is { IsUndoing: true } doubted ? new UndoWaiting(one.No, doubted.Name)
        : one.Exemption is { IsUndoing: true } ? new UndoWaiting(one.No, ExemptionMatter.Defence.Label())
        : one is { Language: { } asked, Test: null } ? new TestMissing(one.No, asked.Name)
        : !one.Standing.Ready ? new DefenceFirst(one.No, one.Standing.Sentence)
        : one.Standing.Kind == DefenceStandingKind.Exempt && Terms.Defence is { Points: not null, AverageWhenScored: true } && StillToDefend(one) is > 0 and var left ? new AverageOpen(one.No, left)
        : null;
}

internal static class DefenceReading
{
    /// <summary>排时间的先占住本端口的时间表，再占住这次评审会：委员、屋子、申报人可能在别的评审会里，两个人同时排也不会撞。</summary>
    public static async Task<Meeting?> TimetableHeld(this TenantSession session, MeetingId id, CancellationToken ct)
    {
        await session.HoldTimetables(ct);
        return await session.MeetingHeld(id, ct);
    }

    public static async Task HoldTimetables(this TenantSession session, CancellationToken ct)
    {
        await session.Begin(ct);
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('defences/' || $1, 0))", session.Connection, session.Transaction) { Parameters = { new() { Value = session.Tenant.Id.Value.ToString() } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    public static bool AsksDefence(this PlanTerms terms) => terms.Defence.Rules.Count > 0 || terms.Languages.Any(l => l.KnockOut);

    /// <summary>这几份里有没有人照通知要答辩。</summary>
    public static async Task<bool> AsksDefenceOf(this TenantSession session, PlanTerms terms, IEnumerable<MeetingCase> cases, CancellationToken ct)
    {
        if (terms.Defence.Rules.Count == 0) return false;

        var ids = cases.Select(c => c.FilingId).ToList();
        return (await (from f in session.Db.Filings where ids.Contains(f.Id) join e in session.Db.Offices on f.EmployerId equals e.Id select new { f.Choice, e.EmployerKind }).AsNoTracking().ToListAsync(ct)).Any(f => terms.Defence.RuleFor(f.Choice, f.EmployerKind) is not null);
    }

    /// <param name="alone">不排时间的，不用看别的评审会。</param>
    public static async Task<DefenceBoard> DefenceBoard(this TenantSession session, Meeting meeting, CancellationToken ct, bool alone = false)
    {
        var id = meeting.Id;
        var terms = await session.TermsOf(meeting, ct);
        var roll = await session.Roll(id, ct);
        var ids = roll.Cases.Select(c => c.FilingId).ToList();
        var filings = await (from f in session.Db.Filings where ids.Contains(f.Id) join e in session.Db.Offices on f.EmployerId equals e.Id select new { f.Id, f.Choice, f.ApplicantId, f.EmployerId, e.EmployerKind }).AsNoTracking().ToDictionaryAsync(f => f.Id, ct);
        var defences = await session.Db.Defences.Where(d => d.MeetingId == id).ToDictionaryAsync(d => d.FilingId, ct);
        var exemptions = (await session.Db.Exemptions.Where(e => ids.Contains(e.FilingId) && e.Matter == ExemptionMatter.Defence).OrderBy(e => e.ProposedAt).ToListAsync(ct)).ToLookup(e => e.FilingId);
        var tests = (await session.Db.LanguageTests.Where(t => ids.Contains(t.FilingId)).OrderBy(t => t.EnteredAt).ToListAsync(ct)).ToLookup(t => t.FilingId);
        var sittings = await session.Db.DefenceSittings.Where(s => s.MeetingId == id).OrderBy(s => s.StartsAt).ThenBy(s => s.GroupNo).ToListAsync(ct);
        var defended = await session.Defended(meeting.PlanId, ct);
        var voted = (await session.Db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == id && r.State != RoundState.Annulled).ToListAsync(ct)).SelectMany(r => r.Cases).Select(c => c.FilingId).ToHashSet();

        List<DefencePerson> people = [];
        foreach (var one in roll.Cases)
        {
            var filing = filings[one.FilingId];
            var rule = terms.Defence.RuleFor(filing.Choice, filing.EmployerKind);
            var (exemption, test, defence) = (exemptions[one.FilingId].LastOrDefault(e => e.IsLive) ?? exemptions[one.FilingId].LastOrDefault(), tests[one.FilingId].LastOrDefault(t => t.IsLive), defences.GetValueOrDefault(one.FilingId));
            var others = defended[filing.Choice.Specialty];
            DefenceStanding Standing(bool blind) => DefenceStanding.Of(terms.Defence, rule, exemption, defence, [.. others.OfType<int>()], others.Count(), blind);
            people.Add(new(one, filing.Choice, filing.ApplicantId, filing.EmployerId, rule, defence, exemption, terms.KnockOutTest(filing.Choice, filing.EmployerKind), test, Standing(false), Standing(true), [.. exemptions[one.FilingId].Where(e => e != exemption)], [.. tests[one.FilingId].Where(t => t != test)]));
        }

        return new DefenceBoard(meeting, terms, roll, people, sittings, alone ? [] : await session.Elsewhere(meeting, roll, ct), voted);
    }

    /// <summary>这个计划（当年）各专业答辩过的：一位一个分，不赋分的为空。</summary>
    public static async Task<ILookup<string, int?>> Defended(this TenantSession session, PlanId plan, CancellationToken ct) =>
        (await (from d in session.Db.Defences
                where d.State == DefenceState.Done
                join f in session.Db.Filings on d.FilingId equals f.Id
                where f.PlanId == plan
                select new { f.Choice, d.Score }).AsNoTracking().ToListAsync(ct)).ToLookup(d => d.Choice.Specialty, d => d.Score);

    /// <summary>别的评审会里的：那里的答辩占着的人与屋子；委员开会的那天，从开会起也占着。</summary>
    private static async Task<IReadOnlyList<Engagement>> Elsewhere(this TenantSession session, Meeting meeting, MeetingRoll roll, CancellationToken ct)
    {
        List<Engagement> taken = [];
        var others = await session.Db.Meetings.AsNoTracking().Where(m => m.Id != meeting.Id && (m.State == MeetingState.Planned || m.State == MeetingState.InSession)).ToListAsync(ct);
        var experts = roll.Seats.Select(s => s.ExpertId).ToList();
        foreach (var other in others)
        {
            var seats = await session.Db.Seats.AsNoTracking().Where(s => s.MeetingId == other.Id).ToListAsync(ct);
            if (seats.Where(s => experts.Contains(s.ExpertId)).Select(s => s.ExpertId).ToList() is { Count: > 0 } both) taken.Add(new($"评审会“{other.Title}”", new(other.StartsAt, Moment.EndOf(new Moment(other.StartsAt).Today)), [], null, both));

            var sittings = await session.Db.DefenceSittings.AsNoTracking().Where(s => s.MeetingId == other.Id).ToDictionaryAsync(s => s.Id, ct);
            if (sittings.Count == 0) continue;
            var recusals = (await session.Db.Recusals.AsNoTracking().Where(r => r.MeetingId == other.Id).Select(r => new { r.FilingId, r.ExpertId }).ToListAsync(ct)).Select(r => (r.FilingId, r.ExpertId)).ToHashSet();
            var placed = await (from d in session.Db.Defences
                                where d.MeetingId == other.Id && d.State == DefenceState.Scheduled
                                join c in session.Db.MeetingCases on new { d.MeetingId, d.FilingId } equals new { c.MeetingId, c.FilingId }
                                where c.IsLive
                                join f in session.Db.Filings on d.FilingId equals f.Id
                                select new { Defence = d, c.GroupNo, f.ApplicantId }).AsNoTracking().ToListAsync(ct);
            taken.AddRange(placed.Select(p => new Engagement($"评审会“{other.Title}”的答辩", p.Defence.At!, sittings[p.Defence.SittingId!.Value].Rooms, p.ApplicantId,
                [.. seats.Where(s => (s.GroupNo is null || s.GroupNo == p.GroupNo) && !recusals.Contains((p.Defence.FilingId, s.ExpertId))).Select(s => s.ExpertId)])));
        }

        return taken;
    }

    /// <summary>答辩、测试没有了结的，不进入表决（KZ-07、KZ-14）；免答辩的赋分就此定下。</summary>
    public static async Task<Refusal?> DefencesFirst(this TenantSession session, Meeting meeting, IReadOnlyCollection<FilingId> filings, CancellationToken ct)
    {
        if (!(await session.TermsOf(meeting, ct)).AsksDefence()) return null;

        var board = await session.DefenceBoard(meeting, ct, alone: true);
        var voting = board.People.Where(p => filings.Contains(p.Filing)).ToList();
        if (voting.Select(board.WhyNotVote).FirstOrDefault(r => r is not null) is { } refusal) return refusal;

        var defended = await session.Defended(meeting.PlanId, ct);
        foreach (var exempt in voting.Where(p => p.Standing.Kind == DefenceStandingKind.Exempt))
        {
            var others = defended[exempt.Choice.Specialty].ToList();
            exempt.Exemption!.Settle(DefenceStanding.AverageFor(board.Terms.Defence, [.. others.OfType<int>()]), board.Terms.Defence.Points is null ? others.Count : others.Count(s => s is not null));
        }

        return null;
    }

    /// <summary>席位、分组改了之后，已经排定的还站不站得住。</summary>
    public static async Task<Refusal?> TimetableStands(this TenantSession session, Meeting meeting, CancellationToken ct)
    {
        if (!await session.Db.Defences.AnyAsync(d => d.MeetingId == meeting.Id && d.State == DefenceState.Scheduled, ct)) return null;

        var board = await session.DefenceBoard(meeting, ct);
        return board.People.Select(board.ClashOf).FirstOrDefault(c => c is not null) is { } clash ? new TimetableBroken(clash.Sentence) : null;
    }

    /// <summary>从议程撤下、评审会取消的：排定的答辩随着撤。</summary>
    public static async Task CallOffDefences(this TenantSession session, MeetingId id, FilingId? only, string why, CancellationToken ct)
    {
        foreach (var one in await session.Db.Defences.Where(d => d.MeetingId == id && d.State == DefenceState.Scheduled && (only == null || d.FilingId == only)).ToListAsync(ct)) one.Wait(why);
    }
}

public sealed record TimetableBroken(string Clash) : Refusal($"答辩已经照原来的分组排了，这样改会相撞：{Clash}没有改。请先改那一位的答辩时间，或放进候补。");
