using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TitleReview.App.Filings;
using TitleReview.App.Storage;

namespace TitleReview.App.Clockwork;

/// <summary>在后台逐页找要遮盖的地方：各端口轮流，一轮一页，谁也不占住；没有可做的，歇几秒再看。</summary>
internal sealed class MaskFinder(IServiceScopeFactory scopes, ILogger<MaskFinder> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var found = false;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var find = scope.ServiceProvider.GetRequiredService<FindMasks>();
                foreach (var tenant in await scope.ServiceProvider.GetRequiredService<TenantSessions>().Tenants(stoppingToken))
                    found |= await find.Run(tenant.Id, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database may be away; the next round tries again.
                log.LogError(e, "Looking for what to mask failed.");
            }

            if (!found) await Task.Delay(Pause, stoppingToken);
        }
    }
}
