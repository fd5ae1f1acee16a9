namespace TitleReview.Domain;

/// <summary>办理的时刻：一个瞬间，和它在北京时间的日期。全系统只在打开会话时读一次钟。</summary>
public readonly record struct Moment(DateTimeOffset Instant)
{
    /// <summary>北京时间。中国全境用 UTC+8，没有夏令时，所以不依赖机器上的时区数据。</summary>
    public static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public DateOnly Today => DateOnly.FromDateTime(Instant.ToOffset(Beijing).DateTime);

    /// <summary>北京时间某日零点。</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Beijing);

    /// <summary>北京时间某日结束的瞬间，即次日零点。</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    public Moment Plus(TimeSpan span) => new(Instant + span);
}
