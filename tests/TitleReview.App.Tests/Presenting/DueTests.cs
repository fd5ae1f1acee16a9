using TitleReview.App.Messages;
using TitleReview.App.Presenting;
using TitleReview.Domain;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Presenting;

/// <summary>What is due after the gate: whoever pays or hands in hears of it, and nobody else; what was never noted is noted once.</summary>
[Collection("one port's accounts")]
public sealed class What_is_due_after_the_gate(AppUnderTest app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<TenantId> Port(string slug) => new(Guid.Parse((await app.Ask("select id from tenants where slug = $1", slug))[0]));

    [Fact(DisplayName = "从前通过的没有缴费通知、没有列材料：补上，一份不多一份不少，再来一次什么也不补；通知也只有一次")]
    public async Task Is_noted_later_for_those_who_passed_before()
    {
        var port = await Port("aksu");
        var before = await Noted(port);
        await app.Ask("update outbox_events set key = 'old/' || key where tenant_id = $1 and key like 'fee/%/due'", port.Value);
        await app.Ask("delete from fee_notices n where tenant_id = $1 and not exists (select 1 from payment_shares s where s.filing_id = n.filing_id)", port.Value);
        await app.Ask("delete from paper_hand_ins p where tenant_id = $1 and not exists (select 1 from paper_receipts r where r.filings::text like '%' || p.filing_id || '%')", port.Value);
        Assert.NotEqual(before, await Noted(port));

        await using var system = app.AsVisitor();
        Assert.True(await system.Get<CatchUpPresenting>().Run(port, Ct) > 0);
        Assert.Equal(before, await Noted(port));
        Assert.Equal(0, await system.Get<CatchUpPresenting>().Run(port, Ct));
        Assert.Equal(["0"], await app.Ask("select count(*) - count(distinct key) from outbox_events where tenant_id = $1 and key like 'fee/%'", port.Value));
        Assert.NotEqual(["0"], await app.Ask("select count(*) from outbox_events where tenant_id = $1 and key like 'fee/%/due' and not inbox_only", port.Value));
    }

    private Task<List<string>> Noted(TenantId port) => app.Ask("""
        select (select count(*) || ' ' || sum(amount_fen) from fee_notices where tenant_id = $1) || ' ' || (select count(*) || ' ' || sum(jsonb_array_length(items)) from paper_hand_ins where tenant_id = $1)
        """, port.Value);

    [Fact(DisplayName = "交材料的日子快到、过了：由单位报送的告诉单位，不告诉本人；过了期限的评审费告诉缴的人，写明已经过了；各一次")]
    [Trait("rule", "BZ-23"), Trait("rule", "BZ-24")]
    public async Task Is_told_to_whoever_does_it()
    {
        var port = await Port("bazhou");
        var today = new Moment(app.Clock.GetUtcNow()).Today;
        var plan = await app.Ask("select terms::text from plans where tenant_id = $1", port.Value);
        var (paper, fee) = (await Due("paper_hand_ins", "completed_at is null", port), await Due("fee_notices", "not settled", port));
        await app.Ask("update plans set terms = jsonb_set(terms, '{milestones}', jsonb_build_array(jsonb_build_object('name', '报送纸质材料', 'from', $2, 'to', $3, 'kind', 'Paper'))) where tenant_id = $1", port.Value, $"{today:yyyy-MM-dd}", $"{today.AddDays(1):yyyy-MM-dd}");
        try
        {
            await using var system = app.AsVisitor();
            await system.Get<RemindDeadlines>().Run(port, Ct);
            await system.Get<RemindDeadlines>().Run(port, Ct);
        }
        finally
        {
            await app.Ask("update plans set terms = $2::jsonb where tenant_id = $1", port.Value, plan[0]);
        }

        Assert.Equal(["PapersMissing office"], await Told($"milestone/{paper}/%"));
        Assert.Equal(["PapersMissing office"], await Told($"paperover/{paper}/%"));
        Assert.Equal(["FeesDue office"], await Told($"feeover/{fee}/%"));
        Assert.Contains("已经过了（通知：逾期不予受理）", (await app.Ask("select facts ->> '何时' from outbox_events where key like $1", $"feeover/{fee}/%"))[0], StringComparison.Ordinal);
    }

    /// <summary>One of them fell due an hour ago.</summary>
    private async Task<string> Due(string table, string open, TenantId port) => (await app.Ask(
        $"update {table} set due_at = $2, issued_at = $2 - interval '9 days' where filing_id = (select filing_id from {table} where tenant_id = $1 and {open} order by filing_id limit 1) returning filing_id", port.Value, app.Clock.GetUtcNow().AddHours(-1).ToUniversalTime()))[0];

    private Task<List<string>> Told(string key) => app.Ask("select kind || ' ' || case when office_id is not null then 'office' else 'person' end from outbox_events where key like $1", key);
}
