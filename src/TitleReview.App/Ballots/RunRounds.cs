using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.App.Panels;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Ballots;

/// <summary>开一轮表决：选哪几位，在手机上投还是投纸票。钥匙在文件里的一半落了盘，才开投。</summary>
[Does(Act.RunRounds)]
public sealed class OpenRound(TenantSessions sessions, BallotKeys keys)
{
    public async Task<Refusal?> Run(MeetingId id, IReadOnlyList<FilingId> filings, RoundKind kind, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.RunRounds, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;

        var roll = await session.Roll(id, ct);
        var terms = await session.TermsOf(meeting!, ct);
        if (await session.WhyNoRound(meeting!, roll, terms, ct) is { } notNow) return notNow;

        var (publicKey, inDatabase, inFile) = kind == RoundKind.Sealed ? SealedBallot.NewRound() : ([], [], []);
        var (round, wrong) = BallotRound.Open(new RoundId(Guid.CreateVersion7()), meeting!, roll, filings, kind, terms.Voting,
            await session.Rounds(id, ct), reason, publicKey, inDatabase, session.Actor, session.Now);
        if ((wrong ?? await session.DefencesFirst(meeting!, filings, ct) ?? await session.RelaxationsFirst(roll, filings, ct) ?? await session.OpinionsFirst(meeting!, roll, filings, ct)) is { } notYet) return notYet;

        if (kind == RoundKind.Sealed)
        {
            round!.SealBox(inFile);
            await keys.Keep(round.Id, inFile, ct);
        }

        session.Add(round!);
        session.Record(round!);
        if (await session.Save(ct) is not { } failed) return null;

        await keys.Destroy(round!.Id);
        return failed;
    }
}

/// <summary>开票：全部封票打开、打乱、计数、销毁，一个事务；提交之后毁掉钥匙在文件里的一半。有一张打不开，就不开，也不丢。</summary>
[Does(Act.RunRounds)]
public sealed class CloseRound(TenantSessions sessions, BallotKeys keys)
{
    /// <param name="anyway">还有没投的，也开票。</param>
    public async Task<Refusal?> Run(RoundId id, bool anyway, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (round, meeting) = await session.RoundHeld(id, ct);
        if (session.WhyNot(Act.RunRounds, meeting?.OfficeId, "轮表决") is { } refusal) return refusal;
        if (!round!.IsSealed) return new RoundOver(round.No);
        if (await keys.Read(id, ct) is not { } half) return new HalfKeyLost(round.No);

        var opened = await session.Opened(round, half, ct);
        if (opened.Broken > 0) return new BrokenEnvelopes(opened.Broken);
        if (round.WhyNotClose(opened.Choices) is { } early) return early;
        if (!anyway && opened.Voted.Count < round.Voters.Count) return new NotAllVoted(opened.Voted.Count, round.Voters.Count);
        if (round.Close(opened.Choices, opened.Voted, session.Actor, session.Now) is { } wrong) return wrong;

        await session.Drop(round, ct);
        session.Record(round);
        if (await session.Save(ct) is { } failed) return failed;

        await keys.Destroy(id);
        return null;
    }
}

/// <summary>作废没有开票的一轮：封票一张不开，连同钥匙毁掉，写明理由。</summary>
[Does(Act.RunRounds)]
public sealed class AnnulRound(TenantSessions sessions, BallotKeys keys)
{
    public async Task<Refusal?> Run(RoundId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (round, meeting) = await session.RoundHeld(id, ct);
        if (session.WhyNot(Act.RunRounds, meeting?.OfficeId, "轮表决") is { } refusal) return refusal;
        if (round!.Annul(reason, session.Actor, session.Now) is { } wrong) return wrong;

        await session.Drop(round, ct);
        session.Record(round);
        if (await session.Save(ct) is { } failed) return failed;

        await keys.Destroy(id);
        return null;
    }
}

/// <summary>纸票的票数，照计票单填的；与申报人一一对应。</summary>
public sealed record PaperCountForm
{
    public Guid[]? Filings { get; set; }
    public int?[]? InFavour { get; set; }
    public int?[]? Against { get; set; }
    public int?[]? Abstained { get; set; }
    public string? Teller { get; set; }
    public string? Scrutineer { get; set; }

    /// <returns>少填、填的不是数的，不在里面：由那一轮说出来。</returns>
    internal IReadOnlyDictionary<FilingId, (int, int, int)> Counts => (Filings ?? []).Index().Select(f => (Filing: new FilingId(f.Item), Yes: At(InFavour, f.Index), No: At(Against, f.Index), None: At(Abstained, f.Index)))
        .Where(c => c is { Yes: not null, No: not null, None: not null }).DistinctBy(c => c.Filing).ToDictionary(c => c.Filing, c => (c.Yes!.Value, c.No!.Value, c.None!.Value));

    private static int? At(int?[]? numbers, int at) => numbers is not null && at < numbers.Length ? numbers[at] : null;
}

/// <summary>录入纸票的票数。还没有核对的可以重录。</summary>
[Does(Act.RunRounds)]
public sealed class EnterPaperCounts(TenantSessions sessions)
{
    public async Task<Refusal?> Run(RoundId id, PaperCountForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (round, meeting) = await session.RoundHeld(id, ct);
        if (session.WhyNot(Act.RunRounds, meeting?.OfficeId, "轮表决") is { } refusal) return refusal;
        if (round!.Enter(form.Counts, form.Teller, form.Scrutineer, session.Actor) is { } wrong) return wrong;

        session.Record(round);
        return await session.Save(ct);
    }
}

/// <summary>照计票单核对录入的票数：机构的另一位，或主持的主任、副主任委员用自己的账号。核对了才算数。</summary>
[Does(Act.ConfirmCounts)]
public sealed class ConfirmPaperCounts(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId meetingId, RoundId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.Actor.Role == Role.Expert)
        {
            var own = await session.SeatHeld(meetingId, ct);
            if (session.WhyNot(Act.ConfirmCounts, own) is { } notMine) return notMine;
            if (!own!.Seat.Presides) return new OnlyWhoPresides();
        }
        else
        {
            var meeting = await session.MeetingHeld(meetingId, ct);
            if (session.WhyNot(Act.ConfirmCounts, meeting?.OfficeId, "轮表决") is { } refusal) return refusal;
        }

        if (await session.RoundOf(meetingId, id, ct) is not { } round) return new NotFoundHere("轮表决");
        if (round.Confirm(session.Actor, session.Now) is { } wrong) return wrong;

        session.Record(round);
        return await session.Save(ct);
    }
}

public sealed record NotAllVoted(int Voted, int Voters) : Refusal($"名册上 {Voters} 位，投了 {Voted} 位。没有投的也在分母里，开票之后不能补投。确实不等了，请选“不等了，开票”。");
public sealed record BrokenEnvelopes(int Count) : Refusal($"有 {Count} 张封票打不开，或与名册对不上：数据被改动过。一张也没有开，一张也没有丢。请保持原样，报告负责人和平台管理员，由他们全面核对；查明之后作废这一轮重投。");
public sealed record HalfKeyLost(int No) : Refusal($"第 {No} 轮的钥匙有一半不在服务器的文件里，封票打不开了。请报告平台管理员；找不回来的，只能写明理由作废，重新表决。");
public sealed record OnlyWhoPresides() : Refusal("票数由评审办事机构的另一位，或主持的主任委员、副主任委员核对。");
