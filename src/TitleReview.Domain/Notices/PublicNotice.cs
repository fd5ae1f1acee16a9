using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Notices;

/// <summary>单位公示（TC-33）：正文按计划的模板生成，期限按工作日历计算；张贴次日为第一日，计划另有约定的从约定。</summary>
public sealed class PublicNotice : ITenantOwned
{
    /// <summary>网上没有了结的意见到这么多，再来的请打电话或写信：挡住成堆乱写的，又不误真要反映的。</summary>
    private const int MostOnline = 30;

    private static readonly RandomCode Codes = new(Groups: 3, Size: 4);

    private readonly List<Objection> _objections = [];

    private PublicNotice() { }

    public TenantId TenantId { get; set; }
    public NoticeId Id { get; private set; }
    public FilingId FilingId { get; private set; }

    /// <summary>公示的是第几次提交的内容。</summary>
    public int SubmissionNo { get; private set; }

    /// <summary>公示页的编号，印在张贴的公示上。猜不出来；不登录的人只有拿着它才看得到。</summary>
    public string Code { get; private set; } = "";

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
        var (period, refusal) = NoticePeriod.From(now, terms.WorkingDays, terms.FirstDayCounts, calendar);
        if (refusal is not null) return (null, refusal);

        return (new PublicNotice
        {
            Id = id,
            FilingId = filingId,
            SubmissionNo = submissionNo,
            Code = Codes.New(),
            Text = text(period!.First, period.Last),
            PostedAt = now.Instant,
            FirstDay = period.First,
            LastDay = period.Last,
            WorkingDays = terms.WorkingDays,
            CalendarEdition = calendar.Edition,
        }, null);
    }

    /// <returns>公示页编号的通常写法；不是编号为空。</returns>
    public static string? ReadCode(string? text) => Codes.ReadByHand(text);

    /// <summary>公示页此刻给不给人看：从张贴到末日的二十四点；退回、撤回的申报，公示也就停了。</summary>
    public bool IsOpen(bool filingInApproval, Moment now) => filingInApproval && ConcludedAt is null && now.Today <= LastDay;

    /// <summary>单位登记收到的异议：来信、来电、来访。出具结果之前都可以登记。</summary>
    public Refusal? Object(Guid id, string? content, string? by, Moment now)
    {
        if (ConcludedAt is not null) return new NoticeAlreadyConcluded();
        return Take(id, content, by, null, now);
    }

    /// <summary>公示页上反映的情况。重发一次的不重复登记。</summary>
    /// <param name="sealedContact">封存的联系方式；没有留为空。</param>
    public Refusal? ObjectOnline(Guid id, string? content, string? by, byte[]? sealedContact, bool filingInApproval, Moment now)
    {
        if (_objections.Exists(o => o.Id == id)) return null;
        if (!IsOpen(filingInApproval, now)) return new NoticeOver();
        if (_objections.Count(o => o.Online && o.SettledAt is null) >= MostOnline) return new TooManyObjections();
        return Take(id, content, by, new OnlineObjection(sealedContact), now);
    }

    private Refusal? Take(Guid id, string? content, string? by, OnlineObjection? online, Moment now)
    {
        List<FieldError> errors = [];
        if (content.Plain() is not { Length: > 0 and <= 1000 } words) errors.Add(new("Content", content.Plain().Length == 0 ? "请写明反映的内容。" : "内容最多 1000 字，请写得短一些。"));
        if (by.Plain().Length > 60) errors.Add(new("By", "反映人最多 60 字。"));
        if (errors.Count > 0) return new InvalidInput(errors);

        _objections.Add(new Objection(id, Id, Codes.New(), content.Plain(), by.Plain() is { Length: > 0 } name ? name : null, online, now));
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

    internal Objection(Guid id, NoticeId noticeId, string receipt, string content, string? by, OnlineObjection? online, Moment now) =>
        (Id, NoticeId, Receipt, Content, By, Online, SealedContact, ReceivedAt) = (id, noticeId, receipt, content, by, online is not null, online?.SealedContact, now.Instant);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public NoticeId NoticeId { get; private set; }

    /// <summary>回执号：反映的人凭它查处理结果。</summary>
    public string Receipt { get; private set; } = "";

    public string Content { get; private set; } = "";

    /// <summary>在公示页上反映的；其余为单位登记的来信、来电、来访。</summary>
    public bool Online { get; private set; }

    /// <summary>反映人留的联系方式，封存；没有留为空。</summary>
    public byte[]? SealedContact { get; private set; }

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

/// <summary>网上反映的异议多出来的。</summary>
internal sealed record OnlineObjection(byte[]? SealedContact);

public sealed record NoticeOver() : Refusal("这次公示已经结束，不能再在这里反映。如有情况，请直接向单位组织人事部门或评审主管部门反映。");
public sealed record TooManyObjections() : Refusal("网上收到的情况已经很多，正在核查。请按公示上写的方式，打电话或写信向单位组织人事部门反映。");
public sealed record NoticeStillRunning(DateOnly LastDay) : Refusal($"公示到{LastDay.Print()}（含当日）才满期，次日起可以出具公示结果。");
public sealed record NoticeAlreadyConcluded() : Refusal("公示结果已经出具，不能再改。");
public sealed record NoticeAlreadyPosted() : Refusal("这次提交的申报已经张贴公示，不必重复张贴。");
public sealed record ObjectionOutcomeRequired() : Refusal("请写明核查经过与处理结果，再了结异议。");
public sealed record ObjectionOpen() : Refusal("还有没有了结的异议，请先核查并写明处理结果。");
public sealed record ObjectionUpheld() : Refusal("有异议核查属实，不能出具无异议的公示结果。请退回补正，再次提交后重新公示。");
public sealed record ObjectionAlreadySettled() : Refusal("这条异议已经了结。");
