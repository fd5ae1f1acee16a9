namespace TitleReview.App.Storage;

/// <summary>应用的钟：真实时间加一个固定的偏移。偏移只在演示与测试里不为零（设置 Clock:Start）。</summary>
public sealed class AppClock(TimeProvider real) : TimeProvider
{
    /// <summary>应用时间 − 真实时间。</summary>
    public TimeSpan Offset { get; private set; }

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Offset;

    /// <summary>偏移只到微秒：数据库存的就到微秒，多出来的一位会让存前存后的摘要不一样。</summary>
    public void StartAt(DateTimeOffset instant) => Offset = instant - real.GetUtcNow() is var offset ? offset - TimeSpan.FromTicks(offset.Ticks % TimeSpan.TicksPerMicrosecond) : default;

    /// <summary>向前拨（测试用）。</summary>
    public void Advance(TimeSpan by) => Offset += by;
}
