using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Committees;

public sealed record CommitteeForm
{
    public string? Name { get; set; }
    public string? RecordNumber { get; set; }
    public DateOnly? ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public string? Series { get; set; }

    /// <summary>一个也不选的管整个系列。</summary>
    public string[]? Specialties { get; set; }

    public Grade[]? Grades { get; set; }

    public static CommitteeForm Of(CommitteeFacts facts) => new()
    {
        Name = facts.Name, RecordNumber = facts.RecordNumber, ValidFrom = facts.ValidFrom, ValidTo = facts.ValidTo, Series = facts.Series, Specialties = [.. facts.Specialties], Grades = [.. facts.Grades],
    };

    internal CommitteeFacts Facts(int validYears, DateOnly today)
    {
        var from = ValidFrom ?? today;
        return new(Name.Plain(), RecordNumber.Plain(), from, ValidTo ?? from.AddYears(validYears).AddDays(-1), Series.Plain(), [.. (Specialties ?? []).Select(s => s.Plain()).Distinct(StringComparer.Ordinal)], [.. (Grades ?? []).Distinct().Order()]);
    }
}

/// <summary>设立评委会、改动备案：一个系列或其中几个专业，不跨系列（人社部令第40号）。</summary>
[Does(Act.KeepCommittees)]
public sealed class KeepCommittee(TenantSessions sessions)
{
    /// <param name="id">空为新设。</param>
    public async Task<(CommitteeId? Id, Refusal? Refusal)> Run(CommitteeId? id, CommitteeForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var committee = id is { } one ? await session.Committee(one, ct) : null;
        if (id is null ? session.WhyNot(Act.KeepCommittees) is { } refusal : (refusal = session.WhyNot(Act.KeepCommittees, committee?.OfficeId, "个评委会")) is not null) return (null, refusal);

        var plans = await session.Organised(ct);
        var years = plans.Committees().ValidYears;
        var facts = form.Facts(years, session.Now.Today);
        List<FieldError> errors = [.. (facts.WhyNot(years) as InvalidInput)?.Errors ?? []];
        var catalogue = plans.Catalogue();
        if (facts.Series.Length > 0 && catalogue.Count > 0 && catalogue.All(s => s.Name != facts.Series)) errors.Add(new(nameof(form.Series), $"计划的目录里没有系列“{facts.Series}”，请从列出的选。"));
        else if (facts.Specialties.Select(s => catalogue.WhyNotInCatalogue(facts.Series, s)).FirstOrDefault(e => e is not null) is { } across) errors.Add(new(nameof(form.Specialties), $"{across.Sentence}一个评委会不得跨系列。"));
        if (errors.Count > 0) return (null, new InvalidInput(errors));

        if (committee is null) session.Add(committee = new Committee(new CommitteeId(Guid.CreateVersion7()), facts, session.Actor.OfficeId!.Value, session.Actor, session.Now));
        else committee.Keep(facts);
        return await session.Save(ct) is { } failed ? (null, failed) : (committee.Id, null);
    }
}
