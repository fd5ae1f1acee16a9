using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Notices;

/// <summary>单位公示（TC-33）：正文按计划的模板生成，期限按工作日历计算；张贴次日为第一日，计划另有约定的从约定。</summary>
public sealed class PublicNotice : ITenantOwned
{
    private readonly List<Objection> _objections = [];

    private PublicNotice() { }

    public TenantId TenantId { get; set; }
    public NoticeId Id { get; private set; }
    public FilingId FilingId { get; private set; }

    /// <summary>公示的是第几次提交的内容。</summary>
    public int SubmissionNo { get; private set; }

    public string Text { get; private set; } = "";
    public DateTimeOffset PostedAt { get; private set; }
    public DateOnly FirstDay { get; private set; }
    public DateOnly LastDay { get; private set; }
    public int WorkingDays { get; private set; }

    /// <summary>算期限时用的工作日历版本。</summary>
    public string CalendarEdition { get; private set; } = "";

    /// <summary>公示结果；未出具为空。</summary>
    public string? Result { get; private set; }

    public DateTimeOffset? ConcludedAt { get; private set; }
    public IReadOnlyList<Objection> Objections => _objections;
    public uint Version { get; private set; }

    /// <summary>
    /// 一次提交张贴一次。退回补正、再次提交之后可以重新公示；上一次有异议属实的，必须重新公示。
    /// </summary>
    public static Refusal? WhyNotPost(PublicNotice? latest, int submissionNo) =>
        latest is not null && latest.SubmissionNo >= submissionNo ? new NoticeAlreadyPosted() : null;

    /// <summary>张贴。起止日期由系统算，不能倒签，也不能缩短。</summary>
    public static (PublicNotice? Notice, Refusal? Refusal) Post(NoticeId id, FilingId filingId, int submissionNo, NoticeTerms terms, WorkingCalendar calendar, Func<DateOnly, DateOnly, string> text, Moment now)
    {
        // 当日起算的，张贴当天是工作日才算一日；放假日张贴，仍从下一个工作日起。
        var today = terms.FirstDayCounts && calendar.IsWorkingDay(now.Today) ? 1 : 0;
        var (first, refusal) = calendar.After(now.Today, 1 - today);
        if (refusal is not null) return (null, refusal);
        var (last, later) = calendar.After(now.Today, terms.WorkingDays - today);
        if (later is not null) return (null, later);

        return (new PublicNotice
        {
            Id = id,
            FilingId = filingId,
            SubmissionNo = submissionNo,
            Text = text(first, last),
            PostedAt = now.Instant,
            FirstDay = first,
            LastDay = last,
            WorkingDays = terms.WorkingDays,
            CalendarEdition = calendar.Edition,
        }, null);
    }

    public Refusal? Object(Guid id, string? content, string? by, Moment now)
    {
        if (ConcludedAt is not null) return new NoticeAlreadyConcluded();
        if (content.Plain() is not { Length: > 0 } words) return new ObjectionContentRequired();

        _objections.Add(new Objection(id, Id, words, by.Plain() is { Length: > 0 } name ? name : null, now));
        return null;
    }

    public Refusal? Settle(Guid objectionId, string? outcome, bool upheld, Moment now)
    {
        if (_objections.Find(o => o.Id == objectionId) is not { } objection) return new NotFoundHere("条异议");
        return objection.Settle(outcome, upheld, now);
    }

    public Refusal? WhyNotConclude(Moment now)
    {
        if (ConcludedAt is not null) return new NoticeAlreadyConcluded();
        if (now.Today <= LastDay) return new NoticeStillRunning(LastDay);
        return _objections.Any(o => o.SettledAt is null) ? new ObjectionOpen() : null;
    }

    /// <summary>期满出具公示结果。有成立的异议则不能出“无异议”的结果。</summary>
    public Refusal? Conclude(string result, Moment now)
    {
        if (WhyNotConclude(now) is { } refusal) return refusal;
        if (_objections.Any(o => o.Upheld)) return new ObjectionUpheld();

        (Result, ConcludedAt) = (result, now.Instant);
        return null;
    }

    /// <summary>能不能据此报送：公示已满期，出具了结果，没有未了结或成立的异议。</summary>
    public static Refusal? WhyNotPassOn(PublicNotice? notice) =>
        notice?.ConcludedAt is not null ? null
        : notice is not null && notice._objections.Any(o => o.Upheld) ? new ObjectionUpheld()
        : new NoticeNotOver();
}

/// <summary>公示期间的异议：登记、核查、了结。</summary>
public sealed class Objection : ITenantOwned
{
    private Objection() { }

    public Objection(Guid id, NoticeId noticeId, string content, string? by, Moment now) =>
        (Id, NoticeId, Content, By, ReceivedAt) = (id, noticeId, content, by, now.Instant);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public NoticeId NoticeId { get; private set; }
    public string Content { get; private set; } = "";

    /// <summary>反映人；匿名为空。</summary>
    public string? By { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }
    public string? Outcome { get; private set; }
    public bool Upheld { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }

    public Refusal? Settle(string? outcome, bool upheld, Moment now)
    {
        if (SettledAt is not null) return new ObjectionAlreadySettled();
        if (outcome.Plain() is not { Length: > 0 } words) return new ObjectionOutcomeRequired();

        (Outcome, Upheld, SettledAt) = (words, upheld, now.Instant);
        return null;
    }
}

public sealed record NoticeStillRunning(DateOnly LastDay) : Refusal($"公示到{LastDay.Print()}（含当日）才满期，次日起可以出具公示结果。");
public sealed record NoticeAlreadyConcluded() : Refusal("公示结果已经出具，不能再改。");
public sealed record NoticeAlreadyPosted() : Refusal("这次提交的申报已经张贴公示，不必重复张贴。");
public sealed record ObjectionContentRequired() : Refusal("请写明异议反映的内容。");
public sealed record ObjectionOutcomeRequired() : Refusal("请写明核查经过与处理结果，再了结异议。");
public sealed record ObjectionOpen() : Refusal("还有没有了结的异议，请先核查并写明处理结果。");
public sealed record ObjectionUpheld() : Refusal("有异议核查属实，不能出具无异议的公示结果。请退回补正，再次提交后重新公示。");
public sealed record ObjectionAlreadySettled() : Refusal("这条异议已经了结。");
