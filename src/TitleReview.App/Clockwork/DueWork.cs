using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;

namespace TitleReview.App.Clockwork;

/// <summary>到时办理：每十五秒看一次，逐个端口；停机期间到期的，开机后补办。自带的数据库死了，就地拉起来。</summary>
internal sealed class DueWork(IServiceScopeFactory scopes, Database database, IFileStore files, AppClock clock, ILogger<DueWork> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Far longer than the slowest line takes for one request.</summary>
    private static readonly TimeSpan BrokenOff = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await database.Revive(stoppingToken);
                // The disk knows nothing of a clock that was moved.
                if (files.RemoveAbandoned(clock.GetUtcNow() - clock.Offset - BrokenOff) is > 0 and var left)
                    log.LogInformation("{Left} half-written files of dead processes removed.", left);
                await using var scope = scopes.CreateAsyncScope();
                var (lapse, sweep) = (scope.ServiceProvider.GetRequiredService<LapseFilings>(), scope.ServiceProvider.GetRequiredService<SweepUploads>());
                foreach (var tenant in await scope.ServiceProvider.GetRequiredService<TenantSessions>().Tenants(stoppingToken))
                {
                    if (await lapse.Run(tenant.Id, stoppingToken) is > 0 and var lapsed)
                        log.LogInformation("{Lapsed} filings of {Tenant} lapsed.", lapsed, tenant.Slug);
                    if (await sweep.Run(tenant.Id, stoppingToken) is > 0 and var swept)
                        log.LogInformation("{Swept} unfinished uploads of {Tenant} swept away.", swept, tenant.Slug);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database may be away; the next round tries again.
                log.LogError(e, "Due work failed.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
