using TitleReview.Domain.Calendar;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Results;

/// <summary>公示名单上的一位，照公布那一刻；没有身份证号码。</summary>
public sealed record PublicisedPerson(ResultId Result, string Name, string Employer, string Series, string Specialty, string Title);

/// <summary>
/// 评审结果公示（AK-06、KZ-16，人社部令第40号）：一次评审会一张，列出通过的。张贴即起算，工作日照日历数，不能倒签。
/// 与单位公示不同的是：一张公示许多人，有异议的只停那一位，别的照常确认。
/// </summary>
public sealed class ResultNotice : ITenantOwned
{
    /// <summary>网上没有了结的到这么多，再来的请打电话或写信。</summary>
    private const int MostOnline = 60;

    private static readonly RandomCode Codes = new(Groups: 3, Size: 4);

    private readonly List<ResultObjection> _objections = [];
    private readonly List<ResultMirror> _mirrors = [];

    private ResultNotice() { }

    public TenantId TenantId { get; set; }
    public ResultNoticeId Id { get; private set; }
    public MeetingId MeetingId { get; private set; }
    public PlanId PlanId { get; private set; }
    public OfficeId OfficeId { get; private set; }
    public string Code { get; private set; } = "";
    public string Text { get; private set; } = "";
    public IReadOnlyList<PublicisedPerson> People { get; private set; } = [];
    public string PostedBy { get; private set; } = "";
    public DateTimeOffset PostedAt { get; private set; }
    public DateOnly FirstDay { get; private set; }
    public DateOnly LastDay { get; private set; }
    public int WorkingDays { get; private set; }
    public string CalendarEdition { get; private set; } = "";
    public IReadOnlyList<ResultObjection> Objections => _objections;

    /// <summary>各单位的同步公示；计划不要求的没有。</summary>
    public IReadOnlyList<ResultMirror> Mirrors => _mirrors;

    public uint Version { get; private set; }

    /// <param name="units">要同步公示的单位。</param>
    public static (ResultNotice? Notice, Refusal? Refusal) Post(ResultNoticeId id, Meeting meeting, PlanTerms terms, WorkingCalendar calendar, IReadOnlyList<PublicisedPerson> people, IEnumerable<OfficeId> units, Func<NoticePeriod, string> text, Actor by, Moment now)
    {
        if (meeting.State != MeetingState.Closed) return (null, new MeetingStillOn());
        var days = terms.Committee.ResultNoticeWorkingDays;
        var (period, refusal) = NoticePeriod.From(now, days, terms.Notice.FirstDayCounts, calendar);
        if (period is null) return (null, refusal);

        var notice = new ResultNotice
        {
            Id = id, MeetingId = meeting.Id, PlanId = meeting.PlanId, OfficeId = meeting.OfficeId, Code = Codes.New(), Text = text(period), People = people, PostedBy = by.Signature, PostedAt = now.Instant,
            FirstDay = period.First, LastDay = period.Last, WorkingDays = days, CalendarEdition = calendar.Edition,
        };
        notice._mirrors.AddRange(units.Distinct().Select(u => new ResultMirror(id, u)));
        return (notice, null);
    }

    /// <returns>公示页编号、回执号的通常写法；不是编号为空。</returns>
    public static string? ReadCode(string? text) => Codes.ReadByHand(text);

    /// <summary>公众看得到：从张贴到末日的二十四点。</summary>
    public bool IsOpen(Moment now) => now.Today <= LastDay;

    public bool Lists(ResultId result) => People.Any(p => p.Result == result);

    /// <summary>公示页上反映的；可以指明是哪一位，可以不具名。重发一次的不重复登记。</summary>
    public Refusal? ObjectOnline(Guid id, ResultId? about, string? content, string? by, byte[]? sealedContact, Moment now)
    {
        if (_objections.Exists(o => o.Id == id)) return null;
        if (!IsOpen(now)) return new NoticeOver();
        return _objections.Count(o => o.Kind == ObjectionKind.Online && o.SettledAt is null) >= MostOnline ? new TooManyObjections() : Take(id, ObjectionKind.Online, about, content, by, sealedContact, now);
    }

    /// <summary>机构登记的来信、来电、来访。</summary>
    public Refusal? Object(Guid id, ResultId? about, string? content, string? by, Moment now) => Take(id, ObjectionKind.Registered, about, content, by, null, now);

    /// <summary>本人申请复查（人社部令第40号）：写明理由，得一个回执号。同一份结果，一件办完才能再提。</summary>
    public Refusal? AskRecheck(Guid id, ReviewResult result, ResultTerms terms, string? content, Actor by, Moment now)
    {
        if (_objections.Exists(o => o.Id == id)) return null;
        if (result.NoticeId != Id || result.State is not (ResultState.NotPassed or ResultState.Publicised)) return new ResultNotSo(result.State);
        if (new Moment(PostedAt).Today.AddDays(terms.RecheckDays) is var until && now.Today > until) return new RecheckTooLate(until);
        return _objections.Exists(o => o.Kind == ObjectionKind.Recheck && o.ResultId == result.Id && o.SettledAt is null) ? new RecheckUnderWay() : Take(id, ObjectionKind.Recheck, result.Id, content, by.Name, null, now);
    }

    private Refusal? Take(Guid id, ObjectionKind kind, ResultId? about, string? content, string? by, byte[]? sealedContact, Moment now)
    {
        List<FieldError> errors = [];
        if (content.Plain() is not { Length: > 0 and <= 1000 } words) errors.Add(new("Content", content.Plain().Length == 0 ? "请写明反映的内容。" : "内容最多 1000 字，请写得短一些。"));
        if (by.Plain().Length > 60) errors.Add(new("By", "反映人最多 60 字。"));
        if (kind != ObjectionKind.Recheck && about is { } one && !Lists(one)) errors.Add(new("About", "请在名单里选是哪一位，或选“不针对某一位”。"));
        if (errors.Count > 0) return new InvalidInput(errors);

        _objections.Add(new ResultObjection(id, Id, kind, about, Codes.New(), content.Plain(), by.Plain() is { Length: > 0 } name ? name : null, sealedContact, now));
        return null;
    }

    public ResultObjection? Find(Guid objection) => _objections.Find(o => o.Id == objection);

    /// <summary>这一位能不能确认：公示满期，关于他的、没有说是谁的，都了结了。</summary>
    public Refusal? WhyNotConfirm(ResultId result, Moment now) =>
        IsOpen(now) ? new NoticeStillRunning(LastDay)
        : _objections.Exists(o => o.SettledAt is null && (o.ResultId is null || o.ResultId == result)) ? new ResultObjectionOpen() : null;

    /// <summary>本单位张贴了，张贴的日子照单位说的，不早于公布之日。</summary>
    public Refusal? Mirror(OfficeId unit, DateOnly? day, Actor by, Moment now) =>
        MirrorOf(unit) is not { } mirror ? new NotFoundHere("个公示")
        : day is null || day < new Moment(PostedAt).Today || day > now.Today ? new InvalidInput(nameof(ResultMirror.PostedOn), $"请填写张贴的日子，从公布的{new Moment(PostedAt).Today.Print()}到今天。")
        : mirror.Done(day.Value, by, now);

    public ResultMirror? MirrorOf(OfficeId unit) => _mirrors.Find(m => m.EmployerId == unit);

    /// <summary>张贴的内容与日子的摘要，记进审计链；异议、同步公示各记各的，同时来的不相干。</summary>
    public string RecordDigest => Digests.OfRecord([
        Id.Value, MeetingId.Value, PlanId.Value, OfficeId.Value, Code, Text, PostedBy, PostedAt.Exact(), FirstDay.ToString("O"), LastDay.ToString("O"), WorkingDays, CalendarEdition,
        .. People.Select(p => $"{p.Result.Value}\t{p.Name}\t{p.Employer}\t{p.Series}\t{p.Specialty}\t{p.Title}"),
    ]);
}

/// <summary>一个单位的同步公示（AK-06）：打印海报张贴，登记哪天贴的。</summary>
public sealed class ResultMirror : ITenantOwned
{
    private ResultMirror() { }

    internal ResultMirror(ResultNoticeId notice, OfficeId employer) => (NoticeId, EmployerId) = (notice, employer);

    public TenantId TenantId { get; set; }
    public ResultNoticeId NoticeId { get; private set; }
    public OfficeId EmployerId { get; private set; }
    public DateOnly? PostedOn { get; private set; }
    public string? PostedBy { get; private set; }
    public DateTimeOffset? NotedAt { get; private set; }

    internal Refusal? Done(DateOnly day, Actor by, Moment now)
    {
        if (PostedOn is not null) return new MirroredAlready();

        (PostedOn, PostedBy, NotedAt) = (day, by.Signature, now.Instant);
        return null;
    }

    /// <summary>一张公示、一个单位一条。</summary>
    public string Key => $"{NoticeId.Value}/{EmployerId.Value}";

    public string RecordDigest => Digests.OfRecord(Key, PostedOn?.ToString("O"), PostedBy, NotedAt?.Exact());
}

public sealed record MeetingStillOn() : Refusal("评审会还没有散，结果还不能公布。请先散会。");
public sealed record NothingToAnnounce() : Refusal("这次评审会没有等着公布的结果。");
public sealed record ResultObjectionOpen() : Refusal("还有没有了结的异议或复查，先核查、写明处理结果，再确认这一位；别的人可以先确认。");
public sealed record RecheckTooLate(DateOnly Until) : Refusal($"复查要在{Until.Print()}之前提出，现在已经过了。有新的情况，请直接向评审办事机构反映。");
public sealed record RecheckUnderWay() : Refusal("您的复查申请正在办理，凭回执号可以查进展；办完才能再提。");
public sealed record MirroredAlready() : Refusal("本单位的同步公示已经登记过了。");
