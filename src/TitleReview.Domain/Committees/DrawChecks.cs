using System.Globalization;

namespace TitleReview.Domain.Committees;

/// <summary>一次抽取能不能信：照公开的两个数重做，逐样比对。</summary>
public sealed partial class Draw
{
    /// <summary>照公开了的两个数重做一遍。</summary>
    public IReadOnlyList<DrawnSeat> Replay() => DrawRanking.Draw(Seed!, Strata, Candidates);

    /// <summary>与记下的哪里不符；都相符为空。</summary>
    /// <param name="opened">还没有公开的，启封出来的密数；启不了的为空。</param>
    public string? Fault(string? opened)
    {
        if (DrawRanking.Digest(RosterText) != RosterDigest) return "名单与名单摘要不符";
        if (DrawRanking.Digest(Secret ?? opened ?? "") != Commitment) return "密数与承诺不符";
        if (Secret is not null != (State != DrawState.Committed) || SealedSecret.Length > 0 != (State == DrawState.Committed)) return "密数与现在的状态不符";
        var drawn = State is DrawState.Drawn or DrawState.Replaced;
        if (drawn != PublicValue is not null || PublicValue != (PublicValue is null ? null : DrawRanking.PublicValue(PublicValue))) return "公开数与现在的状态不符";
        if (!(drawn ? Replay() : []).SequenceEqual(Seats)) return "重做的名次与记下的不符";
        for (var i = 0; i < Changes.Count; i++)
            if (Sitting([.. Changes.Take(i)]).FirstOrDefault(s => s.Code == Changes[i].Out) is not { } seat || Left([.. Changes.Take(i)]).FirstOrDefault(s => s.Specialty == seat.Specialty)?.Code != Changes[i].In) return "候补没有按次序顶上";

        return null;
    }

    /// <summary>整份记录的摘要，每次变动都记进审计链：改一个字就对不上。时刻到微秒，数据库只记到那里。</summary>
    public string RecordDigest => DrawRanking.Digest(string.Join('\n',
    [
        $"{Id.Value}\t{CommitteeId.Value}\t{PlanId.Value}\t{No}\t{State}", Heading, Salt, RosterDigest, Commitment, Source, Micros(KnownAt),
        .. Strata.Select(s => $"{s.Specialty}\t{s.Members}\t{s.Alternates}"),
        .. Candidates.Select(c => $"{c.Expert.Value}\t{c.Code}\t{c.Name}\t{c.Employer}\t{c.Specialty}\t{c.Excluded}"),
        .. Seats.Select(s => $"{s.Expert.Value}\t{s.Code}\t{s.Specialty}\t{s.Rank}\t{s.Alternate}"),
        .. Changes.Select(c => $"{c.Out}\t{c.In}\t{c.Reason}\t{c.By}\t{Micros(c.At)}"),
        $"{CommittedBy}\t{Micros(CommittedAt)}", $"{Secret}\t{PublicValue}\t{Witness}\t{DrawnBy}\t{Micros(DrawnAt)}", $"{Reason}\t{EndedBy}\t{Micros(EndedAt)}",
    ]));

    private static string Micros(DateTimeOffset? at) => at is { } known ? (known.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture) : "";
}
