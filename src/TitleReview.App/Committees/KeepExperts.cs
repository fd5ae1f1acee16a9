using Microsoft.EntityFrameworkCore;
using TitleReview.App.People.Imports;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Committees;

/// <summary>页面上填的一位专家。</summary>
public sealed record ExpertForm
{
    public string? Name { get; set; }
    public string? TitleName { get; set; }
    public Grade? Grade { get; set; }

    /// <summary>“系列|专业”，从目录里选。</summary>
    public string? Specialty { get; set; }

    public string? Employer { get; set; }

    /// <summary>一行一个。</summary>
    public string? FormerEmployers { get; set; }

    public string? Phone { get; set; }
    public string? Mail { get; set; }
    public DateOnly? TermFrom { get; set; }
    public DateOnly? TermTo { get; set; }

    public static ExpertForm Of(ExpertFacts facts) => new()
    {
        Name = facts.Name, TitleName = facts.TitleName, Grade = facts.Grade, Specialty = $"{facts.Series}|{facts.Specialty}", Employer = facts.Employer, FormerEmployers = string.Join('\n', facts.FormerEmployers),
        Phone = facts.Phone, Mail = facts.Mail, TermFrom = facts.TermFrom, TermTo = facts.TermTo,
    };

    /// <summary>聘期只填了开始的，到最长的那一天。</summary>
    internal ExpertFacts Facts(int termYears, DateOnly today)
    {
        var (series, specialty) = (Specialty.Plain().Split('|', 2) is [var s, var p] ? (s, p) : ("", Specialty.Plain()));
        var from = TermFrom ?? today;
        return new(Name.Plain(), TitleName.Plain(), Grade ?? (Grade)(-1), series, specialty, Employer.Plain(), [.. FormerEmployers.Plain().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Phone.Plain(), Mail.Plain() is { Length: > 0 } mail ? mail : null, from, TermTo ?? from.AddYears(termYears).AddDays(-1));
    }
}

/// <summary>登记一位专家，或改他的登记。</summary>
[Does(Act.KeepExperts)]
public sealed class KeepExpert(TenantSessions sessions)
{
    /// <param name="id">空为新的一位。</param>
    public async Task<(ExpertId? Id, Refusal? Refusal)> Run(ExpertId? id, ExpertForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var expert = id is { } one ? await session.Pool().SingleOrDefaultAsync(e => e.Id == one, ct) : null;
        if (id is null ? session.WhyNot(Act.KeepExperts) is { } refusal : (refusal = session.WhyNot(Act.KeepExperts, expert?.OfficeId, "位专家")) is not null) return (null, refusal);

        var plans = await session.Organised(ct);
        var years = plans.Committees().TermYears;
        var facts = form.Facts(years, session.Now.Today);
        List<FieldError> errors = [.. (facts.WhyNot(years) as InvalidInput)?.Errors ?? []];
        if (ImportedSheets.Mail(facts.Mail ?? "") is { } mail) errors.Add(new(nameof(form.Mail), mail));
        if (facts.Series.Length == 0) errors.RemoveAll(e => e.Field == nameof(facts.Series));
        else if (plans.Catalogue().WhyNotInCatalogue(facts.Series, facts.Specialty) is { } unknown) errors.Add(unknown with { Field = nameof(form.Specialty) });
        if (errors.Count > 0) return (null, new InvalidInput(errors));
        if (await session.Taken(facts, id, ct) is { } taken) return (null, taken);

        if (expert is null) session.Add(expert = new Expert(new ExpertId(Guid.CreateVersion7()), facts, session.Actor.OfficeId!.Value, session.Now));
        else if (expert.Change(facts, years) is { } wrong) return (null, wrong);
        return await session.Save(ct) is { } failed ? (null, failed) : (expert.Id, null);
    }
}

/// <summary>暂停、恢复、出库：都留理由，不删。</summary>
[Does(Act.KeepExperts)]
public sealed class MoveExpert(TenantSessions sessions)
{
    public async Task<Refusal?> Run(ExpertId id, ExpertStatus to, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var expert = await session.Pool().SingleOrDefaultAsync(e => e.Id == id, ct);
        if (session.WhyNot(Act.KeepExperts, expert?.OfficeId, "位专家") is { } refusal) return refusal;

        return to switch { ExpertStatus.Suspended => expert!.Suspend(reason), ExpertStatus.Removed => expert!.Remove(reason), _ => expert!.Restore() } ?? await session.Save(ct);
    }
}

/// <summary>登记一条利害关系：亲属、合作者、原同单位、专家声明的其他关系（人社部令第40号，回避）。</summary>
[Does(Act.KeepExperts)]
public sealed class RecordTie(TenantSessions sessions)
{
    public async Task<Refusal?> Run(ExpertId id, TieKind? kind, string? subject, string? note, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var expert = await session.Pool().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct);
        if (session.WhyNot(Act.KeepExperts, expert?.OfficeId, "位专家") is { } refusal) return refusal;

        var (tie, wrong) = ExpertTie.Record(Guid.CreateVersion7(), id, kind, subject, note, session.Actor, session.Now);
        if (wrong is not null) return wrong;
        session.Add(tie!);
        return await session.Save(ct);
    }
}

/// <summary>解除一条：查明没有这种关系了，写明理由；原来的记录留着。</summary>
[Does(Act.KeepExperts)]
public sealed class EndTie(TenantSessions sessions)
{
    public async Task<Refusal?> Run(Guid id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var tie = await session.Db.ExpertTies.SingleOrDefaultAsync(t => t.Id == id && session.Pool().Any(e => e.Id == t.ExpertId), ct);
        if (session.WhyNot(Act.KeepExperts, tie is null ? null : session.Actor.OfficeId, "条关系") is { } refusal) return refusal;

        return tie!.End(reason, session.Actor, session.Now) ?? await session.Save(ct);
    }
}
