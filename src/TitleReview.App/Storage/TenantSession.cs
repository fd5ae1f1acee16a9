using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TitleReview.App.Meetings;
using TitleReview.App.Messages;
using TitleReview.App.Presenting;
using TitleReview.App.Reviews;
using TitleReview.Domain;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Portal;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Results;

namespace TitleReview.App.Storage;

/// <summary>
/// 一次办理：一个租户、一个经办人、一个时刻、一个工作单元。通往数据库的唯一的门。
/// 先问许可（<see cref="WhyNot(Act)"/> 一族），再保存；没有问过许可的保存是程序错误。
/// </summary>
public sealed class TenantSession : IAsyncDisposable
{
    private IDbContextTransaction? _transaction;
    private FilingStatus? _statusAsked;

    internal TenantSession(TitleReviewDb db, Tenant tenant, Actor actor, Moment now, TimeSpan clockOffset) =>
        (Db, Tenant, Actor, Now, ClockOffset) = (db, tenant, actor, now, clockOffset);

    internal TitleReviewDb Db { get; }

    /// <summary>应用的钟比数据库的钟快多少；数据库判断期限时加上它。</summary>
    internal TimeSpan ClockOffset { get; }

    /// <summary>真实的时刻：手机上的动态码、账号的锁定都照它。</summary>
    internal DateTimeOffset RealNow => Now.Instant - ClockOffset;

    internal NpgsqlConnection Connection => (NpgsqlConnection)Db.Database.GetDbConnection();
    internal NpgsqlTransaction? Transaction => (NpgsqlTransaction?)_transaction?.GetDbTransaction();

    public Tenant Tenant { get; }
    public Actor Actor { get; }
    public Moment Now { get; }

    /// <summary>登录的人有几条没有看的通知；开会话时顺带数好，铃铛不另问一次。</summary>
    public int Unread { get; internal init; }

    /// <summary>这次办的是权限表里的哪件事。</summary>
    internal Act? Granted { get; private set; }

    // ── 许可 ──

    /// <summary>不涉及具体一份东西的事。</summary>
    public Refusal? WhyNot(Act act) => Decide(act, r => r switch
    {
        Relation.Anyone => true,
        Relation.SignedIn => Actor.Role != Role.Visitor,
        Relation.TopOffice => Actor.AtTop,
        _ => false,
    }, "个页面");

    /// <summary>
    /// 关于一份申报。不存在与无权，回答一样。状态不对由申报自己说清原因；权限表里的状态在保存时再核一遍，是第二道网。
    /// </summary>
    public Refusal? WhyNot(Act act, Filing? filing)
    {
        _statusAsked = filing?.Status;
        return Decide(act, r => filing is not null && r switch
        {
            Relation.Anyone or Relation.SignedIn => true,
            Relation.Own => filing.ApplicantId == Actor.ApplicantId,
            Relation.AtMyDesk => filing.CurrentOfficeId is not null && filing.CurrentOfficeId == Actor.OfficeId,
            Relation.OnMyLine => Actor.OfficeId is { } office && filing.SubmissionNo > 0 && filing.Stops.Any(s => s.OfficeId == office),
            Relation.InMyBranch => Actor.OfficeId is not null && filing.SubmissionNo > 0 && filing.MainEmployerId == Actor.OfficeId,
            _ => false,
        }, "份申报");
    }

    /// <summary>关于本人（申报人自己的登记）。</summary>
    public Refusal? WhyNot(Act act, Applicant? applicant) => Decide(act, r => applicant is not null && r switch
    {
        Relation.Anyone or Relation.SignedIn => true,
        Relation.Own => applicant.Id == Actor.ApplicantId,
        Relation.MyEmployer => applicant.EmployerId == Actor.OfficeId,
        _ => false,
    }, "条登记");

    /// <summary>关于一个单位。</summary>
    public Refusal? WhyNot(Act act, Office? office) => Decide(act, r => office is not null && r switch
    {
        Relation.Anyone or Relation.SignedIn => true,
        Relation.MyEmployer or Relation.SameOffice => office.Id == Actor.OfficeId,
        Relation.ReportsToMe => office.ReportsTo is not null && office.ReportsTo == Actor.OfficeId,
        Relation.MyPrefecture => office.Id == Actor.OfficeId && office.Kind == OfficeKind.PrefectureHr,
        _ => false,
    }, "个单位");

    /// <summary>关于一份公告：起草它的机构自己的事。</summary>
    public Refusal? WhyNot(Act act, Announcement? announcement) =>
        Decide(act, r => announcement is not null && r is Relation.TopOffice && Actor.AtTop && announcement.OfficeId == Actor.OfficeId, "份公告");

    /// <summary>关于一份缴费通知：本人、缴费的单位、经收的机构。</summary>
    public Refusal? WhyNot(Act act, FeeNotice? notice) => Decide(act, r => notice is not null && Presents(r, notice.ApplicantId, notice.EmployerId, notice.CollectorId), "份申报");

    /// <summary>关于一笔缴款。</summary>
    public Refusal? WhyNot(Act act, Payment? payment) => Decide(act, r => payment is not null && Presents(r, payment.ApplicantId, payment.EmployerId, payment.CollectorId), "笔缴款");

    /// <summary>一个机构自己的事：经收机构的对账单，组织评审的机构的专家库、评委会、抽取。</summary>
    /// <param name="owner">属于哪个机构；没有这一份为空。</param>
    internal Refusal? WhyNot(Act act, OfficeId? owner, string what) =>
        Decide(act, r => owner is { } office && (Presents(r, null, null, office) || (r is Relation.TopOffice && Actor.AtTop && office == Actor.OfficeId)), what);

    /// <summary>关于一份纸质材料：本人、报送的单位、收件的机构。</summary>
    public Refusal? WhyNot(Act act, PaperHandIn? paper) => Decide(act, r => paper is not null && Presents(r, paper.ApplicantId, paper.EmployerId, paper.ReceiverId), "份材料");

    private bool Presents(Relation relation, ApplicantId? applicant, OfficeId? employer, OfficeId collector) => relation switch
    {
        Relation.Own => applicant is not null && applicant == Actor.ApplicantId,
        Relation.MyEmployer => employer is not null && employer == Actor.OfficeId,
        Relation.ReceivedHere => collector == Actor.OfficeId,
        _ => false,
    };

    /// <summary>关于一份案卷：送给了本人的，或在本人的议程上的。</summary>
    internal Refusal? WhyNot(Act act, OpenCase? one) =>
        Decide(act, r => one is not null && r is Relation.AssignedToMe && one.Reader == Actor.UserId, "份案卷");

    /// <summary>关于本人在一次评审会的一席。</summary>
    internal Refusal? WhyNot(Act act, OwnSeat? own) =>
        Decide(act, r => own is not null && r is Relation.SeatedHere && own.Seat.ExpertId == own.Expert.Id && own.Seat.MeetingId == own.Meeting.Id && own.Expert.UserId == Actor.UserId, "次评审会");

    /// <summary>关于本人在一次评审会的观察席。</summary>
    public Refusal? WhyNot(Act act, ObserverSeat? seat) =>
        Decide(act, r => seat is not null && r is Relation.ObservingHere && seat.UserId == Actor.UserId, "次评审会");

    /// <summary>关于一份评审结果：本人、评审办事机构。</summary>
    public Refusal? WhyNot(Act act, ReviewResult? result) => Decide(act, r => result is not null && Holds(r, result.ApplicantId, result.EmployerId, result.OfficeId), "份结果");

    /// <summary>关于一张证书：本人、单位、发证的机构。</summary>
    public Refusal? WhyNot(Act act, Certificate? certificate) => Decide(act, r => certificate is not null && Holds(r, certificate.ApplicantId, certificate.EmployerId, certificate.OfficeId), "张证书");

    /// <summary>关于一个单位的同步公示。</summary>
    public Refusal? WhyNot(Act act, ResultMirror? mirror) => Decide(act, r => mirror is not null && r is Relation.MyEmployer && mirror.EmployerId == Actor.OfficeId, "个公示");

    private bool Holds(Relation relation, ApplicantId applicant, OfficeId employer, OfficeId office) =>
        Presents(relation, applicant, employer, office) || (relation is Relation.TopOffice && Actor.AtTop && office == Actor.OfficeId);

    /// <summary>关于另一个账号；自己的不算。</summary>
    /// <param name="office">它所在的机构。</param>
    /// <param name="employer">它是申报人的，所在的单位。</param>
    internal Refusal? WhyNot(Act act, AppUser? account, Office? office, OfficeId? employer) => Decide(act, r => account is not null && account.Id != Actor.UserId.Value && Actor.OfficeId is { } mine && r switch
    {
        Relation.SameOffice => office?.Id == mine,
        Relation.ReportsToMe => office?.ReportsTo == mine,
        Relation.MyEmployer => employer == mine,
        Relation.TopOffice => Actor.AtTop && account.Role is Role.Expert or Role.Observer,
        _ => false,
    }, "个账号");

    private Refusal? Decide(Act act, Func<Relation, bool> has, string what)
    {
        if (!PermissionTable.Allows(act, Actor.Role, has) || (Actor.Role == Role.PlatformAdministrator && !Tenant.IsPlatform)) return new NotFoundHere(what);
        if (PermissionTable.WhyNotNow(act, Actor) is { } notNow) return notNow;

        Granted = act;
        return null;
    }

    // ── 保存 ──

    /// <summary>要在保存之前就动数据库（凭号、取号、取用提交机会）的用例先开事务。</summary>
    internal async Task Begin(CancellationToken ct) => _transaction ??= await Db.Database.BeginTransactionAsync(ct);

    /// <summary>全平台的行，不带租户；谁能写由数据库的策略把着。</summary>
    internal void AddPlatformWide(CalendarYear year) => Db.Add(year);

    internal void Add<T>(T entity) where T : class, ITenantOwned
    {
        entity.TenantId = Tenant.Id;
        Db.Add(entity);
    }

    /// <summary>告诉一个账号：它有变动（解锁、重置）。</summary>
    internal void Tell(AppUser user, string what) =>
        Add(new OutboxEvent(MessageKind.AccountChanged, $"account/{user.Id}/{Guid.CreateVersion7()}", Now, Actor.UserId, new Dictionary<string, string> { ["办理"] = what, ["经办人"] = Actor.Signature }).To(user: new UserId(user.Id)));

    /// <summary>没有改数据、但要留痕的事（如下载含身份证号码的名册），记一句进审计。</summary>
    internal void Note(string text) => Notes = [.. Notes, text];

    internal IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>保存全部改动，连同审计，一个事务。别人刚办过、或撞了唯一约束，回答一句话，什么都没有改变。</summary>
    public async Task<Refusal?> Save(CancellationToken ct = default)
    {
        if (Granted is not { } act) throw new InvalidOperationException("Saving without having asked for permission.");
        if (!PermissionTable.Allows(act, Actor.Role, _ => true, _statusAsked)) throw new InvalidOperationException($"{act} is not granted for a filing that is {_statusAsked}.");

        await Begin(ct);
        try
        {
            await Write(act, audited: true, ct);
            await _transaction!.CommitAsync(ct);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new JustHandledByAnother();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter })
        {
            return new TextNotStorable();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation)
        {
            return UniqueRules.Refuse(violation.ConstraintName) ?? new JustHandledByAnother();
        }
        finally
        {
            await _transaction!.DisposeAsync();
            _transaction = null;
        }
    }

    /// <summary>演示数据分几步存，号要先有；每一步也记下要告诉谁。</summary>
    internal Task Flush(CancellationToken ct) => Write(Granted ?? Act.LoadDemo, audited: false, ct);

    /// <summary>
    /// 缴费通知、要告诉谁、审计，连同改动一起写。改了什么只找两遍：办的人改的一遍，通知与收费添改的一遍；其间处处翻看，不再各找一遍，
    /// 因为一遍要比每份表的每个字。
    /// </summary>
    private async Task Write(Act act, bool audited, CancellationToken ct)
    {
        var tracker = Db.ChangeTracker;
        tracker.DetectChanges();
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            await FeeNotices.Issue(this, ct);
            await Outbox.Write(this, act, ct);
            tracker.DetectChanges();
            if (audited) AuditTrail.Write(this, act);
            await Db.SaveChangesAsync(ct);
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await Db.DisposeAsync();
    }
}
