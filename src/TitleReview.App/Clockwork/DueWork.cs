using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TitleReview.App.Storage;

namespace TitleReview.App.Clockwork;

/// <summary>到时办理：每十五秒看一次，逐个端口；停机期间到期的，开机后补办。自带的数据库死了，就地拉起来。</summary>
internal sealed class DueWork(IServiceScopeFactory scopes, Database database, ILogger<DueWork> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await database.Revive(stoppingToken);
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
