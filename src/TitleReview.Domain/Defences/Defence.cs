using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Defences;

/// <summary>候补、已排定、已答辩、没有来。</summary>
public enum DefenceState { Waiting, Scheduled, Done, Absent }

/// <summary>一位申报人在一次评审会的答辩：排在哪一场哪一段，答了没有，各位委员评的平均。</summary>
public sealed class Defence : ITenantOwned
{
    private Defence() { }

    public TenantId TenantId { get; set; }
    public MeetingId MeetingId { get; private set; }
    public FilingId FilingId { get; private set; }
    public DefenceState State { get; private set; }

    /// <summary>候补的没有。</summary>
    public SittingId? SittingId { get; private set; }

    public DateTimeOffset? StartsAt { get; private set; }
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>为什么候补、没有来。</summary>
    public string? Note { get; private set; }

    /// <summary>几位委员评了；结束之后才有。</summary>
    public int? Marks { get; private set; }

    /// <summary>平均分，以百分之一分计；不赋分的为空。</summary>
    public int? Score { get; private set; }

    /// <summary>不赋分的：合格的过半数没有。</summary>
    public bool? Passed { get; private set; }

    public string? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public uint Version { get; private set; }

    public TimeSlot? At => StartsAt is { } from && EndsAt is { } to ? new(from, to) : null;

    /// <summary>还可以排、可以动：没有答，也没有记为没有来。</summary>
    public bool IsOpen => State is DefenceState.Waiting or DefenceState.Scheduled;

    public static Defence Waiting(MeetingId meeting, FilingId filing, string why) => new() { MeetingId = meeting, FilingId = filing, Note = why };

    public static Defence Of(MeetingId meeting, PlacedDefence placed)
    {
        var defence = new Defence { MeetingId = meeting, FilingId = placed.Filing };
        defence.Set(placed.Sitting.Id, placed.At);
        return defence;
    }

    /// <summary>排到、改到这一段。</summary>
    public Refusal? Place(DefenceSitting sitting, TimeSlot at)
    {
        if (State is DefenceState.Done) return new DefenceOver();

        Set(sitting.Id, at);
        return null;
    }

    /// <summary>撤下来，排在候补里。</summary>
    public Refusal? Wait(string? why)
    {
        if (State is DefenceState.Done) return new DefenceOver();
        if (Validation.Filled("理由", 200)(why.Plain()) is { } missing) return new InvalidInput(nameof(Note), missing);

        (State, SittingId, StartsAt, EndsAt, Note, EndedBy, EndedAt) = (DefenceState.Waiting, null, null, null, why.Plain(), null, null);
        return null;
    }

    /// <summary>到了时间没有来，候补的不来了：记为没有来。要再给一次的，改排时间或放进候补。</summary>
    public Refusal? Miss(string? why, Actor by, Moment now)
    {
        if (!IsOpen) return new NotScheduled();
        if (StartsAt > now.Instant) return new DefenceNotYet(At!.Print());
        if (Validation.Filled("情况", 200)(why.Plain()) is { } missing) return new InvalidInput(nameof(Note), missing);

        (State, Note, EndedBy, EndedAt) = (DefenceState.Absent, why.Plain(), by.Signature, now.Instant);
        return null;
    }

    /// <summary>委员此刻能不能评：排定了，到了时间，还没有结束。</summary>
    public Refusal? WhyNotMark(Moment now) => State switch
    {
        DefenceState.Done => new DefenceOver(),
        not DefenceState.Scheduled => new NotScheduled(),
        _ => StartsAt > now.Instant ? new DefenceNotYet(At!.Print()) : null,
    };

    /// <summary>结束：评的人够数，算出平均（BZ-25）；不赋分的，合格的过半数为合格。结束之后不能再评、再改。</summary>
    /// <param name="least">最少几位委员评。</param>
    public Refusal? Close(int no, IReadOnlyCollection<DefenceMark> marks, DefenceTerms terms, int least, Actor by, Moment now)
    {
        if (WhyNotMark(now) is { } refusal) return refusal;
        if (marks.Count < least) return new TooFewMarks(no, marks.Count, least);

        (State, Marks, EndedBy, EndedAt) = (DefenceState.Done, marks.Count, by.Signature, now.Instant);
        Score = terms.Points is null ? null : DefenceScores.Average([.. marks.Select(m => m.Score!.Value * DefenceScores.Hundredths)]);
        Passed = terms.Points is null ? marks.Count(m => m.Passed == true) * 2 > marks.Count : null;
        return null;
    }

    private void Set(SittingId sitting, TimeSlot at) => (State, SittingId, StartsAt, EndsAt, Note, EndedBy, EndedAt) = (DefenceState.Scheduled, sitting, at.From, at.To, null, null, null);
}

/// <summary>一位委员给一位答辩的评：赋分的是 0 至满分的整数，不赋分的是合格、不合格。结束之前可以改。</summary>
public sealed class DefenceMark : ITenantOwned
{
    public const int MostRemark = 500;

    private DefenceMark() { }

    public DefenceMark(MeetingId meeting, FilingId filing, ExpertId expert) => (MeetingId, FilingId, ExpertId) = (meeting, filing, expert);

    public TenantId TenantId { get; set; }
    public MeetingId MeetingId { get; private set; }
    public FilingId FilingId { get; private set; }
    public ExpertId ExpertId { get; private set; }
    public int? Score { get; private set; }
    public bool? Passed { get; private set; }
    public string Remark { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public uint Version { get; private set; }

    public Refusal? Give(int? score, bool? passed, string? remark, DefenceTerms terms, Moment now)
    {
        List<FieldError> errors = [];
        if (terms.Points is { } most && (score is null || score < 0 || score > most)) errors.Add(new(nameof(Score), $"请打分，0 至 {most} 的整数。"));
        if (terms.Points is null && passed is null) errors.Add(new(nameof(Passed), "请选合格，或不合格。"));
        if (remark.Plain().Length > MostRemark) errors.Add(new(nameof(Remark), $"意见最多 {MostRemark} 字，现为 {remark.Plain().Length} 字。"));
        if (errors.Count > 0) return new InvalidInput(errors);

        (Score, Passed, Remark, At) = (terms.Points is null ? null : score, terms.Points is null ? passed : null, remark.Plain(), now.Instant);
        return null;
    }
}

/// <summary>分数的算法：全用整数，以百分之一分计。</summary>
public static class DefenceScores
{
    public const int Hundredths = 100;

    /// <summary>四舍五入到百分之一分；没有人的为空。</summary>
    public static int? Average(IReadOnlyCollection<int> hundredths) => hundredths.Count == 0 ? null : (int)((2L * hundredths.Sum(h => (long)h) + hundredths.Count) / (2L * hundredths.Count));
}

public sealed record DefenceOver() : Refusal("这一位的答辩已经结束，不能再改。");
public sealed record NotScheduled() : Refusal("这一位此刻没有排定的答辩。请刷新看看。");
public sealed record DefenceNotYet(string When) : Refusal($"这一位的答辩在{When}，还没有到。");
public sealed record TooFewMarks(int No, int Given, int Least) : Refusal($"议程第 {No} 位：评了的委员 {Given} 位，要 {Least} 位。请在场的各位先评，再结束。");
