using System.Globalization;
using System.Security.Cryptography;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Ballots;

/// <summary>封票：各人在自己的手机、平板上投；纸票：在纸上投，把票数录进来。</summary>
public enum RoundKind { Sealed, Paper }

/// <summary>正在投、等第二个人核对（纸票）、已开票、已作废（从没有开过票）。</summary>
public enum RoundState { Open, Entered, Closed, Annulled }

/// <summary>
/// 一轮表决（人社部令第40号）：一位或一批申报人，各有自己的名册。名册在开投时定下：在场、不回避的，够法定人数才开。
/// 开票之前谁也不知道票数；开票时打乱、计数、毁掉钥匙与封票，留下的只有票数。
/// </summary>
public sealed class BallotRound : ITenantOwned
{
    private readonly List<BallotCase> _cases = [];

    private BallotRound() { }

    public TenantId TenantId { get; set; }
    public RoundId Id { get; private set; }
    public MeetingId MeetingId { get; private set; }

    /// <summary>本次评审会的第几轮。</summary>
    public int No { get; private set; }

    public RoundKind Kind { get; private set; }
    public RoundState State { get; private set; }

    /// <summary>开投时计划的约定：计划以后改了，这一轮还照它算。</summary>
    public VotingTerms Voting { get; private set; } = VotingTerms.National;

    /// <summary>封票用的公钥；纸票没有。</summary>
    public byte[] PublicKey { get; private set; } = [];

    /// <summary>私钥在数据库的一半；开票、作废之后就空了。另一半在服务器的文件里。</summary>
    public byte[] ShareInDatabase { get; private set; } = [];

    /// <summary>票箱的封条（<see cref="SealedBallot.BoxSeal"/>）：此刻箱里一张不少、一张不多；开票、作废之后就空了。</summary>
    public byte[] BoxSeal { get; private set; } = [];

    public string OpenedBy { get; private set; } = "";
    public UserId OpenedById { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>再表决的理由；头一轮为空。</summary>
    public string? Reason { get; private set; }

    /// <summary>投了票的人，按编号排，不分先后；开票时写下。</summary>
    public IReadOnlyList<ExpertId> Voted { get; private set; } = [];

    /// <summary>纸票：计票人、监票人，照计票单上签的。</summary>
    public string? Teller { get; private set; }

    public string? Scrutineer { get; private set; }

    /// <summary>纸票的票数由谁录入；核对的是另一位。</summary>
    public string? EnteredBy { get; private set; }

    public UserId? EnteredById { get; private set; }
    public string? ClosedBy { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>作废的理由。</summary>
    public string? AnnulReason { get; private set; }

    public IReadOnlyList<BallotCase> Cases => _cases;
    public uint Version { get; private set; }

    /// <summary>还占着它的申报人：没有开票，也没有作废。</summary>
    public bool IsUnderWay => State is RoundState.Open or RoundState.Entered;

    /// <summary>在手机、平板上投，正在投。</summary>
    public bool IsSealed => State == RoundState.Open && Kind == RoundKind.Sealed;

    /// <summary>名册上的各位：至少有一位申报人归他表决。</summary>
    public IReadOnlyList<ExpertId> Voters => [.. _cases.SelectMany(c => c.Voters).Distinct().OrderBy(v => v.Value)];

    /// <summary>开一轮。不够法定人数的、已经表决过又不许再表决的、要求暂停还没有答复的，都开不了。</summary>
    /// <param name="before">本次评审会从前的各轮。</param>
    /// <param name="publicKey">纸票为空。</param>
    public static (BallotRound? Round, Refusal? Refusal) Open(
        RoundId id, Meeting meeting, MeetingRoll roll, IReadOnlyList<FilingId> filings, RoundKind kind, VotingTerms voting, IReadOnlyCollection<BallotRound> before,
        string? reason, byte[] publicKey, byte[] shareInDatabase, Actor by, Moment now)
    {
        if (meeting.State != MeetingState.InSession) return (null, new MeetingNotInSession(meeting.State));
        if (filings.Count == 0) return (null, new NobodyToVoteOn());
        if (!roll.Seats.Any(s => s.Presides && roll.Here.Contains(s.ExpertId))) return (null, new ChairAway());

        var again = false;
        foreach (var filing in filings.Distinct())
        {
            if (roll.Cases.FirstOrDefault(c => c.FilingId == filing) is not { } listed) return (null, new NotFoundHere("份申报"));
            if (before.Any(r => r.IsUnderWay && r.Of(filing) is not null)) return (null, new VotingAlready(listed.No));
            var had = before.Count(r => r.State == RoundState.Closed && r.Of(filing) is not null);
            if (had >= voting.MostRounds) return (null, new VotedAlready(listed.No, voting.MostRounds));
            again |= had > 0;
            if (roll.For(filing) is var counted && !counted.IsQuorate(voting)) return (null, new NotQuorate(listed.No, counted, counted.Missing(voting)));
        }

        if (again && Validation.Filled("再表决的理由", 200)(reason.Plain()) is { } missing) return (null, new InvalidInput(nameof(Reason), missing));

        var round = new BallotRound
        {
            Id = id, MeetingId = meeting.Id, No = before.Count == 0 ? 1 : before.Max(r => r.No) + 1, Kind = kind, Voting = voting, PublicKey = publicKey, ShareInDatabase = shareInDatabase,
            OpenedBy = by.Signature, OpenedById = by.UserId, OpenedAt = now.Instant, Reason = again ? reason.Plain() : null,
        };
        round._cases.AddRange(filings.Distinct().Select(f => new BallotCase(id, f, roll.For(f), [.. roll.Voters(f).Select(s => s.ExpertId).OrderBy(e => e.Value)])));
        return (round, null);
    }

    /// <summary>开投之时贴上封条：箱子是空的。</summary>
    public void SealBox(byte[] shareInFile) => BoxSeal = SealedBallot.BoxSeal(shareInFile, []);

    public BallotCase? Of(FilingId filing) => _cases.Find(c => c.FilingId == filing);

    /// <summary>名册里有他的各位：他的票上该有的。</summary>
    public IReadOnlyList<BallotCase> BallotOf(ExpertId voter) => [.. _cases.Where(c => c.Voters.Contains(voter))];

    /// <summary>这位此刻能不能投：正在投、名册里有他、人在会场、票上一位不少。离开了会场的不能隔空投，也不能委托、补投。</summary>
    public Refusal? WhyNotVote(ExpertId voter, bool here, IReadOnlyCollection<FilingId> marked)
    {
        if (!IsSealed) return new RoundOver(No);
        var own = BallotOf(voter);
        if (own.Count == 0) return new NotOnTheRoll();
        if (!here) return new NotInTheRoom();
        return own.Count == marked.Count && own.All(c => marked.Contains(c.FilingId)) ? null : new BallotIncomplete();
    }

    /// <summary>此刻能不能开票，有人没投的另问。</summary>
    public Refusal? WhyNotClose(IReadOnlyDictionary<FilingId, IReadOnlyList<Choice>> opened) =>
        !IsSealed ? new RoundOver(No) : WhyTooFew(c => opened.GetValueOrDefault(c.FilingId)?.Count ?? 0);

    /// <summary>开票：票已打乱，只数。没有投的仍在分母里。钥匙在库里的一半就此毁掉。</summary>
    /// <param name="opened">各位申报人开出的票，次序与投票人无关。</param>
    public Refusal? Close(IReadOnlyDictionary<FilingId, IReadOnlyList<Choice>> opened, IEnumerable<ExpertId> voted, Actor by, Moment now)
    {
        if (WhyNotClose(opened) is { } refusal) return refusal;

        foreach (var one in _cases) one.Count(Tally.Count(one.Roll, opened.GetValueOrDefault(one.FilingId) ?? []), Voting);
        Voted = [.. voted.Distinct().OrderBy(v => v.Value)];
        return End(RoundState.Closed, by, now);
    }

    /// <summary>投了的要够法定人数：到会而没有投的可以有，少到几张票就定了一个人的，不是评委会的决定，也藏不住谁投了什么。</summary>
    private TooFewCast? WhyTooFew(Func<BallotCase, int> cast) =>
        _cases.Select(c => (Cast: cast(c), Missing: (c.Roll with { Attending = cast(c) }).Missing(Voting))).MaxBy(c => c.Missing) is { Missing: > 0 } few ? new TooFewCast(No, few.Cast, few.Missing) : null;

    /// <summary>录入纸票的票数：各位的同意、不同意、弃权（含废票），加起来不超过名册上的人数。还要第二个人照计票单核对。</summary>
    public Refusal? Enter(IReadOnlyDictionary<FilingId, (int InFavour, int Against, int Abstained)> counts, string? teller, string? scrutineer, Actor by)
    {
        if (State is not (RoundState.Open or RoundState.Entered) || Kind != RoundKind.Paper) return new RoundOver(No);
        if (Validation.Filled("计票人", 40)(teller.Plain()) is { } noTeller) return new InvalidInput(nameof(Teller), noTeller);
        if (Validation.Filled("监票人", 40)(scrutineer.Plain()) is { } alone) return new InvalidInput(nameof(Scrutineer), alone);
        if (teller.Plain() == scrutineer.Plain()) return new InvalidInput(nameof(Scrutineer), "监票人与计票人要是两个人。");
        foreach (var one in _cases)
        {
            if (!counts.TryGetValue(one.FilingId, out var c) || c.InFavour < 0 || c.Against < 0 || c.Abstained < 0) return new InvalidInput("Counts", "请给每一位填写同意、不同意、弃权各几票，没有的填 0。");
            if ((long)c.InFavour + c.Against + c.Abstained > one.Attending) return new InvalidInput("Counts", $"有一位的票数加起来是 {c.InFavour + c.Against + c.Abstained} 票，多于名册上的 {one.Attending} 人，请照计票单核对。");
        }

        if (WhyTooFew(c => counts[c.FilingId] is var (yes, no, none) ? yes + no + none : 0) is { } few) return few;

        foreach (var one in _cases) one.Count(new Tally(one.Roll, counts[one.FilingId].InFavour, counts[one.FilingId].Against, counts[one.FilingId].Abstained), Voting);
        (State, Teller, Scrutineer, EnteredBy, EnteredById) = (RoundState.Entered, teller.Plain(), scrutineer.Plain(), by.Signature, by.UserId);
        return null;
    }

    /// <summary>第二个人照计票单核对过，纸票的票数才算数。</summary>
    public Refusal? Confirm(Actor by, Moment now) =>
        State != RoundState.Entered || EnteredById is not { } first ? new RoundOver(No)
        : by.WhyNotSecondTo(first, new OwnCount()) is { } refusal ? refusal
        : End(RoundState.Closed, by, now);

    /// <summary>没有开票就作废：封票一张不开，钥匙毁掉，写明理由。开过票的、录了票数的不能作废：看了票数再来一轮，就是重投。</summary>
    public Refusal? Annul(string? reason, Actor by, Moment now)
    {
        if (!IsUnderWay) return new RoundOver(No);
        if (State == RoundState.Entered) return new CountsKnown(No);
        if (Validation.Filled("作废的理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(AnnulReason), missing);

        foreach (var one in _cases) one.Clear();
        AnnulReason = reason.Plain();
        return End(RoundState.Annulled, by, now);
    }

    private Refusal? End(RoundState state, Actor by, Moment now)
    {
        (State, ShareInDatabase, BoxSeal, ClosedBy, ClosedAt) = (state, [], [], by.Signature, now.Instant);
        return null;
    }

    /// <summary>这一轮的记录自己说得通吗；说得通为空（verify）。开了票的：够法定人数，票数不多于名册、等于投了的人数，通过没有照约定重算。</summary>
    public string? Fault
    {
        get
        {
            if (_cases.Count == 0) return "没有申报人";
            if (Voted.Except(Voters).Any()) return "投票的人不在名册里";
            foreach (var one in _cases)
            {
                if (one.Voters.Count != one.Attending || one.Voters.Distinct().Count() != one.Attending || !one.Roll.IsQuorate(Voting)) return "名册与人数不符，或不够法定人数";
                if (one.Tally is null == State is RoundState.Closed or RoundState.Entered) return "票数与状态不符";
                if (one.Tally is not { } tally) continue;
                if (tally.NotCast < 0 || tally.Passes(Voting) != one.Passed) return "票数与通过没有不符";
                if (Kind == RoundKind.Sealed && tally.Cast != one.Voters.Intersect(Voted).Count()) return "票数与投票的人数不符";
            }

            return null;
        }
    }

    /// <summary>整轮记录的摘要，开投、录入、开票、作废时各记进审计链一次：以后改一个字，全面核对就看得出。时刻到微秒，是数据库存得下的。</summary>
    public string RecordDigest => Digests.OfRecord([
        $"{Id.Value} {MeetingId.Value} {No} {Kind} {State} {Convert.ToHexString(SHA256.HashData(PublicKey))}",
        $"{Voting.Quorum} {Voting.Pass} {Voting.RecusedCounted} {Voting.MostRounds} {Voting.PanelSize}",
        $"{OpenedBy}\t{OpenedById.Value}\t{Micros(OpenedAt)}\t{Reason}", $"{Teller}\t{Scrutineer}\t{EnteredBy}\t{EnteredById?.Value}", $"{ClosedBy}\t{Micros(ClosedAt)}\t{AnnulReason}",
        string.Join(' ', Voted.Select(v => v.Value)), .. _cases.OrderBy(c => c.FilingId.Value).Select(c => c.Line),
    ]);

    private static string Micros(DateTimeOffset? at) => at is { } known ? (known.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture) : "";
}

/// <summary>一轮里的一位申报人：名册、票数、通过没有。</summary>
public sealed class BallotCase : ITenantOwned
{
    private BallotCase() { }

    internal BallotCase(RoundId round, FilingId filing, Roll roll, IReadOnlyList<ExpertId> voters) =>
        (RoundId, FilingId, Members, Attending, Recused, Voters) = (round, filing, roll.Members, roll.Attending, roll.Recused, voters);

    public TenantId TenantId { get; set; }
    public RoundId RoundId { get; private set; }
    public FilingId FilingId { get; private set; }

    /// <summary>委员总数。</summary>
    public int Members { get; private set; }

    /// <summary>表决人：开投时在场、不回避的。</summary>
    public int Attending { get; private set; }

    public int Recused { get; private set; }

    /// <summary>名册：表决人，按号排。</summary>
    public IReadOnlyList<ExpertId> Voters { get; private set; } = [];

    public int? InFavour { get; private set; }
    public int? Against { get; private set; }
    public int? Abstained { get; private set; }

    /// <summary>通过没有；没有开票的为空。</summary>
    public bool? Passed { get; private set; }

    public Roll Roll => new(Members, Attending, Recused);

    /// <summary>没有开票、没有录入的为空。</summary>
    public Tally? Tally => InFavour is { } yes && Against is { } no && Abstained is { } abstained ? new(Roll, yes, no, abstained) : null;

    internal void Count(Tally tally, VotingTerms voting) => (InFavour, Against, Abstained, Passed) = (tally.InFavour, tally.Against, tally.Abstained, tally.Passes(voting));

    internal void Clear() => (InFavour, Against, Abstained, Passed) = (null, null, null, null);

    internal string Line => $"{FilingId.Value} {Members} {Attending} {Recused} {InFavour} {Against} {Abstained} {Passed} {string.Join(' ', Voters.Select(v => v.Value))}";
}

/// <summary>一张封票：开票时连同钥匙一起毁掉。同一位在开票之前重投，换掉前一张。不记时刻。</summary>
public sealed class SealedVote : ITenantOwned
{
    private SealedVote() { }

    public SealedVote(RoundId round, FilingId filing, ExpertId voter, byte[] envelope) => (RoundId, FilingId, VoterId, Envelope) = (round, filing, voter, envelope);

    public TenantId TenantId { get; set; }
    public RoundId RoundId { get; private set; }
    public FilingId FilingId { get; private set; }
    public ExpertId VoterId { get; private set; }
    public byte[] Envelope { get; private set; } = [];

    /// <summary>封的时候写上的位置，换了位置就打不开。</summary>
    public string Place => PlaceOf(RoundId, FilingId, VoterId);

    public static string PlaceOf(RoundId round, FilingId filing, ExpertId voter) => $"{round.Value}/{filing.Value}/{voter.Value}";

    public void Replace(byte[] envelope) => Envelope = envelope;
}

public sealed record MeetingPaused() : Refusal("观察员要求暂停，还没有答复。请先在“观察与情况”里答复，再开表决。");
public sealed record NobodyToVoteOn() : Refusal("请至少选一位申报人，再开表决。");
public sealed record ChairAway() : Refusal("主持的主任委员、副主任委员此刻都不在场，不能表决。请等他（她）签到。");
public sealed record VotingAlready(int No) : Refusal($"议程第 {No} 位正在另一轮里表决，不能再开一轮。");
public sealed record VotedAlready(int No, int Most) : Refusal(Most == 1 ? $"议程第 {No} 位已经表决过了。本计划一轮定，不再表决。" : $"议程第 {No} 位已经表决过 {Most} 轮，到了本计划的上限。");
public sealed record NotQuorate(int No, Roll Roll, int Missing) : Refusal($"议程第 {No} 位：委员 {Roll.Members} 位，回避 {Roll.Recused} 位，可表决的在场 {Roll.Attending} 位，还差 {Missing} 位才够法定人数，不能表决。");
public sealed record TooFewCast(int No, int Cast, int Missing) : Refusal($"第 {No} 轮只有 {Cast} 位投了票，还差 {Missing} 位才够法定人数，不能开票、计票。请再等一等；等不到的，请作废这一轮，写明理由，人到齐了再表决。");
public sealed record CountsKnown(int No) : Refusal($"第 {No} 轮的票数已经录入，不能再作废。录错了的，请照计票单改录，再由第二个人核对。");
public sealed record RoundOver(int No) : Refusal($"第 {No} 轮此刻不能办这件事：已经开票、已经作废，或不是这一种表决。请刷新看看现在的情况。");
public sealed record NotInTheRoom() : Refusal("您此刻不在会场，不能投。请先签到，再投；离开之后不能委托别人，也不能事后补投。");
public sealed record NotOnTheRoll() : Refusal("这一轮的名册里没有您：开投时您不在场，或对这几位都回避。名册定了不能补。");
public sealed record BallotIncomplete() : Refusal("请给票上的每一位都选一项：同意、不同意或弃权；名单若有变化，请刷新再投。");
public sealed record OwnCount() : Refusal("票数是您自己录入的，要由另一位照计票单核对。");
