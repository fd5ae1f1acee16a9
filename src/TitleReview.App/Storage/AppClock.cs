namespace TitleReview.App.Storage;

/// <summary>应用的钟：真实时间加一个固定的偏移。偏移只在演示与测试里不为零（设置 Clock:Start）。</summary>
public sealed class AppClock(TimeProvider real) : TimeProvider
{
    /// <summary>应用时间 − 真实时间。</summary>
    public TimeSpan Offset { get; private set; }

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Offset;

    public void StartAt(DateTimeOffset instant) => Offset = instant - real.GetUtcNow();

    /// <summary>向前拨（测试用）。</summary>
    public void Advance(TimeSpan by) => Offset += by;
}
