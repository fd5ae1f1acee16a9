using TitleReview.App.Filings;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Plans;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Filings;

/// <summary>申报各页的地址；问题项与补正事项凭它跳到那一栏。</summary>
internal static class FilingAddresses
{
    public static string Page(FilingId id) => $"/filings/{id.Value}";

    public static string Edit(FilingId id, string module) => $"/filings/{id.Value}/edit/{module}";

    public static string Precheck(FilingId id) => $"/filings/{id.Value}/precheck";

    public static string Edit(FilingId id, FormPlace place) =>
        Edit(id, place.Module) + (place.Slot is { } slot ? $"#{SlotAnchor(slot, place.Row)}" : place.Field is { } field ? $"#field-{FieldKey(place.Module, place.Row, field)}" : place.Row is { } row ? $"#row-{row}" : "");

    public static string FieldKey(string module, Guid? row, string field) => row is { } id && id != Guid.Empty ? $"{module}.{id}.{field}" : $"{module}.{field}";

    public static string SlotAnchor(string slot, Guid? row) => row is { } id ? $"slot-{slot}-{id}" : $"slot-{slot}";

    public static Shared.ClauseText? ClauseText(this PlanTerms terms, string key) =>
        terms.Clauses.TryGetValue(key, out var clause) ? new Shared.ClauseText(clause.RuleId, clause.Sentence) : null;
}
