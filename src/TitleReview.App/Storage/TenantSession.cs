using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TitleReview.Domain;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Portal;
using TitleReview.Domain.Reviews;

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

    internal NpgsqlConnection Connection => (NpgsqlConnection)Db.Database.GetDbConnection();
    internal NpgsqlTransaction? Transaction => (NpgsqlTransaction?)_transaction?.GetDbTransaction();

    public Tenant Tenant { get; }
    public Actor Actor { get; }
    public Moment Now { get; }

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
        Relation.MyEmployer => office.Id == Actor.OfficeId,
        Relation.ReportsToMe => office.ReportsTo is not null && office.ReportsTo == Actor.OfficeId,
        Relation.MyPrefecture => office.Id == Actor.OfficeId && office.Kind == OfficeKind.PrefectureHr,
        _ => false,
    }, "个单位");

    /// <summary>关于一份公告：起草它的机构自己的事。</summary>
    public Refusal? WhyNot(Act act, Announcement? announcement) =>
        Decide(act, r => announcement is not null && r is Relation.TopOffice && Actor.AtTop && announcement.OfficeId == Actor.OfficeId, "份公告");

    /// <summary>关于一份案卷：送给了本人的专家。</summary>
    public Refusal? WhyNot(Act act, ReviewAssignment? assignment) =>
        Decide(act, r => assignment is not null && r is Relation.AssignedToMe && assignment.ExpertId == Actor.UserId, "份案卷");

    private Refusal? Decide(Act act, Func<Relation, bool> has, string what)
    {
        if (!PermissionTable.Allows(act, Actor.Role, has) || (Actor.Role == Role.PlatformAdministrator && !Tenant.IsPlatform)) return new NotFoundHere(what);

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
            AuditTrail.Write(this, act);
            await Db.SaveChangesAsync(ct);
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

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await Db.DisposeAsync();
    }
}
