using TitleReview.Domain.Filings;

namespace TitleReview.Domain.Approvals;

/// <summary>成批办的四样：通过、派给同事、提醒、导出。</summary>
public enum BulkKind { Pass, Assign, Remind, Export }

/// <summary>正在试办、试办完了等人确认、正在办、办完了、不办了。</summary>
public enum BulkState { Checking, Checked, Running, Done, Cancelled }

/// <summary>提醒谁：申报人，或用人单位的管理员。</summary>
public enum RemindAudience { Applicant, Employer }

/// <summary>要办什么，连同写的话；试办之后不再改。</summary>
/// <param name="Opinion">通过的意见。</param>
/// <param name="Originals">说过一句“原件都已核对”。</param>
/// <param name="Colleagues">派给哪几位，轮着派；一位也没有为收回，谁也不派。</param>
/// <param name="Line">提醒时自己加的一句。</param>
public sealed record BulkAsk(BulkKind Kind, string? Opinion = null, bool Originals = false, IReadOnlyList<UserId>? Colleagues = null, RemindAudience Audience = RemindAudience.Applicant, string? Line = null)
{
    public const int MaxOpinion = 400, MaxLine = 120;

    /// <summary>话写得对不对；各件能不能办，试办时逐件说。</summary>
    public Refusal? WhyNot() =>
        !Enum.IsDefined(Kind) || !Enum.IsDefined(Audience) ? new NotFoundHere("种办法")
        : Kind == BulkKind.Pass && Opinion.Plain() is not { Length: > 0 and <= MaxOpinion } ? new InvalidInput(nameof(Opinion), $"请选一条审核意见，或另写一句，最多 {MaxOpinion} 字；它会写进每一份。")
        : Kind == BulkKind.Remind && Line.Plain().Length > MaxLine ? new InvalidInput(nameof(Line), $"加的一句最多 {MaxLine} 字。")
        : null;

    public BulkAsk Plain() => this with { Opinion = Opinion is null ? null : Opinion.Plain(), Line = Line is null ? null : Line.Plain() };

    /// <summary>第几件派给谁：一人一件轮着来。</summary>
    public UserId? AssigneeOf(int no) => Colleagues is { Count: > 0 } all ? all[(no - 1) % all.Count] : null;
}

/// <summary>
/// 一次成批办理：先试办，看过每一件会怎样再确认，然后由系统一件一件地办，页面可以离开。
/// 每一件都以下达的人的身份、在办的那一刻重新问过许可（docs/decisions/0024）。
/// </summary>
public sealed class BulkOrder : ITenantOwned
{
    private BulkOrder() { }

    /// <param name="filter">选的时候收件箱的地址，回得去。</param>
    /// <param name="total">几件；定了就不变。</param>
    public BulkOrder(BulkId id, BulkAsk ask, string filter, int total, Actor actor, OfficeId office, Moment now)
    {
        (Id, Ask, Kind, Filter, Total) = (id, ask, ask.Kind, filter, total);
        (OrderedBy, OrderedFor, OrderedByName, OfficeId, OrderedAt) = (actor.UserId, actor.For?.UserId, actor.Signature, office, now.Instant);
        // 导出什么也不改，不必逐件试。
        State = ask.Kind == BulkKind.Export ? BulkState.Checked : BulkState.Checking;
    }

    public TenantId TenantId { get; set; }
    public BulkId Id { get; private set; }
    public BulkKind Kind { get; private set; }
    public BulkAsk Ask { get; private set; } = null!;
    public string Filter { get; private set; } = "";
    public int Total { get; private set; }
    public BulkState State { get; private set; }
    public UserId OrderedBy { get; private set; }

    /// <summary>代谁下达的：办每一件时代办须还在，落款写明代谁；办自己的为空。</summary>
    public UserId? OrderedFor { get; private set; }

    public string OrderedByName { get; private set; } = "";
    public OfficeId OfficeId { get; private set; }
    public DateTimeOffset OrderedAt { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>导出的文件；过了保留期就不在了。</summary>
    public string? File { get; private set; }

    public DateTimeOffset? FileUntil { get; private set; }
    public uint Version { get; private set; }

    public void Checked() => State = State == BulkState.Checking ? BulkState.Checked : State;

    /// <param name="able">试办说能办的有几件。</param>
    public Refusal? Confirm(int able, Moment now)
    {
        if (State == BulkState.Checking) return new BulkStillChecking();
        if (State != BulkState.Checked) return new BulkAlreadyDecided();
        if (able == 0) return new BulkNothingAble();

        (State, ConfirmedAt) = (BulkState.Running, now.Instant);
        return null;
    }

    /// <summary>余下的不办了；办过的不退回去。</summary>
    public Refusal? Cancel(Moment now)
    {
        if (State is BulkState.Done or BulkState.Cancelled) return new BulkAlreadyDecided();

        (State, EndedAt) = (BulkState.Cancelled, now.Instant);
        return null;
    }

    public void Finish(Moment now) => (State, EndedAt) = (BulkState.Done, now.Instant);

    public void Exported(string file, DateTimeOffset until, Moment now)
    {
        (File, FileUntil) = (file, until);
        Finish(now);
    }

    /// <summary>保留期到了，文件清去。</summary>
    public void Drop() => File = null;
}

/// <summary>还没有试办、试办说能、试办说不能、办了、没有办成、不办了。</summary>
public enum BulkRowState { Unchecked, Able, Unable, Done, Refused, Cancelled }

/// <summary>成批办理里的一件：试办说什么，办了没有。办成的与它的改动在同一事务里写下，所以不会办两遍。</summary>
public sealed class BulkRow : ITenantOwned
{
    private BulkRow() { }

    public BulkRow(BulkOrder order, int no, FilingId filing) =>
        (BulkId, No, FilingId, State) = (order.Id, no, filing, order.State == BulkState.Checked ? BulkRowState.Able : BulkRowState.Unchecked);

    public TenantId TenantId { get; set; }
    public BulkId BulkId { get; private set; }

    /// <summary>第几件，从 1 数；次序就是选的时候收件箱的次序。</summary>
    public int No { get; private set; }

    public FilingId FilingId { get; private set; }
    public BulkRowState State { get; private set; }

    /// <summary>为什么不能，或办成了什么。</summary>
    public string? Sentence { get; private set; }

    /// <summary>试办时看的是第几次提交；后来又重新提交过的不办。</summary>
    public int SubmissionNo { get; private set; }

    public DateTimeOffset? At { get; private set; }

    /// <summary>通过了会怎样的一句里，说还有没有判的、是末级的，就是这几个字；件数照它数。</summary>
    public const string UnjudgedMark = "处没有判";

    public static string LastMark => FilingStatus.FormalityPassed.Label();

    /// <summary>报到哪里，还有几处没有人判。</summary>
    public static string Passed(Filing filing, int unjudged) =>
        (filing.CurrentStop is { } next ? $"报到“{next.OfficeName}”" : filing.Status.Label()) + (unjudged > 0 ? $"；{unjudged} {UnjudgedMark}，通过等于都看过、都合格" : "");

    public void Done(string? sentence, Moment now) => (State, Sentence, At) = (BulkRowState.Done, sentence, now.Instant);
}

/// <summary>派给谁：一份申报在一个机构里由哪一位同事看。只是分工，谁都可以办。</summary>
public sealed class DeskAssignment : ITenantOwned
{
    private DeskAssignment() { }

    public DeskAssignment(FilingId filing, OfficeId office) => (FilingId, OfficeId) = (filing, office);

    public TenantId TenantId { get; set; }
    public FilingId FilingId { get; private set; }
    public OfficeId OfficeId { get; private set; }
    public UserId AssigneeId { get; private set; }
    public string AssignedByName { get; private set; } = "";
    public DateTimeOffset AssignedAt { get; private set; }

    public void To(UserId assignee, Actor actor, Moment now) => (AssigneeId, AssignedByName, AssignedAt) = (assignee, actor.Signature, now.Instant);
}

public sealed record BulkNothingChosen() : Refusal("一件也没有选。请先在每行前面打勾，或改选“全部”那一项。");
public sealed record BulkTooMany(int Most) : Refusal($"符合条件的多于 {Most} 件，一次最多办 {Most} 件。请再加条件（专业、县市、单位等），分几次办。");
public sealed record BulkRowsUnknown(int Missing) : Refusal($"选的里面有 {Missing} 件不在本机构的待办里，什么都没有办。请回到待办申报，刷新后重新选。");
public sealed record BulkStillChecking() : Refusal("还在试办，请等试办完、看过每一件会怎样，再确认。");
public sealed record BulkAlreadyDecided() : Refusal("这一批已经确认过，或已经不办了。请刷新页面看现在的情形。");
public sealed record BulkNothingAble() : Refusal("试办的结果是一件也办不了，没有可确认的。请看下面各件的原因。");
public sealed record BulkMoved() : Refusal("试办之后，申报人又改过、重新提交过，没有办。请打开看过再定。");
public sealed record BulkOriginalsUnmarked(int Left) : Refusal($"还有 {Left} 处扫描件没有记“原件已核”，不能成批通过。请打开这一份，核对原件。");
public sealed record BulkOrdererGone(string Name) : Refusal($"下达的人（{Name}）的账号已停用、已不在本机构，或代办已经结束，余下的没有办。");
public sealed record BulkRowFailed() : Refusal("办这一件时系统出了错，没有办，什么都没有改变。请打开这一份单独办。");
public sealed record NotAColleague() : Refusal("要派给的人不是本机构现在的同事。请刷新后重新选。");
public sealed record NotWaitingHere() : Refusal("这份申报现在不在本机构手里，不用派。");
public sealed record NothingToRemind() : Refusal("这份申报已经办结，不用提醒。");
public sealed record JustReminded(int Hours) : Refusal($"{Hours} 小时之内已经提醒过了，没有再提醒。");
