using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Filings;

/// <summary>填报的一步：改一栏、添一行、删一行、填无。</summary>
public abstract record DraftChange
{
    public sealed record Field(string Module, Guid? Row, string Name, string Value) : DraftChange;
    public sealed record NewRow(string Module, Guid Row) : DraftChange;
    public sealed record DropRow(string Module, Guid Row) : DraftChange;
    public sealed record None(string Module) : DraftChange;
}

/// <summary>保存草稿：改哪栏存哪栏，存好的时刻随即返回，页面据此显示“已于…保存”。</summary>
[Does(Act.EditFiling)]
public sealed class SaveDraft(TenantSessions sessions)
{
    /// <summary>别的窗口刚好同时在存，最多这样重来几次；改的是最新内容上的一栏，所以重来不会盖掉别人的。</summary>
    private const int Attempts = 5;

    public async Task<(DateTimeOffset? SavedAt, Refusal? Refusal)> Run(FilingId id, DraftChange change, CancellationToken ct = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (savedAt, refusal) = await Once(id, change, ct);
            if (refusal is not JustHandledByAnother || attempt == Attempts) return (savedAt, refusal);
        }
    }

    private async Task<(DateTimeOffset?, Refusal?)> Once(FilingId id, DraftChange change, CancellationToken ct)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == id, ct);
        if (session.WhyNot(Act.EditFiling, filing) is { } refusal) return (null, refusal);

        var plan = await session.PlanOf(filing!, ct);
        refusal = filing!.WhyNotAmend(plan, session.Now) ?? Apply(filing, plan.Terms, change, session.Now);
        if (refusal is null && change is DraftChange.DropRow drop)
            session.Db.Materials.RemoveRange(await session.Db.Materials.Where(m => m.FilingId == id && m.RowId == drop.Row).ToListAsync(ct));
        refusal ??= await session.Save(ct);
        return refusal is null ? (session.Now.Instant, null) : (null, refusal);
    }

    private static Refusal? Apply(Filing filing, PlanTerms terms, DraftChange change, Moment now) => change switch
    {
        DraftChange.Field c => filing.SetField(terms, c.Module, c.Row, c.Name, c.Value.Trim(), now),
        DraftChange.NewRow c => filing.AddRow(terms, c.Module, c.Row, now),
        DraftChange.DropRow c => filing.RemoveRow(c.Module, c.Row, now),
        DraftChange.None c => filing.DeclareNone(terms, c.Module, now),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };
}

/// <summary>改选专业、级别、途径：首次提交之前可以改。</summary>
[Does(Act.EditFiling)]
public sealed class RechooseTitle(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, Domain.Titles.TitleChoice choice, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.EditFiling, filing) is { } refusal) return refusal;

        var plan = await session.PlanOf(filing!, ct);
        var employer = await session.Db.Offices.SingleAsync(o => o.Id == filing!.EmployerId, ct);
        return plan.WhyNotOpen(choice, session.Now)
            ?? filing!.Rechoose(plan, choice, employer.EmployerKind!.Value, session.Now)
            ?? await session.Save(ct);
    }
}
