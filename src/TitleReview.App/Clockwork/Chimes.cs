using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;
using TitleReview.App.Approvals;
using TitleReview.App.Certificates;
using TitleReview.App.Filings;
using TitleReview.App.Messages;
using TitleReview.App.Presenting;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;

namespace TitleReview.App.Clockwork;

/// <summary>
/// 定时的事（docs/decisions/0020）。Quartz 只管敲钟：几个节点里每一下只有一个节点去办。什么到期了，由应用的钟对着各表自己的期限定，
/// 所以停机期间到期的，开机第一下就按到期的先后补办；敲漏的钟不用补敲。
/// </summary>
internal static class Chimes
{
    /// <summary>一个数据库一个，各节点同名才成一组。</summary>
    private const string Name = "TitleReview";

    public static void AddClockwork(this IServiceCollection services, Database database)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o => (o.InstanceName, o.GenerateInstanceId) = (Name, true));
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, database.AppConnection);
                store.ConfigureStore(o => (o.TablePrefix, o.StoreJobDataAsStrings) = ("quartz.qrtz_", true));
                store.UseClustering(o => (o.CheckinInterval, o.CheckinMisfireThreshold) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)));
            });
            Rings<DueFilings>(quartz, TimeSpan.FromSeconds(15));
            Rings<DueMessages>(quartz, TimeSpan.FromSeconds(5));
            Rings<DueDeliveries>(quartz, TimeSpan.FromSeconds(5));
            Rings<DueBulks>(quartz, TimeSpan.FromSeconds(2));
            Rings<DueCertificates>(quartz, TimeSpan.FromSeconds(3));
            Rings<DueReminders>(quartz, TimeSpan.FromMinutes(5));
            Rings<Housekeeping>(quartz, TimeSpan.FromHours(1));
        });
        services.AddQuartzHostedService(o => (o.AwaitApplicationStarted, o.WaitForJobsToComplete) = (true, true));
    }

    /// <summary>Rings missed while everybody was down are one ring at the next start: the tables know what is due.</summary>
    private static void Rings<T>(IQuartzBuilder quartz, TimeSpan every) where T : class, IJob =>
        quartz.ScheduleJob<T>(
            trigger => trigger.WithIdentity(typeof(T).Name).StartNow().WithSimpleSchedule(s => s.WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)),
            job => job.WithIdentity(typeof(T).Name));
}

/// <summary>逐个端口办一遍；一个端口出错，不挡别的端口。</summary>
[DisallowConcurrentExecution]
internal abstract class EveryTenant(TenantSessions sessions, ILogger log) : IJob
{
    public virtual async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var tenant in await sessions.Tenants(cancellationToken))
        {
            try
            {
                if (await Run(tenant.Id, cancellationToken) is > 0 and var done) log.LogInformation("{Work}: {Done} of {Tenant}.", GetType().Name, done, tenant.Slug);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database may be away; the next ring tries again.
                log.LogError(e, "{Work} failed for {Tenant}.", GetType().Name, tenant.Slug);
            }
        }
    }

    protected abstract Task<int> Run(TenantId tenant, CancellationToken ct);
}

/// <summary>补正期满、没有报到评委会的，办结。</summary>
internal sealed class DueFilings(TenantSessions sessions, LapseFilings lapse, ILogger<DueFilings> log) : EveryTenant(sessions, log)
{
    protected override Task<int> Run(TenantId tenant, CancellationToken ct) => lapse.Run(tenant, ct);
}

/// <summary>下达了的成批办理：试办，确认过的一件一件地办。</summary>
internal sealed class DueBulks(TenantSessions sessions, RunBulks run, ILogger<DueBulks> log) : EveryTenant(sessions, log)
{
    protected override Task<int> Run(TenantId tenant, CancellationToken ct) => run.Run(tenant, ct);
}

internal sealed class DueCertificates(TenantSessions sessions, RunCertificates run, ILogger<DueCertificates> log) : EveryTenant(sessions, log)
{
    protected override Task<int> Run(TenantId tenant, CancellationToken ct) => run.Run(tenant, ct);
}

/// <summary>期限快到的、公示期满的，记进发件箱。</summary>
internal sealed class DueReminders(TenantSessions sessions, RemindDeadlines remind, ILogger<DueReminders> log) : EveryTenant(sessions, log)
{
    protected override Task<int> Run(TenantId tenant, CancellationToken ct) => remind.Run(tenant, ct);
}

internal sealed class DueMessages(TenantSessions sessions, DispatchMessages dispatch, ILogger<DueMessages> log) : EveryTenant(sessions, log)
{
    protected override Task<int> Run(TenantId tenant, CancellationToken ct) => dispatch.Run(tenant, ct);
}

/// <summary>与通知分开：邮件服务器不应答，只有邮件等着。</summary>
internal sealed class DueDeliveries(TenantSessions sessions, SendDeliveries send, ILogger<DueDeliveries> log) : EveryTenant(sessions, log)
{
    protected override Task<int> Run(TenantId tenant, CancellationToken ct) => send.Run(tenant, ct);
}

/// <summary>不急的：补发以前没有的缴费通知，放过了期限的上传，死掉的进程留下的半截文件，过了保留期的导出，许久不用的账号。</summary>
internal sealed class Housekeeping(TenantSessions sessions, SweepUploads sweep, DropExports dropExports, LockDormant lockDormant, CatchUpPresenting catchUp, IFileStore files, AppClock clock, ILogger<Housekeeping> log) : EveryTenant(sessions, log)
{
    /// <summary>Far longer than the slowest line takes for one request.</summary>
    private static readonly TimeSpan BrokenOff = TimeSpan.FromDays(1);

    public override async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // The disk knows nothing of a clock that was moved.
        if (files.RemoveAbandoned(clock.GetUtcNow() - clock.Offset - BrokenOff) is > 0 and var left) log.LogInformation("{Left} half-written files of dead processes removed.", left);
        await base.Execute(context, cancellationToken);
    }

    protected override async Task<int> Run(TenantId tenant, CancellationToken ct) => await sweep.Run(tenant, ct) + await dropExports.Run(tenant, ct) + await lockDormant.Run(tenant, ct) + await catchUp.Run(tenant, ct);
}
