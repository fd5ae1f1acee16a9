using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Materials;

/// <summary>上传赶上截止：截止前开始的，计划许可截止后再传若干分钟；提交仍以截止时刻为准。</summary>
public static class UploadTime
{
    public static Refusal? WhyNotReceive(this Filing filing, SlotTerms slot, Plan plan, Actor actor, DateTimeOffset startedAt, Moment now)
    {
        if (filing.WhyNotFill(slot, plan, actor, now) is not { } closed) return null;

        var moreTime = TimeSpan.FromMinutes(plan.Terms.Files.FinishMinutes);
        return filing.WhyNotFill(slot, plan, actor, new Moment(startedAt)) is null && filing.WhyNotFill(slot, plan, actor, now.Plus(-moreTime)) is null ? null : closed;
    }
}
