using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Committees;

/// <summary>已承诺、等公开数；已抽出；被重抽代替；没有抽就作废。</summary>
public enum DrawState { Committed, Drawn, Replaced, Dropped }

/// <summary>一位委员来不了，由同专业的下一位候补顶上。</summary>
public sealed record SeatChange(string Out, string In, string Reason, string By, DateTimeOffset At);

/// <summary>承诺之前定下的：各专业抽几位，公开数从哪里来、何时产生。</summary>
/// <param name="Source">公开数的出处，如某一期开奖号码；谁都查得到，承诺时还没有产生。</param>
public sealed record DrawOrder(IReadOnlyList<DrawStratum> Strata, string Source, DateTimeOffset KnownAt)
{
    /// <summary>一个专业抽这么多就不像话了：多半是填错。</summary>
    public const int Most = 99;

    public int Members => Strata.Sum(s => s.Members);
}

/// <summary>密数与它的密文；盐随名单定下。</summary>
public sealed record DrawSecret(string Text, byte[] Sealed, string Salt);

/// <summary>
/// 一次抽取（N9）：先排除有利害关系的，冻结名单，承诺一个密数；到公开数产生之后才抽。抽出的名次由两个数算出来，谁都能重做，见 <see cref="DrawRanking"/>。
/// 重抽只凭理由，旧的留着；作废的也公开密数，谁都算得出当时会抽出谁，挑着作废瞒不住。
/// </summary>
public sealed partial class Draw : ITenantOwned
{
    private Draw() { }

    public TenantId TenantId { get; set; }
    public DrawId Id { get; private set; }
    public CommitteeId CommitteeId { get; private set; }
    public PlanId PlanId { get; private set; }

    /// <summary>本计划、本评委会的第几次。</summary>
    public int No { get; private set; }

    /// <summary>抽的是什么：评委会、计划、第几次，照承诺之时的名称。</summary>
    public string Heading { get; private set; } = "";

    public DrawState State { get; private set; }
    public IReadOnlyList<DrawStratum> Strata { get; private set; } = [];
    public IReadOnlyList<DrawCandidate> Candidates { get; private set; } = [];

    /// <summary>对照表的盐，见 <see cref="DrawRanking.Names"/>。</summary>
    public string Salt { get; private set; } = "";

    public string RosterDigest { get; private set; } = "";
    public string Commitment { get; private set; } = "";

    /// <summary>密数的密文；公开之后就空了。</summary>
    public byte[] SealedSecret { get; private set; } = [];

    public string Source { get; private set; } = "";
    public DateTimeOffset KnownAt { get; private set; }
    public string CommittedBy { get; private set; } = "";
    public DateTimeOffset CommittedAt { get; private set; }

    /// <summary>公开了的密数：抽出之后，或作废之时。</summary>
    public string? Secret { get; private set; }

    public string? PublicValue { get; private set; }

    /// <summary>在场的纪检人员。</summary>
    public string? Witness { get; private set; }

    public string? DrawnBy { get; private set; }
    public DateTimeOffset? DrawnAt { get; private set; }
    public IReadOnlyList<DrawnSeat> Seats { get; private set; } = [];
    public IReadOnlyList<SeatChange> Changes { get; private set; } = [];

    /// <summary>作废、重抽的理由，谁、何时。</summary>
    public string? Reason { get; private set; }

    public string? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public uint Version { get; private set; }

    public bool IsLive => State is DrawState.Committed or DrawState.Drawn;

    /// <summary>此刻的委员：抽出的，减去来不了的，加上顶上的候补。</summary>
    public IEnumerable<DrawnSeat> Members => Sitting(Changes);

    /// <summary>还没有用过的候补，按次序。</summary>
    public IEnumerable<DrawnSeat> AlternatesLeft => Left(Changes);

    public string NamesText => DrawRanking.Names(Salt, Candidates);

    public string RosterText => DrawRanking.Roster(Heading, Source, KnownAt, DrawRanking.Digest(NamesText), Strata, Candidates);

    /// <summary>种子；公开数还没有的为空。</summary>
    public string? Seed => Secret is not null && PublicValue is not null ? DrawRanking.Seed(Secret, RosterDigest, PublicValue) : null;

    public static (Draw? Draw, Refusal? Refusal) Commit(DrawId id, Committee committee, Plan plan, int no, DrawOrder order, IReadOnlyList<DrawCandidate> pool, DrawSecret secret, Actor actor, Moment now)
    {
        if (WhyNot(committee, plan.Terms.Committee, order, pool, now) is { } refusal) return (null, refusal);

        var draw = new Draw
        {
            Id = id,
            CommitteeId = committee.Id,
            PlanId = plan.Id,
            No = no,
            Heading = $"{committee.Name}，{plan.Terms.Title}，第 {no} 次",
            Strata = [.. order.Strata.Where(s => s.Members + s.Alternates > 0)],
            Candidates = pool,
            Salt = secret.Salt,
            Commitment = DrawRanking.Digest(secret.Text),
            SealedSecret = secret.Sealed,
            Source = order.Source.Plain(),
            KnownAt = order.KnownAt,
            CommittedBy = actor.Signature,
            CommittedAt = now.Instant,
        };
        draw.RosterDigest = DrawRanking.Digest(draw.RosterText);
        return (draw, null);
    }

    /// <summary>照这样能不能承诺；名额、单数、人够不够、公开数的出处与时刻。</summary>
    public static Refusal? WhyNot(Committee committee, CommitteeTerms terms, DrawOrder order, IReadOnlyList<DrawCandidate> pool, Moment now)
    {
        if (!committee.IsValid(now.Today)) return new CommitteeNotValid(committee.Name, committee.ValidFrom, committee.ValidTo);

        if (order.Strata.Any(s => s.Members is < 0 or > DrawOrder.Most || s.Alternates is < 0 or > DrawOrder.Most) || order.Members == 0) return new InvalidInput("Strata", $"请填写各专业抽几位委员、几位候补，都是 0 至 {DrawOrder.Most} 之间的整数，委员合计至少一位。");
        if (terms.OddMembers && order.Members % 2 == 0) return new EvenMembers(order.Members);
        if (order.Members < committee.Least(terms)) return new TooFewMembers(order.Members, committee.Least(terms));
        foreach (var stratum in order.Strata)
        {
            var mine = pool.Where(c => c.Specialty == stratum.Specialty).ToList();
            var eligible = mine.Count(c => c.Excluded is null);
            if (eligible < stratum.Members + stratum.Alternates) return new PoolTooSmall(stratum.Specialty, eligible, stratum.Members, stratum.Alternates, mine.Count - eligible, terms.Fallback);
        }

        return Validation.Filled("公开数的出处", 200)(order.Source.Plain()) is { } missing ? new InvalidInput(nameof(DrawOrder.Source), missing)
            : order.KnownAt <= now.Instant ? new InvalidInput(nameof(DrawOrder.KnownAt), "公开数要在承诺之后才产生：请填一个还没有到的时刻。") : null;
    }

    /// <summary>公开数产生之后抽出。</summary>
    /// <param name="secret">承诺过的密数，启封出来的。</param>
    public Refusal? Reveal(string secret, string? publicValue, string? witness, CommitteeTerms terms, Actor actor, Moment now)
    {
        if (State != DrawState.Committed) return new DrawOver();
        if (now.Instant < KnownAt) return new TooEarlyToDraw(KnownAt);
        if (DrawRanking.PublicValue(publicValue) is not { } value) return new InvalidInput(nameof(PublicValue), "请照公布的写公开数，只写数字和字母，6 至 64 个，如一期开奖号码“0108121822”。空格、标点写不写都一样。");
        if (terms.DisciplinePresent && Validation.Filled("在场的纪检人员", 60)(witness.Plain()) is { } alone) return new InvalidInput(nameof(Witness), alone);
        if (witness.Plain().Length > 60) return new InvalidInput(nameof(Witness), "在场的纪检人员最多 60 字。");
        if (DrawRanking.Digest(secret) != Commitment) return new DrawTampered();

        (State, Secret, SealedSecret, PublicValue, Witness, DrawnBy, DrawnAt) = (DrawState.Drawn, secret, [], value, witness.Plain() is { Length: > 0 } name ? name : null, actor.Signature, now.Instant);
        Seats = Replay();
        return null;
    }

    /// <summary>一位委员来不了：同专业的下一位候补顶上，不能挑。</summary>
    public Refusal? Substitute(string? code, string? reason, Actor actor, Moment now)
    {
        if (State != DrawState.Drawn) return new DrawOver();
        if (Members.FirstOrDefault(s => s.Code == code) is not { } seat) return new NotFoundHere("位委员");
        if (Validation.Filled("理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(Reason), missing);
        if (AlternatesLeft.FirstOrDefault(s => s.Specialty == seat.Specialty) is not { } next) return new NoAlternateLeft(seat.Specialty);

        Changes = [.. Changes, new SeatChange(seat.Code, next.Code, reason.Plain(), actor.Signature, now.Instant)];
        return null;
    }

    /// <summary>没有抽的作废，抽出了的被重抽代替；都要理由，都留着。</summary>
    /// <param name="secret">没有抽的，启封出来的密数：作废也公开。</param>
    public Refusal? Abandon(string? secret, string? reason, Actor actor, Moment now)
    {
        if (!IsLive) return new DrawOver();
        if (Validation.Filled("理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(Reason), missing);
        if (State == DrawState.Committed && DrawRanking.Digest(secret ?? "") != Commitment) return new DrawTampered();

        (Secret, SealedSecret) = (Secret ?? secret, []);
        (State, Reason, EndedBy, EndedAt) = (State == DrawState.Drawn ? DrawState.Replaced : DrawState.Dropped, reason.Plain(), actor.Signature, now.Instant);
        return null;
    }

    private IEnumerable<DrawnSeat> Sitting(IReadOnlyCollection<SeatChange> before) => Seats.Where(s => before.All(c => c.Out != s.Code) && (!s.Alternate || before.Any(c => c.In == s.Code)));

    private IEnumerable<DrawnSeat> Left(IReadOnlyCollection<SeatChange> before) =>
        Seats.Where(s => s.Alternate && before.All(c => c.In != s.Code && c.Out != s.Code)).OrderBy(s => s.Specialty, StringComparer.Ordinal).ThenBy(s => s.Rank);
}

public sealed record EvenMembers(int Members) : Refusal($"委员共 {Members} 位，是双数。评委会委员须为单数，请增减一位。");
public sealed record DrawnByOther(string Specialty, string Committee) : Refusal($"“{Specialty}”这一级的委员，{Committee}已经抽过，还作数。要换人，请到那个评委会写明理由重抽；不再由它评的，先在那里作废。");
public sealed record TooFewMembers(int Members, int Least) : Refusal($"委员共 {Members} 位，不足规定的 {Least} 位。请增加各专业的人数。");
public sealed record PoolTooSmall(string Specialty, int Eligible, int Members, int Alternates, int Excluded, string? Fallback) : Refusal(
    $"“{Specialty}”可抽的专家 {Eligible} 位（另有 {Excluded} 位因利害关系排除），不够委员 {Members} 位、候补 {Alternates} 位。请补充专家库，或减少人数{(Fallback is null ? "" : $"；仍不够的，按通知：{Fallback}")}。");
public sealed record DrawOver() : Refusal("这次抽取已经办过了，请刷新后看现在的情况。");
public sealed record TooEarlyToDraw(DateTimeOffset KnownAt) : Refusal($"公开数要到{KnownAt.Print()}才产生，请到那之后再抽。");
public sealed record NoAlternateLeft(string Specialty) : Refusal($"“{Specialty}”的候补已经用完。请写明理由，重新抽取。");
public sealed record DrawUnderWay() : Refusal("这个计划、这个评委会已经有一次抽取。要重抽的，先写明理由，把它作废。");
public sealed record DrawTampered() : Refusal("启封的密数与承诺不符：记录被人改动过，不能抽取。请保持原样，马上报告负责人和平台管理员。");
